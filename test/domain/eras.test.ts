import { expect, test } from '@jest/globals';
import { addDays, day, readDay } from '../../domain/dates.ts';
import { eraDate, eraDatePadded, fiscalYearLabel, listInstant, screenDate } from '../../domain/eras.ts';

test.each([
  ['2025-12-20', '令和7年12月20日', '令和07年12月20日'],
  ['2019-05-01', '令和元年5月1日', '令和01年05月01日'],
  ['2019-04-30', '平成31年4月30日', '平成31年04月30日'],
  ['1989-01-08', '平成元年1月8日', '平成01年01月08日'],
  ['1989-01-07', '昭和64年1月7日', '昭和64年01月07日'],
  ['1926-12-25', '昭和元年12月25日', '昭和01年12月25日'],
  ['1926-12-24', '大正15年12月24日', '大正15年12月24日'],
  ['2030-10-05', '令和12年10月5日', '令和12年10月05日'],
  ['1800-01-02', '1800年1月2日', '1800年01月02日'],
])('%s is %s, and %s on a certificate', (on, era, padded) => {
  expect(eraDate(day(on))).toBe(era);
  expect(eraDatePadded(day(on))).toBe(padded);
});

test('an era day that was written is read back as the same day', () => {
  for (let step = 0; step < 1500; step += 1) {
    const on = addDays(day('1900-01-01'), step * 41);
    expect(readDay(eraDate(on))).toBe(on);
    expect(readDay(eraDatePadded(on))).toBe(on);
  }
});

test.each([
  [2025, '令和7年度'],
  [2019, '令和元年度'],
  [2018, '平成30年度'],
])('the fiscal year of April %i is %s', (fiscalYear, label) => {
  expect(fiscalYearLabel(fiscalYear)).toBe(label);
});

test('a screen shows the weekday', () => {
  expect(screenDate(day('2026-04-01'))).toBe('2026年4月1日（水）');
  expect(screenDate(day('2026-11-22'))).toBe('2026年11月22日（日）');
});

test('a list shows an instant in Japan', () => {
  expect(listInstant(new Date('2025-12-20T03:00:00Z'))).toBe('2025/12/20 12:00');
  expect(listInstant(new Date('2025-12-31T15:00:59Z'))).toBe('2026/01/01 00:00');
});
