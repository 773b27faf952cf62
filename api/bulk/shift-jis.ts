/** Text as Excel in Japan writes a CSV file by default: Shift_JIS with Windows' additions. */

/** The bytes of the text. Throws a RangeError for a character that Shift_JIS does not have. */
export function shiftJis(text: string): Buffer {
  const codes = encoding();
  return Buffer.from(
    [...text].flatMap((character) => {
      const bytes = character.charCodeAt(0) < 0x80 ? [character.charCodeAt(0)] : codes.get(character);
      if (bytes === undefined) throw new RangeError(`Shift_JIS has no ${character}`);
      return bytes;
    }),
  );
}

let known: ReadonlyMap<string, readonly number[]> | undefined;

/** Node decodes Shift_JIS and does not encode it: what it decodes, turned round. Made once, when first asked for. */
function encoding(): ReadonlyMap<string, readonly number[]> {
  if (known !== undefined) return known;
  const decoder = new TextDecoder('shift_jis');
  const codes = new Map<string, readonly number[]>();
  const keep = (bytes: readonly number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== '\uFFFD' && !codes.has(text)) codes.set(text, bytes);
  };
  for (let kana = 0xa1; kana <= 0xdf; kana += 1) keep([kana]);
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead === 0xed || lead === 0xee) continue; // the same characters stand at 0xFA to 0xFC, where Windows writes them
    for (let trail = 0x40; trail <= 0xfc; trail += 1) keep([lead, trail]);
  }
  known = codes;
  return codes;
}
