/** 前払金請求書: how much is claimed, and what a contractor must tell for it. */
import { expect, test } from '@jest/globals';
import { claimedYen, readClaimEntries } from '../../domain/prepayment-claim.ts';

const first = { kind: 'new', amountYen: 20_000_000 } as const;

test.each([
  ['all of the first issuance', [first], 20_000_000],
  ['of an amendment what it adds', [first, { kind: 'amendment', amountYen: 24_800_000 }], 4_800_000],
  ['nothing after a decrease', [first, { kind: 'amendment', amountYen: 15_000_000 }], null],
  ['a correction as what it corrects', [first, { kind: 'correction', amountYen: 19_000_000 }], 19_000_000],
  [
    'of a corrected amendment what it adds',
    [first, { kind: 'amendment', amountYen: 24_000_000 }, { kind: 'correction', amountYen: 24_800_000 }],
    4_800_000,
  ],
  ['nothing after the end', [first, { kind: 'termination', amountYen: 20_000_000 }], null],
  ['nothing before the first', [], null],
] as const)('%s is claimed', (_what, issuances, expected) => {
  expect(claimedYen('prepayment', issuances)).toBe(expected);
});

test('a contract guarantee claims nothing', () => {
  expect(claimedYen('contract-guarantee', [first])).toBeNull();
});

const typed = {
  representative: '代表取締役 見本 一郎',
  responsiblePerson: '見本 一郎',
  responsibleTelephone: '０２８－０００－０００２',
  officer: '見本 花子',
  officerTelephone: '028-000-0003',
  accountKind: 'separate-ordinary',
  accountNumber: '１２３４５６７',
  accountHolder: 'ミホンケンセツ(カ',
};

test('full-width digits are read; an account that is told in another way stays open', () => {
  expect(readClaimEntries(typed)).toMatchObject({
    entries: { responsibleTelephone: '028-000-0002', accountNumber: '1234567' },
  });
  expect(readClaimEntries({ ...typed, accountNumber: '', accountHolder: '' })).toMatchObject({
    entries: { accountNumber: null, accountHolder: null },
  });
});

test.each([
  ['responsiblePerson', '', 'field-must-be-given'],
  ['officer', '\u202E見本', 'text-must-be-printable'],
  ['officerTelephone', '内線12', 'telephone-must-be-one'],
  ['responsibleTelephone', '', 'field-must-be-given'],
  ['accountNumber', '12-34567', 'account-number-must-be-one'],
  ['accountHolder', '', 'field-must-be-given'],
  ['accountNumber', '', 'field-must-be-given'],
  ['accountKind', 'gold', 'field-must-have-the-right-shape'],
])('%s as “%s” is refused beside its field', (field, value, name) => {
  expect(readClaimEntries({ ...typed, [field]: value })).toMatchObject({ refusals: [{ name, field }] });
});
