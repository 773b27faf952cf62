/** Banks' files as bytes: what is told apart, and what is refused. */
import { expect, test } from '@jest/globals';
import { readBankFile } from '../../../api/bank-files/read-bank-file.ts';
import { maxBulkBytes } from '../../../api/bulk/read-file.ts';
import { shiftJis } from '../../../api/bulk/shift-jis.ts';
import { transferNotice } from '../../domain/transfer-notice.ts';

const sheet = '日付,摘要,入金額\r\n2026/11/25,カ)マルマルケンセツ,"39,400"\r\n';

test.each([
  [
    'a transfer notice in Shift_JIS',
    shiftJis(transferNotice([{ yen: 39_400, payer: 'ｶ)ﾏﾙﾏﾙｹﾝｾﾂ' }])),
    'transfer-notice',
  ],
  ['a sheet in Shift_JIS', shiftJis(sheet), 'sheet'],
  ['a sheet in UTF-8 with a mark before it', Buffer.from(`\uFEFF${sheet}`), 'sheet'],
])('%s is read', (_what, bytes, format) => {
  const deposits = [
    expect.objectContaining({ amountYen: 39_400, payer: 'カ)マルマルケンセツ', receivedOn: '2026-11-25' }),
  ];
  expect(readBankFile(bytes)).toMatchObject({ format, deposits });
});

test.each([
  ['nothing', Buffer.alloc(0), 'bank-file-must-be-given'],
  ['bytes of neither encoding', Buffer.from([0x31, 0xff, 0xfe, 0x0a]), 'bank-file-must-be-readable'],
  ['a quote that never ends', Buffer.from('日付,摘要,金額\r\n"2026'), 'bank-file-must-be-readable'],
  ['too much', Buffer.alloc(maxBulkBytes + 1, 0x41), 'bank-file-must-be-small-enough'],
])('%s is refused', (_what, bytes, name) => {
  expect(readBankFile(bytes)).toMatchObject({ refusals: [{ name }] });
});
