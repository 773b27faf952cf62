import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  addMonths,
  compareDays,
  day,
  dayInJapan,
  daysBetween,
  daysInclusive,
  fiscalYearEndOn,
  fiscalYearOf,
  parseDay,
  readDay,
} from '../../domain/dates.ts';

describe('a day of the API is exactly YYYY-MM-DD and stands in the calendar', () => {
  test.each(['2026-04-01', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    '',
    '2026-4-1',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '2026-04-01T00:00:00Z',
    ' 2026-04-01',
    '２０２６-04-01',
    '2026-04-01\n',
  ])('%j is none', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  test('a programmer who names no day is told', () => {
    expect(() => day('2026-02-30')).toThrow(RangeError);
  });
});

describe('a typed day is understood', () => {
  test.each([
    ['2026-04-01', '2026-04-01'],
    ['2026-4-1', '2026-04-01'],
    ['2026/4/1', '2026-04-01'],
    ['2026.4.1', '2026-04-01'],
    ['20260401', '2026-04-01'],
    ['2026年4月1日', '2026-04-01'],
    ['２０２６年４月１日', '2026-04-01'],
    ['２０２６／４／１', '2026-04-01'],
    ['2026ー4ー1', '2026-04-01'],
    ['2026 年 4 月 1 日', '2026-04-01'],
    ['R8.4.1', '2026-04-01'],
    ['r8/4/1', '2026-04-01'],
    ['Ｒ８．４．１', '2026-04-01'],
    ['R08-04-01', '2026-04-01'],
    ['令和8年4月1日', '2026-04-01'],
    ['令和０８年０４月０１日', '2026-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['令和1年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['H31.4.30', '2019-04-30'],
    ['昭和64年1月7日', '1989-01-07'],
  ])('%s is %s', (typed, expected) => {
    expect(readDay(typed)).toBe(expected);
  });

  test.each([
    '',
    '明日',
    '2026-04',
    '2026/04-01',
    '26/4/1',
    '2026年2月29日',
    '令和8年13月1日',
    '令和元年4月30日',
    '平成31年5月1日',
    '平成32年4月1日',
    '令和0年4月1日',
    'X8.4.1',
    '令和8年4月1日頃',
  ])('%j is not guessed at', (typed) => {
    expect(readDay(typed)).toBeNull();
  });
});

test('the day in Japan begins at 15:00 UTC of the day before', () => {
  expect(dayInJapan(new Date('2026-03-31T14:59:59.999Z'))).toBe('2026-03-31');
  expect(dayInJapan(new Date('2026-03-31T15:00:00.000Z'))).toBe('2026-04-01');
});

test('days are added over months, years and leap days', () => {
  expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
  expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
  expect(addDays(day('2026-03-01'), -1)).toBe('2026-02-28');
});

test('a month later is the same day, or the last of a shorter month', () => {
  expect(addMonths(day('2026-04-01'), 8)).toBe('2026-12-01');
  expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28');
  expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
  expect(addMonths(day('2026-11-30'), 3)).toBe('2027-02-28');
  expect(addMonths(day('2026-01-31'), -2)).toBe('2025-11-30');
});

test('half of a period is counted from its first day', () => {
  const from = day('2025-06-01');
  expect(daysInclusive(from, day('2026-02-28'))).toBe(273);
  expect(addDays(from, 137 - 1)).toBe('2025-10-15');
});

test('adding the days between two days leads from one to the other', () => {
  for (let step = 0; step < 400; step += 1) {
    const from = addDays(day('2019-01-01'), step * 13);
    const to = addDays(from, (step * 37) % 900);
    expect(addDays(from, daysBetween(from, to))).toBe(to);
    expect(daysInclusive(from, to)).toBe(daysBetween(from, to) + 1);
    expect(parseDay(to)).toBe(to);
  }
});

test('days sort as the calendar runs', () => {
  const days = [day('2026-04-01'), day('2025-12-31'), day('2026-04-01'), day('2026-01-01')];
  expect(days.sort(compareDays)).toEqual(['2025-12-31', '2026-01-01', '2026-04-01', '2026-04-01']);
});

test('a fiscal year begins on 1 April and ends on 31 March', () => {
  expect(fiscalYearOf(day('2026-03-31'))).toBe(2025);
  expect(fiscalYearOf(day('2026-04-01'))).toBe(2026);
  expect(fiscalYearEndOn(2025)).toBe('2026-03-31');
});
