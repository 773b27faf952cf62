/** What a company's API key may be limited to, and when it ends. */
import { addDays, addMonths, type Day, dayInJapan, readDay } from './dates.ts';
import { type FieldRefusal, refuse } from './refusals.ts';
import { textProblem } from './text.ts';

/** A key as its maker wants it. */
export interface KeyWish {
  readonly name: string;
  /** It reads, and acts on nothing. */
  readonly readOnly: boolean;
  /** Requests a minute; null: as many as come. */
  readonly perMinute: number | null;
  /** The last day in Japan on which it opens anything. */
  readonly endsOn: Day;
}

/** What was typed for it, in the form's own words. */
export interface TypedKey {
  readonly name: string;
  readonly mayDo: string;
  readonly pace: string;
  readonly endsOn: string;
}

/** Requests a minute that a key may be held to. */
export const paces = ['', '600', '60', '10'] as const;
export const longestKeyMonths = 24;
const longestName = 60;

/** The last day that is offered first: a year ahead. */
export function usualEnd(now: Date): Day {
  return addMonths(dayInJapan(now), 12);
}

/** The wish, or everything that is wrong with it by field. A key has an end: what nobody remembers must not stay open. */
export function keyWish(typed: TypedKey, now: Date): { wish: KeyWish } | { refusals: readonly FieldRefusal[] } {
  const endsOn = readDay(typed.endsOn);
  const refusals = [
    ...nameRefusals(typed.name),
    ...(['all', 'read'].includes(typed.mayDo) ? [] : [refuse('field-must-have-the-right-shape', 'mayDo')]),
    ...(paces.some((pace) => pace === typed.pace) ? [] : [refuse('field-must-have-the-right-shape', 'pace')]),
    ...endRefusals(endsOn, dayInJapan(now)),
  ];
  if (refusals.length > 0 || endsOn === null) return { refusals };
  const perMinute = typed.pace === '' ? null : Number(typed.pace);
  return { wish: { name: typed.name.trim(), readOnly: typed.mayDo === 'read', perMinute, endsOn } };
}

function nameRefusals(name: string): FieldRefusal[] {
  const problem = textProblem(name, { maxLength: longestName, lines: false });
  return problem === null ? [] : [refuse(textRefusals[problem], 'name')];
}

export const textRefusals = {
  blank: 'field-must-be-given',
  'too-long': 'text-must-be-short-enough',
  unprintable: 'text-must-be-printable',
} as const;

function endRefusals(endsOn: Day | null, today: Day): FieldRefusal[] {
  if (endsOn === null) return [refuse('day-must-exist', 'endsOn')];
  return endsOn < addDays(today, 1) || endsOn > addMonths(today, longestKeyMonths)
    ? [refuse('key-must-end-in-time', 'endsOn')]
    : [];
}

/** The instant from which a key with this last day opens nothing. */
export function keyEnd(endsOn: Day): Date {
  return new Date(`${addDays(endsOn, 1)}T00:00:00+09:00`);
}

export type KeyState = 'usable' | 'expired' | 'revoked';

export function keyState(
  { revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date | null },
  now: Date,
): KeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'usable';
}
