/** Where the words of a printed document stand: whether any leave the page, and whether any lie on another. */
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface Place {
  readonly page: number;
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** A sentence for each piece of text that is not wholly on its page, and for each two that cover one another. */
export async function misplaced(bytes: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  const pdf = await task.promise;
  const told: string[] = [];
  for (let page = 1; page <= pdf.numPages; page++) {
    const sheet = await pdf.getPage(page);
    const [, , width = 0, height = 0] = sheet.view;
    const { items } = await sheet.getTextContent();
    const places = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [placeOf(page, item)] : []));
    told.push(
      ...places
        .filter(({ left, right, bottom, top }) => left < 0 || bottom < 0 || right > width || top > height)
        .map(({ words }) => `page ${page}: ${words} leaves the page`),
      ...places.flatMap((one, index) =>
        places
          .slice(index + 1)
          .filter((other) => covers(one, other))
          .map((other) => `page ${page}: ${one.words} lies on ${other.words}`),
      ),
    );
  }
  await task.destroy();
  return told;
}

/** Text that runs across the page, watermarks apart, whose letters stand slanted. */
function placeOf(page: number, item: { str: string; transform: number[]; width: number }): Place {
  const [, slant = 0, , size = 0, left = 0, base = 0] = item.transform;
  if (slant !== 0) return { page, words: item.str, left: 1, right: 1, bottom: 1, top: 1 };
  return { page, words: item.str, left, right: left + item.width, bottom: base, top: base + size * 0.7 };
}

/** By more than two points both ways: what stands close by does not count. */
function covers(one: Place, other: Place): boolean {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.top, other.top) - Math.max(one.bottom, other.bottom);
  return wide > 2 && high > 2;
}
