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

// A key has about 70 bits from the system's generator, so no dictionary helps: 4 ms and 2 MiB a guess put it out of reach,
// and the numbers of tries are limited besides. A costlier verifier would only slow down every posting.
function derive(key: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(key, salt, 32, { N: 2_048, r: 8, p: 1 }, (error, bytes) =>
      error === null ? resolve(bytes) : reject(error),
    );
  });
}
