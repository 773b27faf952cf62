/** An authenticator app: the code of a secret, now. */
import { createOTP } from '@better-auth/utils/otp';

export function authenticatorCode(secret: string): Promise<string> {
  return createOTP(new TextDecoder().decode(fromBase32(secret))).totp();
}

function fromBase32(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const letters = [...text.replace(/=+$/, '')];
  const bits = letters.map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
