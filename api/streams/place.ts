/** Where a stream stands, as its client keeps it: sealed, for the position itself would tell how much happens elsewhere. */
import type { KeyRing } from '../../services/key-ring.ts';

/** The position, readable to nobody and good for this contractor's streams alone. */
export function sealPlace(keyRing: KeyRing, owner: string, position: bigint): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(position);
  return Buffer.from(keyRing.seal(bytes, contextOf(owner))).toString('base64url');
}

/** The position, or null where the text is none that was given to this contractor. */
export function openPlace(keyRing: KeyRing, owner: string, place: string): bigint | null {
  try {
    const bytes = keyRing.open(Buffer.from(place, 'base64url'), contextOf(owner));
    return bytes.length === 8 ? Buffer.from(bytes).readBigUInt64BE() : null;
  } catch {
    return null;
  }
}

function contextOf(owner: string): string {
  return `event-stream/${owner}`;
}
