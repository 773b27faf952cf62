/** What stands in a list's address: the words, choices and days of its search, and the place of its page. */
import type { Day } from '../../domain/dates.ts';
import { readDay } from '../../domain/dates.ts';
import type { RefusalName } from '../../domain/refusals.ts';
import { refusalSentences } from '../../domain/refusals.ts';
import { readYen } from '../../domain/yen.ts';
import type { Page, Turn } from '../../prisma/keyset.ts';

export const rowsAPage = 50;
/** Beyond this nobody is told how many: the search is to be narrowed. */
export const countedUpTo = 1000;

/** The query of a request: what was given twice or not as text counts as not given. */
export type Query = Readonly<Record<string, unknown>>;

/** The text of a field, without what is around it and without what no text holds. */
export function said(query: Query, name: string, longest = 100): string {
  const value = query[name];
  return typeof value === 'string'
    ? value
        .toWellFormed()
        .replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, longest)
    : '';
}

/** One of the choices; anything else chooses nothing. */
export function chosen<Choice extends string>(
  query: Query,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === said(query, name));
}

/** Whether what was given is more than what was read of it: no known choice, too long, or given twice. */
export function isReadInPart(query: Query, name: string, read: string): boolean {
  const value = query[name];
  return value !== undefined && (typeof value !== 'string' || said(query, name, value.length) !== read);
}

/** A choice as its select shows it; `value` is empty where nothing is chosen. */
export function choiceOf<Choice extends string>(
  value: Choice | undefined,
  choices: readonly Choice[],
  titles: Readonly<Record<Choice, string>>,
) {
  return { value: value ?? '', options: choices.map((choice) => ({ value: choice, title: titles[choice] })) };
}

/** What a person typed in a field, what it means, and what is wrong with it. */
export interface Typed<Value> {
  readonly name: string;
  readonly typed: string;
  readonly value: Value | undefined;
  readonly error: string | null;
}

export function typedDay(query: Query, name: string): Typed<Day> {
  return typed(query, name, readDay, 'day-must-exist');
}

export function typedYen(query: Query, name: string): Typed<number> {
  return typed(query, name, readYen, 'amount-must-be-within-bounds');
}

function typed<Value>(
  query: Query,
  name: string,
  read: (text: string) => Value | null,
  refusal: RefusalName,
): Typed<Value> {
  const text = said(query, name);
  const value = text === '' ? null : read(text);
  const error = text !== '' && value === null ? refusalSentences[refusal] : null;
  return { name, typed: text, value: value ?? undefined, error };
}

/** What the page says above its list of fields that hold no day or amount. */
export function refusalsOf(...fields: readonly Typed<unknown>[]) {
  return fields.flatMap(({ name, error }) => (error === null ? [] : [{ field: name, sentence: error }]));
}

/** Which page the address asks for. */
export function turnOf(query: Query): Turn {
  const [after, before] = [said(query, 'after'), said(query, 'before')];
  if (before !== '') return { before, limit: rowsAPage };
  return after === '' ? { limit: rowsAPage } : { after, limit: rowsAPage };
}

/** The number of the page that the address asks for, from 1. */
export function pageNumberIn(query: Query): number {
  const typed = said(query, 'page', 5);
  return /^[1-9]\d{0,4}$/.test(typed) ? Number(typed) : 1;
}

/** The address with these values, those that are empty left out. */
export function addressWith(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  const query = new URLSearchParams(given).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Where the pages before and after lie; null where there is none. */
export function pagerOf<Row>(
  { rows, hasEarlier, hasLater }: Page<Row>,
  path: string,
  values: Readonly<Record<string, string | undefined>>,
  cursorOf: (row: Row) => string,
) {
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    previousHref: hasEarlier && first !== undefined ? addressWith(path, { ...values, before: cursorOf(first) }) : null,
    nextHref: hasLater && last !== undefined ? addressWith(path, { ...values, after: cursorOf(last) }) : null,
  };
}

/** How many there are, in words: beyond what was counted, at least so many. */
export function countWords(count: number): { text: string; count: string } {
  return count > countedUpTo
    ? { text: '{count}件以上', count: countedUpTo.toLocaleString('ja-JP') }
    : { text: '{count}件', count: count.toLocaleString('ja-JP') };
}
