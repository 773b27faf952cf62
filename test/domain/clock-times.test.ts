/** Times of day in Japan. */
import { expect, test } from '@jest/globals';
import { isAfter, minutesLater, momentInJapan, timeOfDay } from '../../domain/clock-times.ts';
import { moment } from './opening-hours.ts';

test('a moment is told in Japan, whatever the day is elsewhere', () => {
  expect(momentInJapan(new Date('2026-11-24T15:30:59Z'))).toEqual(moment('2026-11-25 00:30'));
});

test.each([
  ['09:00', 120, '11:00'],
  ['09:05', -10, '08:55'],
  ['23:30', 30, null],
  ['00:10', -11, null],
])('%s and %d minutes is %s', (at, minutes, later) => {
  expect(minutesLater(timeOfDay(at), minutes)).toBe(later);
});

test.each(['9:00', '24:00', '12:60', ''])('%s is no time of day', (text) => {
  expect(() => timeOfDay(text)).toThrow(RangeError);
});

test('moments are compared by day, then by time', () => {
  expect(isAfter(moment('2026-11-25 00:00'), moment('2026-11-24 23:59'))).toBe(true);
  expect(isAfter(moment('2026-11-24 09:00'), moment('2026-11-24 09:00'))).toBe(false);
});
