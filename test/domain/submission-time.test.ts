/** When a submission was: as it is typed in Japan, between the arrival at D-Sure and now. */
import { expect, test } from '@jest/globals';
import { readSubmissionTime, submissionTimeRefusal } from '../../domain/submission-time.ts';

const arrivedAt = new Date('2026-04-01T03:00:40Z');
const now = new Date('2026-04-01T05:00:10Z');

test.each([
  ['2026-04-01T03:00:00Z', null],
  ['2026-04-01T05:00:00Z', null],
  ['2026-04-01T05:01:00Z', 'submission-must-not-be-ahead'],
  ['2026-04-01T02:59:00Z', 'submission-must-not-come-before-arrival'],
])('%s: %s', (at, refusal) => {
  expect(submissionTimeRefusal(new Date(at), now, arrivedAt)).toBe(refusal);
});

test.each([
  ['', '', null],
  ['R8.4.1', '13:05', '2026-04-01T04:05:00.000Z'],
  ['２０２６/４/１', '９時０５分', '2026-04-01T00:05:00.000Z'],
])('“%s” “%s” is read', (on, time, at) => {
  expect(readSubmissionTime(on, time)).toEqual({ at: at === null ? null : new Date(at) });
});

test.each([
  ['2026-02-31', '12:00', 'day-must-exist', 'submittedOn'],
  ['', '12:00', 'day-must-exist', 'submittedOn'],
  ['2026-04-01', '', 'time-must-exist', 'submittedTime'],
  ['2026-04-01', '24:00', 'time-must-exist', 'submittedTime'],
])('“%s” “%s” is refused beside its field', (on, time, name, field) => {
  expect(readSubmissionTime(on, time)).toMatchObject({ refusal: { name, field } });
});
