/** What D-Sure keeps of an authentication key: enough to recognise it, not enough to tell it. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

export interface KeyVerifier {
  readonly verifier: Uint8Array;
  readonly salt: Uint8Array;
}

/** A verifier of this key with a salt of its own. */
export async function makeVerifier(key: string): Promise<KeyVerifier> {
  const salt = randomBytes(16);
  return { verifier: await derive(key, salt), salt };
}

/**
 * Whether the key is the verifier's. Where there is no verifier, the same work is done against a made-up one and the
 * answer is no: an unknown number takes as long as a wrong key.
 *
 * Source: R-K5.
 */
export async function isKeyOf(key: string, kept: KeyVerifier | null): Promise<boolean> {
  const { verifier, salt } = kept ?? nobodys;
  const same = timingSafeEqual(await derive(key, salt), verifier);
  return same && kept !== null;
}

const nobodys: KeyVerifier = { verifier: randomBytes(32), salt: randomBytes(16) };

// A key has about 70 bits, so the cost only has to be felt, not to carry the whole weight: some 30 ms, 16 MiB.
function derive(key: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(key, salt, 32, { N: 16_384, r: 8, p: 1 }, (error, bytes) =>
      error === null ? resolve(bytes) : reject(error),
    );
  });
}
