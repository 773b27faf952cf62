/** The form as people type it becomes what the API takes; refusals find the fields they are about. */
import { describe, expect, test } from '@jest/globals';
import { applicationSchema } from '../../domain/application.ts';
import { applicationBody, formFieldNames, formFieldOf } from '../../domain/application-form.ts';
import { shapeRefusals } from '../../domain/shape-refusals.ts';

const typed = {
  'contract.projectName': ' ●●●●工事 ',
  'contract.kind': 'works',
  'contract.authorityId': 'takanezawa',
  'contract.beneficiaryTitle': '高根沢町長',
  'contract.amountYen': '５０，０００，０００円',
  'contract.contractOn': 'R8.4.1',
  'contract.contractDateIs': 'signed',
  'contract.worksFromOn': '2026/4/2',
  'contract.worksToOn': '令和8年11月30日',
  'contract.prepaymentPlanned': 'yes',
  'prepayment.chosen': 'yes',
  'prepayment.form': 'electronic',
  'prepayment.amountYen': '20,000,000',
  'prepayment.bankBranchId': 'sample-bank-xx',
  'prepayment.feePayment': 'monthly-batch',
  'prepayment.feeBilledTo': '〇〇建設 株式会社',
  'contract-guarantee.chosen': 'yes',
  'contract-guarantee.form': 'electronic',
  'contract-guarantee.amountYen': '¥5,000,000',
  'contract-guarantee.feePayment': 'monthly-batch',
  'contract-guarantee.feeBilledTo': '〇〇建設 株式会社',
  'delivery.branchId': 'tochigi',
  'delivery.completionMail': 'yes',
  'delivery.completionMailAddress': 'soumu@marumaru-kensetsu.example.jp',
};

test('widths, commas, eras and spaces are understood', () => {
  const application = applicationSchema.parse(applicationBody(typed));
  expect(application.contract).toMatchObject({
    projectName: '●●●●工事',
    amountYen: 50_000_000,
    contractOn: '2026-04-01',
    worksFromOn: '2026-04-02',
    worksToOn: '2026-11-30',
    lowBid: false,
    worksNumber: null,
  });
  expect(application.guarantees).toMatchObject([
    { product: 'prepayment', amountYen: 20_000_000, depository: { bankBranchId: 'sample-bank-xx' }, redeposit: false },
    { product: 'contract-guarantee', amountYen: 5_000_000, depository: null, redeposit: null },
  ]);
});

test('a block that is not ticked is not applied for, whatever stands in it', () => {
  const { guarantees } = applicationBody({ ...typed, 'prepayment.chosen': '' });
  expect(guarantees.map(({ product }) => product)).toEqual(['contract-guarantee']);
});

test('words for a bank count where none is chosen', () => {
  const { guarantees } = applicationBody({
    ...typed,
    'prepayment.bankBranchId': '',
    'prepayment.bankFreeText': '◇◇信用組合 本店',
  });
  expect(guarantees[0]).toMatchObject({ depository: { freeText: '◇◇信用組合 本店' } });
});

describe('what cannot be read is refused at its own field', () => {
  test.each([
    ['contract.amountYen', '五千万円'],
    ['contract.amountYen', '-1'],
    ['contract.amountYen', '1.5'],
    ['contract.amountYen', '9999999999999'],
    ['contract.contractOn', '2026年2月31日'],
    ['contract.projectName', ''],
    ['contract.projectName', '工事\u202E名'],
    ['prepayment.amountYen', '０'],
    ['contract-guarantee.amountYen', 'a'],
    ['contract-guarantee.form', ''],
    ['delivery.completionMailAddress', 'soumu@例え\r\nBcc: a@example.jp'],
  ])('%s: %j', (field, text) => {
    const changed = { ...typed, [field]: text };
    const body = applicationBody(changed);
    const read = applicationSchema.safeParse(body);
    const fields = read.success ? [] : shapeRefusals(read.error, body).map((refusal) => formFieldOf(refusal, changed));
    expect(fields).toEqual([field]);
  });
});

test('every field of the sample is one that the form keeps', () => {
  for (const name of Object.keys(typed)) expect(formFieldNames.has(name)).toBe(true);
});

test.each([
  ['guarantees', 'prepayment.chosen'],
  ['guarantees.0.depository.bankBranchId', 'prepayment.bankBranchId'],
  ['contract.worksToOn', 'contract.worksToOn'],
])('a refusal of %s stands beside %s', (field, formField) => {
  expect(formFieldOf({ field }, typed)).toBe(formField);
});
