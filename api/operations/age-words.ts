/** How long something has waited, as lists tell it: the two largest units are one too many. */

const units = [
  { ms: 86_400_000, text: '{count}日' },
  { ms: 3_600_000, text: '{count}時間' },
  { ms: 60_000, text: '{count}分' },
] as const;

/** The text and its number, for `t`: 3日, 5時間, 12分; below a minute 0分. */
export function ageWords(since: Date, now: Date): { readonly text: string; readonly count: number } {
  const ms = Math.max(0, now.getTime() - since.getTime());
  const unit = units.find((each) => ms >= each.ms) ?? units[2];
  return { text: unit.text, count: Math.floor(ms / unit.ms) };
}
