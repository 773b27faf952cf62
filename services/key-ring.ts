/** The key ring: AES-256-GCM under named keys. New text is sealed under the first; old text opens under its own. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface KeyRing {
  /** The bytes sealed under the ring's first key, with what they belong to (`context`) bound in. */
  seal(bytes: Uint8Array, context: string): Uint8Array;
  /** The bytes that were sealed. Throws where a byte, the context or the key differs. */
  open(sealed: Uint8Array, context: string): Uint8Array;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Builds the ring from `id:base64,id:base64`, newest first; each key 32 bytes. Sealed bytes start with the key's id,
 * so that a ring can be turned over without touching old rows.
 */
export function createKeyRing(setting: string): KeyRing {
  const keys = new Map(setting.split(',').map(parseKey));
  const [first] = keys.keys();
  if (first === undefined) throw new Error('the key ring has no key');

  return {
    seal(bytes, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keys.get(first) as Buffer, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      const id = Buffer.from(first);
      return Buffer.concat([Buffer.of(id.length), id, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      const idLength = bytes[0] ?? 0;
      const key = keys.get(bytes.subarray(1, 1 + idLength).toString());
      if (key === undefined) throw new Error('sealed under a key that is not in the ring');
      const nonceAt = 1 + idLength;
      const tagAt = nonceAt + nonceBytes;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(nonceAt, tagAt)).setAAD(
        Buffer.from(context),
      );
      decipher.setAuthTag(bytes.subarray(tagAt, tagAt + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(tagAt + tagBytes)), decipher.final()]);
    },
  };
}

function parseKey(entry: string): [string, Buffer] {
  const [id = '', base64 = ''] = entry.trim().split(':');
  const key = Buffer.from(base64, 'base64');
  if (!/^[a-z0-9-]{1,32}$/i.test(id) || key.length !== 32) {
    throw new Error('a key of the ring is written id:base64, with 32 bytes');
  }
  return [id, key];
}
