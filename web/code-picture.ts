/** A text as a 2D code: one path on a white ground, its quiet zone included: sharp at any size, and no picture file. */
import { encode } from 'uqr';

export interface CodePicture {
  /** Squares along a side. */
  readonly size: number;
  /** The `d` of an SVG path. */
  readonly path: string;
}

export function codePicture(text: string): CodePicture {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
