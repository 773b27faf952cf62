/** An authenticator app, as RFC 6238 has it: six digits of a secret and the half minute. */
import { createHmac } from 'node:crypto';

/** The code of so many half minutes from now. `letters` is the secret in base32, as a page shows it. */
export function codeOf(letters: string, halfMinutes = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + halfMinutes));
  const hmac = createHmac('sha1', fromBase32(letters.replace(/\s/g, '')))
    .update(counter)
    .digest();
  const number = hmac.readUInt32BE((hmac.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}

function fromBase32(letters: string): Buffer {
  const bits = [...letters].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
