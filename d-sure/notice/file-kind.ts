/** What a file is, by its own bytes; its name and what a browser says of it are not asked. */

export type NoticeKind = 'pdf' | 'png' | 'jpeg';

/** Null for anything that is neither PDF, PNG nor JPEG. */
export function kindOf(bytes: Uint8Array): NoticeKind | null {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (head.startsWith('%PDF-')) return 'pdf';
  if (head === '\x89PNG\r\n\x1a\n') return 'png';
  return head.startsWith('\xff\xd8\xff') ? 'jpeg' : null;
}

/** How many pixels a picture says it has, before anybody makes room for them; null where it does not say. */
export function pixelsOf(bytes: Uint8Array, kind: 'png' | 'jpeg'): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === 'png') return bytes.length < 24 ? null : view.getUint32(16) * view.getUint32(20);
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (framesOfJpeg.has(marker)) return view.getUint16(at + 5) * view.getUint16(at + 7);
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Markers of a JPEG's frame, which tells its size: C0–CF without the tables C4, C8 and CC. */
const framesOfJpeg = new Set(
  Array.from({ length: 16 }, (_, n) => 0xc0 + n).filter((marker) => ![0xc4, 0xc8, 0xcc].includes(marker)),
);
