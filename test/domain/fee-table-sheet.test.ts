/** A fee table as a sheet: what was written out comes back as it was; what is wrong is told by its row. */
import { expect, test } from '@jest/globals';
import { feeTableCells, feeTableHeadings, readFeeTableSheet } from '../../domain/fee-table-sheet.ts';
import { sampleFeeTable } from '../../domain/sample-fee-table.ts';

const sheet = (change: (rows: string[][]) => string[][] = (rows) => rows) => [
  [...feeTableHeadings],
  ...change(feeTableCells(sampleFeeTable)),
];

test('a table that was written out comes back as it was', () => {
  expect(readFeeTableSheet(sheet())).toEqual({ table: sampleFeeTable });
});

test('amounts and days are read in the spellings that people use', () => {
  const read = readFeeTableSheet(
    sheet((rows) =>
      rows.map((row) =>
        row.map((cell) => (cell === '3000000' ? '３，０００，０００円' : cell === '2020-04-01' ? 'R2.4.1' : cell)),
      ),
    ),
  );
  expect(read).toEqual({ table: sampleFeeTable });
});

const without =
  (item: string, nth = 0) =>
  (rows: string[][]) =>
    rows.filter((row) => row !== rows.filter(([first]) => first === item)[nth]);
const changed = (from: string, to: string) => (rows: string[][]) =>
  rows.map((row) => row.map((cell) => (cell === from ? to : cell)));

test.each<[string, (rows: string[][]) => string[][], string, number | null]>([
  ['no version', without('版'), 'fee-table-must-be-whole', null],
  ['a product without a rate', without('年率'), 'fee-table-must-be-whole', null],
  ['bands that do not rise', changed('10000000', '1000000'), 'fee-table-must-be-whole', null],
  ['a last band with an end', without('段階', 3), 'fee-table-must-be-whole', null],
  ['a rate that is no rate', changed('0.22%', '2割'), 'fee-table-row-must-be-known', 9],
  ['an item that is none', changed('年率', '月率'), 'fee-table-row-must-be-known', 13],
  ['31 February', changed('2020-04-01', '2020-02-31'), 'fee-table-row-must-be-known', 3],
  ['a rounding that is none', changed('切捨て', '五捨六入'), 'fee-table-row-must-be-known', 5],
])('a table with %s is refused', (_what, change, name, line) => {
  expect(readFeeTableSheet(sheet(change))).toEqual({ refusals: [{ name, line }] });
});

test('headings of another file are refused', () => {
  expect(readFeeTableSheet([['銀行', '支店', '', '']])).toEqual({
    refusals: [{ line: 1, name: 'fee-table-headings-must-be-ours' }],
  });
});
