/** Rows under headings, aligned as a terminal shows them: a Japanese character is two columns wide. */

export function table(headings: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = [headings, ...rows.map((row) => row.map((cell) => onOneLine(cell === null ? '-' : String(cell))))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => columnsOf(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => `${cell}${' '.repeat((widths[column] ?? 0) - columnsOf(cell))}`)
      .join('  ')
      .trimEnd();
  return cells.map(line).join('\n');
}

/** What a terminal would obey is not said to it: control characters become spaces. */
export function onOneLine(text: string): string {
  return text.replace(/\p{Cc}+|\p{Bidi_Control}/gu, ' ').trim();
}

function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
    character,
  );
}

/** ¥20,000,000 */
export function yen(amount: number): string {
  return `¥${amount.toLocaleString('en')}`;
}

/** 2026-04-01 12:00 in Japan. */
export function inJapan(instant: string): string {
  return new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
