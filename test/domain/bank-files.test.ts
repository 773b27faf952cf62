/** Bank files: what is read of a transfer notice and of a sheet, and what is refused with its line. */
import { expect, test } from '@jest/globals';
import { depositIdentities, maxDeposits } from '../../domain/bank-deposits.ts';
import { bankSheetHeadings, readBankSheet } from '../../domain/bank-sheet.ts';
import { looksLikeZengin, readZenginFile } from '../../domain/zengin-file.ts';
import { transferNotice } from './transfer-notice.ts';

const one = { reference: '12', yen: 39_400, payer: 'ｶ)ﾏﾙﾏﾙｹﾝｾﾂ', note: 'R-20261125-000001' };

test.each([['\r\n'], ['\n'], ['']])('a transfer notice is read with %j between its records', (lineBreak) => {
  const text = transferNotice([one, { yen: 7_315, payer: 'ｻﾝｶｸﾄﾞﾎﾞｸ(ﾕ' }], lineBreak);
  expect(looksLikeZengin(text)).toBe(true);
  expect(readZenginFile(text)).toEqual({
    account: '0130-001-1-1234567',
    deposits: [
      {
        line: 2,
        receivedOn: '2026-11-25',
        amountYen: 39_400,
        payer: 'カ)マルマルケンセツ',
        reference: '000012',
        note: 'R-20261125-000001',
        isCancellation: false,
      },
      expect.objectContaining({ line: 3, payer: 'サンカクドボク(ユ', reference: '', note: '' }),
    ],
  });
});

test('a cancellation is told apart, and is part of its own sum', () => {
  const read = readZenginFile(transferNotice([one, { ...one, cancelled: true }]));
  expect(read).toMatchObject({ deposits: [{ isCancellation: false }, { isCancellation: true }] });
});

test.each([
  ['another kind of notice', (text: string) => text.replace(/^101/, '103'), 'bank-file-must-be-of-transfers', 1],
  ['a record that is too short', (text: string) => text.replace(' \r\n8', '\r\n8'), 'bank-record-must-be-whole', null],
  [
    'an amount that is no number',
    (text: string) => text.replace('0000039400', '00000394x0'),
    'bank-record-must-be-whole',
    2,
  ],
  [
    'a day that is none',
    (text: string) => text.replace('081125081125000', '081332081125000'),
    'bank-record-must-be-whole',
    2,
  ],
  ['a record of an unknown kind', (text: string) => text.replace(/\r\n2/, '\r\n5'), 'bank-record-must-be-whole', 2],
  ['a sum that is another', (text: string) => text.replace('0000039400', '0000039401'), 'bank-file-must-add-up', 4],
  ['an end that is missing', (text: string) => text.slice(0, 402), 'bank-file-must-add-up', 2],
])('%s is refused', (_what, spoil, name, line) => {
  expect(readZenginFile(spoil(transferNotice([one])))).toEqual({ refusals: [{ line, name }] });
});

const rows = (...cells: string[][]) => readBankSheet([[...bankSheetHeadings], ...cells], 'a');

test('a sheet is read in the spellings that banks and people use; rows without an amount are left out', () => {
  expect(rows(['2026/11/25', '３９，４００', 'ｶ)ﾏﾙﾏﾙｹﾝｾﾂ', '1', ''], ['2026/11/25', '', '引出', '', ''], [''])).toEqual(
    {
      account: 'a',
      deposits: [expect.objectContaining({ line: 2, amountYen: 39_400, payer: 'カ)マルマルケンセツ', reference: '1' })],
    },
  );
  const bank = readBankSheet(
    [
      ['日付', '摘要', 'お預り金額', '残高'],
      ['R8.11.25', 'マルマルケンセツ', '100', '5'],
    ],
    'a',
  );
  expect(bank).toMatchObject({ deposits: [{ receivedOn: '2026-11-25', amountYen: 100 }] });
});

test.each([
  ['headings that are not known', [['日', '円', '名']], 'bank-sheet-headings-must-be-known', 1],
  ['a heading that stands twice', [['日付', '取引日', '金額', '摘要']], 'bank-sheet-headings-must-be-known', 1],
  ['no deposits', [['日付', '金額', '摘要']], 'bank-file-must-hold-deposits', null],
  [
    '31 February',
    [
      ['日付', '金額', '摘要'],
      ['2026/2/31', '1', 'ア'],
    ],
    'bank-row-must-hold-day-amount-and-payer',
    2,
  ],
  [
    'a negative amount',
    [
      ['日付', '金額', '摘要'],
      ['2026/2/1', '-1', 'ア'],
    ],
    'bank-row-must-hold-day-amount-and-payer',
    2,
  ],
  [
    'nobody who paid',
    [
      ['日付', '金額', '摘要'],
      ['2026/2/1', '1', ''],
    ],
    'bank-row-must-hold-day-amount-and-payer',
    2,
  ],
])('a sheet with %s is refused', (_what, cells, name, line) => {
  expect(readBankSheet(cells, 'a')).toEqual({ refusals: [{ line, name }] });
});

test('a file with more deposits than a day has is refused', () => {
  const many = Array.from({ length: maxDeposits + 1 }, () => ['2026/11/25', '1', 'ア', '', '']);
  expect(rows(...many)).toEqual({ refusals: [{ line: null, name: 'bank-file-must-be-small-enough' }] });
});

test('the same money has the same identity in every file; equal deposits of a day stay two', () => {
  const deposits = (text: string) => {
    const read = readZenginFile(text);
    if (!('deposits' in read)) throw new Error('not read');
    return depositIdentities(read.account, read.deposits);
  };
  const first = deposits(transferNotice([one, { yen: 5, payer: 'ｱ' }, { yen: 5, payer: 'ｱ' }]));
  expect(new Set(first).size).toBe(3);
  expect(deposits(transferNotice([{ yen: 5, payer: 'ｱ' }, one, { yen: 5, payer: 'ｱ' }])).toSorted()).toEqual(
    first.toSorted(),
  );
});
