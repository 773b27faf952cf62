/** Which fees a deposit is proposed for; what is left to a person. */
import { expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import { type DepositFacts, type FeeDue, proposeFees } from '../../domain/deposit-matching.ts';
import { payerKey } from '../../domain/payer-name.ts';
import { yen } from '../../domain/yen.ts';

test.each([
  ['カ)マルマルケンセツ', 'ﾏﾙﾏﾙｹﾝｾﾂ(ｶ'],
  ['カブシキガイシャ マルマルケンセツ', 'ｶ)ﾏﾙﾏﾙｹﾝｾﾂ'],
  ['ｻﾝｶｸﾄﾞﾎﾞｸ(ﾕ)', 'さんかくどぼく'],
  ['サンカクドボク(ユ)トウキヨウシテン', 'サンカクドボクトウキョウシテン'],
  ['ショーワケンセツ', 'ｼﾖﾜｹﾝｾﾂ'],
  ['〇〇建設 株式会社', '〇〇建設株式会社'],
])('%s and %s are one payer', (one, other) => {
  expect(payerKey(one)).toBe(payerKey(other));
  expect(payerKey(one)).not.toBe('');
});

test('other payers are not taken for the same', () => {
  expect(payerKey('カ)マルマルケンセツ')).not.toBe(payerKey('カ)マルマルケンセツコウギヨウ'));
});

const fee = (id: string, feeYen: number, contractorId = 'a', receiptNumber: string | null = `R-${id}`): FeeDue => ({
  id,
  contractorId,
  feeYen: yen(feeYen),
  dueOn: day('2026-12-01'),
  receiptNumber,
});
const deposit = (amountYen: number, rest: Partial<DepositFacts> = {}): DepositFacts => ({
  amountYen: yen(amountYen),
  note: '',
  isCancellation: false,
  contractorIds: ['a'],
  ...rest,
});
const due = [fee('1', 39_400), fee('2', 7_315), fee('3', 9_000), fee('9', 39_400, 'b')];

test.each([
  ['one fee of this amount', deposit(39_400), ['1']],
  ['two fees together', deposit(46_715), ['1', '2']],
  ['all that is due', deposit(55_715), ['1', '2', '3']],
  [
    'the receipt number in the note, whoever paid',
    deposit(39_400, { contractorIds: [], note: 'R-9 ホショウリョウ' }),
    ['9'],
  ],
])('%s is proposed', (_what, asked, ids) => {
  expect(proposeFees(asked, due)).toEqual({ kind: 'exact', ids });
});

test.each([
  ['a payer whom nobody knows', deposit(39_400, { contractorIds: [] }), 'unknown-payer'],
  ['a payer who owes nothing', deposit(39_400, { contractorIds: ['c'] }), 'nothing-due'],
  ['another amount', deposit(39_401), 'other-amount'],
  ['two payers of one name with equal fees', deposit(39_400, { contractorIds: ['a', 'b'] }), 'several-ways'],
  ['a cancellation', deposit(39_400, { isCancellation: true }), 'cancellation'],
])('%s is left to a person', (_what, asked, kind) => {
  expect(proposeFees(asked, due)).toEqual({ kind, ids: [] });
});

test('fees that add up in two ways are left to a person: money is never spread by guess', () => {
  expect(proposeFees(deposit(300), [fee('1', 100), fee('2', 200), fee('3', 300)]).kind).toBe('several-ways');
  expect(proposeFees(deposit(100), [fee('1', 100), fee('2', 100)]).kind).toBe('several-ways');
});

test('very many fees due take no time that anybody would notice', () => {
  const many = Array.from({ length: 500 }, (_, index) => fee(String(index), 1_000_003));
  expect(proposeFees(deposit(999_999), many).kind).toBe('other-amount');
});
