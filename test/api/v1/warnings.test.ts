import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { fromDay } from '../../../prisma/days.ts';
import { samples } from '../../../prisma/sample-registers.ts';
import { buildExample } from '../../support/cases.ts';
import { type OpenApi, openApi } from '../support/api.ts';

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());
beforeEach(() => api.owner.authorityRatio.deleteMany({ where: { authorityId: { not: null } } }));

interface Own {
  readonly contract?: object;
  readonly prepayment?: object;
  readonly contractGuarantee?: object;
}

/** The warnings told in the receipt, as `name @ field`. The application must tell the same. */
async function warned({ contract, prepayment, contractGuarantee }: Own): Promise<string[]> {
  const example = buildExample(new Date());
  const [first, second] = example.guarantees;
  const guarantees = [
    { ...first, ...prepayment },
    { ...second, ...contractGuarantee },
  ];
  const told = await api.post('contractor', '/api/v1/applications', {
    body: { ...example, contract: { ...example.contract, ...contract }, guarantees },
  });
  expect(told.status).toBe(201);
  const kept = await api.get('contractor', told.body.links.self);
  expect(kept.body.warnings).toEqual(told.body.warnings);
  return told.body.warnings.map(({ name, field }: { name: string; field: string }) => `${name} @ ${field}`);
}

describe('by the usual rule (section 3.1)', () => {
  test('nothing is said within the limits, to the yen', async () => {
    expect(await warned({})).toEqual([]); // 40% and 10% of 50,000,000
  });

  test('a prepayment over 40% is warned of, and accepted all the same (R-A4)', async () => {
    expect(await warned({ prepayment: { amountYen: 20_000_001 } })).toEqual([
      'prepayment-above-usual-ratio @ guarantees.0.amountYen',
    ]);
  });

  test('a contract guarantee below 10% is warned of', async () => {
    expect(await warned({ contractGuarantee: { amountYen: 4_999_999 } })).toEqual([
      'contract-guarantee-below-usual-ratio @ guarantees.1.amountYen',
    ]);
  });

  test('consulting has 30%', async () => {
    const contract = { kind: 'consulting' };
    expect(await warned({ contract, prepayment: { amountYen: 15_000_000 } })).toEqual([]);
    expect(await warned({ contract, prepayment: { amountYen: 15_000_001 } })).toEqual([
      'prepayment-above-usual-ratio @ guarantees.0.amountYen',
    ]);
  });

  test("the base is the current fiscal year's where it is given (R-A1)", async () => {
    const base = { currentYearBaseYen: 30_000_000, currentYearBaseKind: 'planned-progress' };
    expect(await warned({ prepayment: { ...base, amountYen: 12_000_000 } })).toEqual([]);
    expect(await warned({ prepayment: { ...base, amountYen: 12_000_001 } })).toEqual([
      'prepayment-above-usual-ratio @ guarantees.0.amountYen',
    ]);
  });
});

describe("by an authority's own row", () => {
  const today = dayInJapan(new Date());

  async function ownRatio(own: object): Promise<void> {
    const ratios = {
      prepaymentPermille: 200,
      midtermPrepaymentPermille: 100,
      prepaymentsTogetherPermille: 300,
      contractGuaranteePermille: 300,
      unitYen: 10_000n,
    };
    const row = { authorityId: samples.authorityId, kind: 'works', fromOn: fromDay(today), source: 'test' };
    const id = `test-${await api.owner.authorityRatio.count()}`;
    await api.owner.authorityRatio.create({ data: { id, ...row, ...ratios, ...own } });
  }

  test('a low bid is measured by the ratios for low bids', async () => {
    await ownRatio({ lowBid: true });
    const contract = { lowBid: true };
    expect(await warned({ contract })).toEqual([
      'prepayment-above-usual-ratio @ guarantees.0.amountYen',
      'contract-guarantee-below-usual-ratio @ guarantees.1.amountYen',
    ]);
    const within = { prepayment: { amountYen: 10_000_000 }, contractGuarantee: { amountYen: 15_000_000 } };
    expect(await warned({ contract, ...within })).toEqual([]);
    expect(await warned({})).toEqual([]);
  });

  test('a low bid is not measured where its ratios are not known', async () => {
    expect(await warned({ contract: { lowBid: true }, prepayment: { amountYen: 30_000_000 } })).toEqual([]);
  });

  test('it stands before the usual rule, and has a ceiling where it says so', async () => {
    await ownRatio({
      prepaymentPermille: 500,
      contractGuaranteePermille: 100,
      unitYen: 1n,
      prepaymentCeilingYen: 20_000_000n,
    });
    expect(await warned({})).toEqual([]);
    expect(await warned({ prepayment: { amountYen: 25_000_000 } })).toEqual([
      'prepayment-above-ceiling @ guarantees.0.amountYen',
    ]);
  });

  test('the newest row in force on the contract day counts', async () => {
    await ownRatio({ prepaymentPermille: 450, contractGuaranteePermille: 100, fromOn: fromDay(addDays(today, -2)) });
    await ownRatio({ prepaymentPermille: 300, contractGuaranteePermille: 100, fromOn: fromDay(addDays(today, -1)) });
    await ownRatio({ prepaymentPermille: 100, contractGuaranteePermille: 100, fromOn: fromDay(addDays(today, 1)) });
    expect(await warned({ prepayment: { amountYen: 15_000_000 } })).toEqual([]);
    expect(await warned({ prepayment: { amountYen: 15_000_001 } })).toEqual([
      'prepayment-above-usual-ratio @ guarantees.0.amountYen',
    ]);
  });
});
