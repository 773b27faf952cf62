/** A register as a sheet: what it would change, and what is refused with its row and heading. */
import { expect, test } from '@jest/globals';
import { registerNamed } from '../../domain/registers/all.ts';
import type { Register } from '../../domain/registers/register.ts';
import { readRegisterSheet, sheetCells, sheetHeadings } from '../../domain/registers/register-sheet.ts';
import { typedValue } from '../../domain/registers/typed-row.ts';

const banks = registerNamed('banks') as Register;
const series = registerNamed('number-series') as Register;
const row = { id: 'a', bankName: '〇〇銀行', branchName: '本店', reading: 'マルマルギンコウ', hasAgreement: true };
const counter = { branchId: 'tochigi', prefix: '31074', lastCounter: 7 };
const named = () => [{ key: 'tochigi', title: '栃木支店' }];
const headings = sheetHeadings(banks);
const cells = sheetCells(banks, row, (field) => typedValue(field, row[field.name as keyof typeof row]));

test('a sheet that was written out changes nothing', () => {
  expect(readRegisterSheet(banks, [headings, cells], [row], named)).toEqual({ changes: [], same: 1 });
  const own = sheetCells(series, counter, (field) =>
    field.name === 'branchId' ? '栃木支店' : String(counter[field.name as keyof typeof counter]),
  );
  expect(readRegisterSheet(series, [sheetHeadings(series), own], [counter], named)).toEqual({ changes: [], same: 1 });
});

test('a row without a name of its own is new; a cell that was marked for a spreadsheet is what it was', () => {
  const read = readRegisterSheet(
    banks,
    [headings, ['', "'=ABC銀行", '本店', 'エービーシー', 'いいえ'], ['']],
    [row],
    named,
  );
  expect(read).toEqual({
    changes: [
      {
        line: 2,
        rowKey: null,
        before: null,
        after: { bankName: '=ABC銀行', branchName: '本店', reading: 'エービーシー', hasAgreement: false },
      },
    ],
    same: 0,
  });
});

test.each<[string, string[][], string, number | null, string | null]>([
  ['other headings', [['銀行']], 'register-file-headings-must-be-ours', 1, null],
  ['nothing', [[...headings]], 'register-file-must-hold-rows', null, null],
  [
    'a name that no row has',
    [[...headings], ['b', ...cells.slice(1)]],
    'register-row-must-exist',
    2,
    headings[0] ?? '',
  ],
  ['a row twice', [[...headings], cells, cells], 'row-must-be-once', 3, null],
  ['a cell that must be given', [[...headings], ['a', '', ...cells.slice(2)]], 'field-must-be-given', 2, '金融機関名'],
])('a sheet with %s is refused', (_what, sheet, name, line, heading) => {
  expect(readRegisterSheet(banks, sheet, [row], named)).toEqual({ refusals: [{ name, line, heading }] });
});

test('a reference to nobody is refused beside its heading', () => {
  const sheet = [sheetHeadings(series), ['無い支店', '31074', '']];
  expect(readRegisterSheet(series, sheet, [], named)).toEqual({
    refusals: [{ line: 2, heading: '支店', name: 'referenced-row-must-exist' }],
  });
});
