import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { samples } from '../../../prisma/sample-registers.ts';
import { buildExample } from '../../support/cases.ts';
import { type OpenApi, openApi, type Told } from '../support/api.ts';

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const address = '/api/v1/applications';
// biome-ignore lint/suspicious/noExplicitAny: tests break the application in ways that no type allows
const example = (): any => structuredClone(buildExample(new Date()));
const named = ({ body }: Told) =>
  body.errors.map((error: { name: string; field: string }) => `${error.name} @ ${error.field}`);

test("the leaflet's application is stored and receipted, with Temporal away", async () => {
  const told = await api.post('contractor', address, { body: example() });
  expect(told.status).toBe(201);
  const { applicationId, receiptNumber, guarantees, warnings } = told.body;
  expect(told.headers.get('location')).toBe(`${address}/${applicationId}`);
  expect(receiptNumber).toMatch(new RegExp(`^R-${dayInJapan(new Date()).replaceAll('-', '')}-\\d{6}$`));
  expect(guarantees.map(({ product, form }: { product: string; form: string }) => `${product} ${form}`)).toEqual([
    'prepayment electronic',
    'contract-guarantee electronic',
  ]);
  expect(warnings).toEqual([]);

  const kept = await api.get('contractor', told.headers.get('location') as string);
  expect(kept.body).toMatchObject({
    receiptNumber,
    contract: { projectName: '●●●●工事' },
    contractor: { name: '〇〇建設 株式会社' },
  });
  const revision = await api.db.revision.findFirstOrThrow({ where: { guaranteeId: guarantees[0].id } });
  expect(revision).toMatchObject({ stage: 'applied', runStartedAt: null, depository: '〇〇銀行 ××支店' });
  const events = await api.db.event.findMany({ where: { guaranteeId: guarantees[0].id } });
  expect(events).toMatchObject([{ kind: 'applied', actorId: samples.users.contractor, sequence: 1 }]);
});

test('the same key and body get the same bytes for ever, also after the stage moved on', async () => {
  const sent = { body: example(), key: 'leaflet' };
  const first = await api.post('contractor', address, sent);
  const [{ id }] = first.body.guarantees;
  await api.db.revision.updateMany({ where: { guaranteeId: id }, data: { stage: 'awaiting-fee' } });
  await api.db.contractor.update({ where: { id: samples.contractorId }, data: { monthlyBatch: false } });
  const again = await api.post('contractor', address, sent);
  await api.db.contractor.update({ where: { id: samples.contractorId }, data: { monthlyBatch: true } });
  expect(again.text).toBe(first.text);
  expect([again.status, again.headers.get('location')]).toEqual([201, first.headers.get('location')]);
});

test('a midterm prepayment is stored and told with the day of its eligibility certificate (R-P7)', async () => {
  const { contract, guarantees, delivery } = example();
  const certified = { eligibilityCertifiedOn: dayInJapan(new Date()) };
  const midterm = { ...guarantees[0], product: 'midterm-prepayment', amountYen: 10_000_000 };
  const without = await api.post('contractor', address, { body: { contract, guarantees: [midterm], delivery } });
  expect(named(without)).toEqual(['eligibility-certificate-must-be-given @ guarantees.0.eligibilityCertifiedOn']);
  const body = { contract, guarantees: [{ ...midterm, ...certified }], delivery };
  const told = await api.post('contractor', address, { body });
  const kept = await api.get('contractor', told.headers.get('location') as string);
  expect(kept.body.guarantees[0].terms).toMatchObject(certified);
  const guarantee = await api.get('reviewer', kept.body.guarantees[0].links.self);
  expect(guarantee.body.terms).toMatchObject(certified);
});

test('another body under a used key is refused: idempotency-key-must-not-be-reused', async () => {
  await api.post('contractor', address, { body: example(), key: 'used' });
  const other = example();
  other.contract.projectName = '△△△△工事';
  const told = await api.post('contractor', address, { body: other, key: 'used' });
  expect([told.status, told.body.name]).toEqual([409, 'idempotency-key-must-not-be-reused']);
});

test('a key belongs to its user: another may use the same', async () => {
  const own = await api.post('contractor', address, { body: example(), key: 'shared words' });
  const body = example();
  for (const terms of body.guarantees) terms.feePayment = 'per-case';
  const others = await api.post('otherContractor', address, { body, key: 'shared words' });
  expect([own.status, others.status]).toEqual([201, 201]);
  expect(others.body.applicationId).not.toBe(own.body.applicationId);
});

test('twins that arrive together make one application', async () => {
  const before = await api.db.application.count();
  const sent = { body: example(), key: 'twins' };
  const told = await Promise.all(Array.from({ length: 8 }, () => api.post('contractor', address, sent)));
  expect(new Set(told.map(({ text }) => text)).size).toBe(1);
  expect(await api.db.application.count()).toBe(before + 1);
});

test('receipt numbers have no double, and do not tell how many others applied', async () => {
  const told = await Promise.all(
    Array.from({ length: 12 }, () => api.post('contractor', address, { body: example() })),
  );
  const numbers = told.map(({ body }) => Number(body.receiptNumber.slice(-6))).sort((a, b) => a - b);
  expect(new Set(numbers).size).toBe(12);
  expect((numbers.at(-1) as number) - (numbers[0] as number)).toBeGreaterThan(1000);
});

test('what was refused used no key up', async () => {
  const wrong = example();
  wrong.contract.worksToOn = '2020-01-01';
  expect((await api.post('contractor', address, { body: wrong, key: 'corrected' })).status).toBe(422);
  expect((await api.post('contractor', address, { body: example(), key: 'corrected' })).status).toBe(201);
});

test('every refusal is told at once, by name and field', async () => {
  const wrong = example();
  wrong.contract.worksToOn = '2020-01-01';
  wrong.contract.contractOn = addDays(dayInJapan(new Date()), 5);
  wrong.guarantees[0].amountYen = 60_000_000;
  wrong.guarantees[0].depository = null;
  wrong.delivery.branchId = 'nowhere';
  const told = await api.post('contractor', address, { body: wrong });
  expect([told.status, told.body.name]).toEqual([422, 'application-must-be-in-order']);
  expect(told.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(told.body.type).toBe('urn:hosho:refusal:application-must-be-in-order');
  expect(named(told)).toEqual(
    expect.arrayContaining([
      'period-must-end-on-or-after-its-start @ contract.worksToOn',
      'signed-contract-day-must-not-lie-ahead @ contract.contractOn',
      'amount-must-not-exceed-contract-amount @ guarantees.0.amountYen',
      'depository-must-be-given @ guarantees.0.depository',
      'branch-must-exist @ delivery.branchId',
    ]),
  );
});

describe('what the registers do not know is refused', () => {
  // biome-ignore lint/suspicious/noExplicitAny: see above
  test.each<[string, (application: any) => void]>([
    [
      'authority-must-exist @ contract.authorityId',
      ({ contract }) => {
        contract.authorityId = 'atlantis';
      },
    ],
    [
      'department-must-exist @ contract.departmentId',
      ({ contract }) => {
        contract.departmentId = 'nobody';
      },
    ],
    [
      'depository-must-exist @ guarantees.0.depository.bankBranchId',
      ({ guarantees }) => {
        guarantees[0].depository = { bankBranchId: 'none' };
      },
    ],
    [
      'depository-must-hold-an-agreement @ guarantees.0.depository.bankBranchId',
      ({ guarantees }) => {
        guarantees[0].depository = { bankBranchId: 'no-agreement-bank' };
      },
    ],
    [
      'authority-must-accept-electronic-guarantee @ guarantees.0.form',
      ({ contract }) => {
        contract.authorityId = 'mihon-village';
      },
    ],
  ])('%s', async (refusal, change) => {
    const body = example();
    change(body);
    const told = await api.post('contractor', address, { body });
    expect(told.status).toBe(422);
    expect(named(told)).toContain(refusal);
  });

  test('payer-must-be-registered-for-monthly-batch', async () => {
    const told = await api.post('otherContractor', address, { body: example() });
    expect(named(told)).toContain('payer-must-be-registered-for-monthly-batch @ guarantees.0.feePayment');
  });
});

test('a bank in words is a warning, and is kept as one', async () => {
  const body = example();
  body.guarantees[0].depository = { freeText: '見本銀行　見本支店' };
  const told = await api.post('contractor', address, { body });
  expect(told.body.warnings).toMatchObject([
    { name: 'depository-outside-the-register', field: 'guarantees.0.depository' },
  ]);
  const kept = await api.get('reviewer', `${address}/${told.body.applicationId}`);
  expect(kept.body.warnings).toEqual(told.body.warnings);
});

test('names are stored exactly as given, and come back so', async () => {
  const body = example();
  body.contract.projectName = '　髙﨑 第１号橋 𠮷野ｶﾞｰﾄﾞ <b>"\\ ';
  const told = await api.post('contractor', address, { body });
  const kept = await api.get('contractor', `${address}/${told.body.applicationId}`);
  expect(kept.body.contract.projectName).toBe(body.contract.projectName);
});

test('only a contractor applies: scope-must-allow-this', async () => {
  for (const who of ['reviewer', 'operator'] as const) {
    const told = await api.post(who, address, { body: example() });
    expect([told.status, told.body.name]).toEqual([403, 'scope-must-allow-this']);
  }
});
