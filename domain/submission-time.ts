/** When a submission was: as a person types it, and whether it can have been then. */
import { readDay } from './dates.ts';
import { type FieldRefusal, type RefusalName, refuse } from './refusals.ts';

/**
 * Whether number and key can have been given at that time, to the minute, since nobody types seconds; null: they can.
 *
 * Refuses: `submission-must-not-be-ahead`, `submission-must-not-come-before-arrival`. Source: R-I2, R-I4.
 */
export function submissionTimeRefusal(submittedAt: Date, now: Date, arrivedAt: Date | null): RefusalName | null {
  if (submittedAt > now) return 'submission-must-not-be-ahead';
  const minute = (at: Date) => Math.floor(at.getTime() / 60_000);
  const early = arrivedAt !== null && minute(submittedAt) < minute(arrivedAt);
  return early ? 'submission-must-not-come-before-arrival' : null;
}

/** Day and time in Japan as typed; nothing typed: null, which is now. A refusal stands beside its field. */
export function readSubmissionTime(on: string, time: string): { at: Date | null } | { refusal: FieldRefusal } {
  if (on.trim() === '' && time.trim() === '') return { at: null };
  const day = readDay(on);
  if (day === null) return { refusal: refuse('day-must-exist', 'submittedOn') };
  const [, hour = '', minute = ''] =
    /^([01]?\d|2[0-3])(?::|時)([0-5]\d)分?$/.exec(time.normalize('NFKC').replace(/\s/g, '')) ?? [];
  if (minute === '') return { refusal: refuse('time-must-exist', 'submittedTime') };
  return { at: new Date(`${day}T${hour.padStart(2, '0')}:${minute}:00+09:00`) };
}
