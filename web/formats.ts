/** Days, instants and money as screens show them, in both languages. */
import { day, readDay } from '../domain/dates.ts';
import { listInstant, screenDate } from '../domain/eras.ts';
import type { Language } from './translations.ts';

/** 2026年4月1日（水）; Wed, 1 Apr 2026. */
export function dayText(language: Language, on: string): string {
  return language === 'ja' ? screenDate(day(on)) : englishDay.format(new Date(`${on}T00:00:00Z`));
}

const englishDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** 2026/04/01 12:00 in Japan, in both languages. */
export function instantText(at: Date): string {
  return listInstant(at);
}

/** 9:00 for `09:00`, in both languages. */
export function clockText(at: string): string {
  return at.replace(/^0/, '');
}

/** 20,000,000円; ¥20,000,000. Whole yen; a sum of many guarantees may be more than one of them is allowed to be. */
export function yenText(language: Language, amount: number | bigint): string {
  const text = BigInt(amount).toLocaleString('en-US');
  return language === 'ja' ? `${text}円` : `¥${text}`;
}

/** The same where there is little room: from a hundred million yen on in millions, 1,710百万円; ¥1,710M. */
export function largeYenText(language: Language, amount: number | bigint): string {
  if (BigInt(amount) < 100_000_000n) return yenText(language, amount);
  const millions = ((BigInt(amount) + 500_000n) / 1_000_000n).toLocaleString('en-US');
  return language === 'ja' ? `${millions}百万円` : `¥${millions}M`;
}

/** A day or an amount in Japanese words as English has it; all else as it is. */
export function englishFormat(text: string): string {
  const on = /日(（.）)?$/.test(text) ? readDay(text.replace(/（.）$/, '')) : null;
  return on === null ? text.replace(/^([＋－]?)([\d,]+)円$/, '$1¥$2') : dayText('en', on);
}
