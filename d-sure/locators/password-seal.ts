/** Viewing passwords of other platforms at rest: AES-256-GCM under a key made from the session secret, each bound to its locator. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
/** The first byte says how the rest is sealed, so that another way can come beside this one. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** The password, sealed for this locator: on another one's row it does not open. */
export function sealPassword(secret: string, locatorId: string, password: string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, keyFrom(secret), nonce).setAAD(Buffer.from(locatorId));
  const body = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
}

/** The password that was sealed. Null where a byte, the locator or the secret differs: a changed secret makes it unreadable. */
export function openPassword(secret: string, locatorId: string, sealed: Uint8Array): string | null {
  const bytes = Buffer.from(sealed);
  const tagAt = 1 + nonceBytes;
  const bodyAt = tagAt + tagBytes;
  if (bytes[0] !== version || bytes.length < bodyAt) return null;
  const decipher = createDecipheriv(algorithm, keyFrom(secret), bytes.subarray(1, tagAt), { authTagLength: tagBytes })
    .setAAD(Buffer.from(locatorId))
    .setAuthTag(bytes.subarray(tagAt, bodyAt));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function keyFrom(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'd-sure/locator-password', 32));
}
