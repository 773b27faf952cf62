import { describe, expect, test } from '@jest/globals';
import type { Application } from '../../domain/application.ts';
import { type ApplicationFacts, applicationRefusals } from '../../domain/application-refusals.ts';
import type { ConstructionContract } from '../../domain/construction-contract.ts';
import { day } from '../../domain/dates.ts';
import { yen } from '../../domain/yen.ts';
import {
  buildApplication,
  buildContract,
  buildContractGuarantee,
  buildDelivery,
  buildFacts,
  buildPrepayment,
} from './builders.ts';

function refused(application: Partial<Application>, facts: Partial<ApplicationFacts> = {}): string[] {
  return applicationRefusals(buildApplication(application), buildFacts(facts)).map(
    ({ name, field }) => `${name} @ ${field ?? ''}`,
  );
}

const withContract = (own: Partial<ConstructionContract>) => ({ contract: buildContract(own) });

test("the leaflet's application is in order", () => {
  expect(refused({})).toEqual([]);
});

test('paper and electronic certificates may be mixed between products (R-P4)', () => {
  const guarantees = [buildPrepayment(), buildContractGuarantee({ form: 'paper' })];
  expect(refused({ guarantees, delivery: buildDelivery({ paperReceipt: 'post' }) })).toEqual([]);
});

describe('the contractor', () => {
  test('may use the service (R-O1)', () => {
    const facts = { contractor: { mayApply: false, monthlyBatch: true } };
    expect(refused({}, facts)).toEqual(['contractor-must-be-allowed-to-apply @ ']);
  });

  test('is registered for the monthly batch, or pays for each case (R-F6)', () => {
    const facts = { contractor: { mayApply: true, monthlyBatch: false } };
    expect(refused({}, facts)).toEqual([
      'payer-must-be-registered-for-monthly-batch @ guarantees.0.feePayment',
      'payer-must-be-registered-for-monthly-batch @ guarantees.1.feePayment',
    ]);
    expect(refused({ guarantees: [buildPrepayment({ feePayment: 'per-case' })] }, facts)).toEqual([]);
  });
});

describe('the construction contract', () => {
  test('names an authority and a department of the register', () => {
    expect(refused({}, { authority: null })).toEqual(['authority-must-exist @ contract.authorityId']);
    expect(refused(withContract({ departmentId: 'finance' }))).toEqual([
      'department-must-exist @ contract.departmentId',
    ]);
    expect(refused(withContract({ departmentId: 'general-affairs' }))).toEqual([]);
  });

  test('has a period that ends on or after its start', () => {
    const day1 = { worksFromOn: day('2026-04-02'), worksToOn: day('2026-04-02') };
    expect(refused(withContract(day1))).toEqual([]);
    expect(refused(withContract({ ...day1, worksToOn: day('2026-04-01') }))).toEqual([
      'period-must-end-on-or-after-its-start @ contract.worksToOn',
    ]);
  });

  test('is not made after the works have ended', () => {
    const contract = { contractDateIs: 'planned', contractOn: day('2026-12-02') } as const;
    expect(refused(withContract(contract))).toEqual(['works-must-end-on-or-after-contract-day @ contract.worksToOn']);
  });

  test('is signed today or before, or else only planned (R-F0e)', () => {
    const contractOn = day('2026-04-02');
    expect(refused(withContract({ contractOn }))).toEqual([
      'signed-contract-day-must-not-lie-ahead @ contract.contractOn',
    ]);
    expect(refused(withContract({ contractOn, contractDateIs: 'planned' }))).toEqual([]);
  });

  test('comes after the notice', () => {
    expect(refused(withContract({ noticeOn: day('2026-04-01') }))).toEqual([]);
    expect(refused(withContract({ noticeOn: day('2026-04-02') }))).toEqual([
      'notice-must-not-come-after-contract @ contract.noticeOn',
    ]);
  });
});

describe('the guarantees asked for', () => {
  test('are at least one, and each product once', () => {
    expect(refused({ guarantees: [] })).toEqual(['guarantee-must-be-chosen @ guarantees']);
    expect(refused({ guarantees: [buildPrepayment(), buildPrepayment()] })).toEqual([
      'product-must-be-chosen-once @ guarantees.1.product',
    ]);
  });

  test.each([
    ['prepayment', buildPrepayment({ amountYen: yen(50_000_001) })],
    ['midterm prepayment', buildPrepayment({ product: 'midterm-prepayment', amountYen: yen(50_000_001) })],
    ['contract guarantee', buildContractGuarantee({ amountYen: yen(50_000_001) })],
  ])('are not larger than the contract: %s', (_product, terms) => {
    expect(refused({ guarantees: [terms] })).toEqual([
      'amount-must-not-exceed-contract-amount @ guarantees.0.amountYen',
    ]);
    expect(refused({ guarantees: [{ ...terms, amountYen: yen(50_000_000) }] })).toEqual([]);
    const [refusal] = applicationRefusals(buildApplication({ guarantees: [terms] }), buildFacts());
    expect(refusal?.sentence).toContain('50,000,000円以下');
  });
});

describe('a contract guarantee', () => {
  test('needs a planned prepayment (R-P3)', () => {
    expect(refused(withContract({ prepaymentPlanned: false }))).toEqual([
      'prepayment-must-be-planned @ contract.prepaymentPlanned',
    ]);
  });

  test('has no bank, no redeposit and no current-year base', () => {
    const terms = buildContractGuarantee({
      depository: { freeText: '〇〇銀行 ××支店' },
      redeposit: false,
      currentYearBaseYen: yen(1),
      currentYearBaseKind: 'payment-ceiling',
    });
    expect(refused({ guarantees: [terms] })).toEqual([
      'contract-guarantee-must-have-no-depository @ guarantees.0.depository',
      'contract-guarantee-must-have-no-redeposit @ guarantees.0.redeposit',
      'contract-guarantee-must-have-no-base @ guarantees.0.currentYearBaseYen',
      'contract-guarantee-must-have-no-base @ guarantees.0.currentYearBaseKind',
    ]);
  });
});

describe.each(['prepayment', 'midterm-prepayment'] as const)('a %s', (product) => {
  const one = (own: Parameters<typeof buildPrepayment>[0]) => ({ guarantees: [buildPrepayment({ product, ...own })] });

  test('names its bank and the use of redeposit', () => {
    expect(refused(one({ depository: null, redeposit: null }))).toEqual([
      'depository-must-be-given @ guarantees.0.depository',
      'redeposit-must-be-given @ guarantees.0.redeposit',
    ]);
  });

  test('has a bank that holds an agreement, or one in free text (R-U10)', () => {
    const at = 'guarantees.0.depository.bankBranchId';
    expect(refused(one({}), { bankBranches: [] })).toEqual([`depository-must-exist @ ${at}`]);
    expect(refused(one({}), { bankBranches: [{ id: 'bank-branch', holdsAgreement: false }] })).toEqual([
      `depository-must-hold-an-agreement @ ${at}`,
    ]);
    expect(refused(one({ depository: { freeText: '〇〇銀行 ××支店' } }), { bankBranches: [] })).toEqual([]);
  });

  test('says which amount its current-year base is', () => {
    const currentYearBaseYen = yen(45_000_000);
    expect(refused(one({ currentYearBaseYen }))).toEqual([
      'base-kind-must-be-given @ guarantees.0.currentYearBaseKind',
    ]);
    expect(refused(one({ currentYearBaseYen, currentYearBaseKind: 'planned-progress' }))).toEqual([]);
    expect(refused(one({ currentYearBaseKind: 'planned-progress' }))).toEqual([
      'base-kind-needs-a-base @ guarantees.0.currentYearBaseKind',
    ]);
    const above = { currentYearBaseYen: yen(50_000_001), currentYearBaseKind: 'payment-ceiling' } as const;
    expect(refused(one(above))).toEqual(['base-must-not-exceed-contract-amount @ guarantees.0.currentYearBaseYen']);
  });
});

describe('an electronic guarantee', () => {
  const guarantees = [buildPrepayment()];
  const ask = { prepayment: { verdict: 'ask', reason: '承認が分かるものをお示しください。', source: null } } as const;

  test('is accepted by the authority, and the reason says why not', () => {
    const reason = '請負契約日が令和8年5月1日以降のものから電子保証に対応しています。';
    const facts = buildFacts({ acceptance: { prepayment: { verdict: 'no', reason, source: null } } });
    expect(applicationRefusals(buildApplication({ guarantees }), facts)).toEqual([
      { name: 'authority-must-accept-electronic-guarantee', field: 'guarantees.0.form', sentence: reason },
    ]);
  });

  test('is not offered where nothing is known of the authority (R-O7)', () => {
    expect(refused({ guarantees }, { acceptance: {} })).toEqual([
      'authority-must-accept-electronic-guarantee @ guarantees.0.form',
    ]);
  });

  test('shows the approval where the authority approves each project', () => {
    const field = 'contract.electronicApprovalEvidence';
    expect(refused({ guarantees }, { acceptance: ask })).toEqual([`authority-approval-must-be-shown @ ${field}`]);
    const contract = buildContract({ electronicApprovalEvidence: '令和8年3月20日 高根沢町総務課 電子メール' });
    expect(refused({ guarantees, contract }, { acceptance: ask })).toEqual([]);
  });

  test('is no question for paper (R-P6)', () => {
    const paper = {
      guarantees: [buildPrepayment({ form: 'paper' })],
      delivery: buildDelivery({ paperReceipt: 'branch' }),
    };
    expect(refused(paper, { acceptance: {} })).toEqual([]);
  });
});

describe('delivery', () => {
  test('goes to a branch of the register', () => {
    expect(refused({ delivery: buildDelivery({ branchId: 'mars' }) })).toEqual([
      'branch-must-exist @ delivery.branchId',
    ]);
  });

  test('says how a paper certificate is received (R-N9)', () => {
    expect(refused({ guarantees: [buildPrepayment({ form: 'paper' })] })).toEqual([
      'paper-receipt-must-be-given @ delivery.paperReceipt',
    ]);
  });

  test('has an address where the completion mail is wanted, and needs none otherwise (R-F0c)', () => {
    expect(refused({ delivery: buildDelivery({ completionMailAddress: null }) })).toEqual([
      'completion-mail-address-must-be-given @ delivery.completionMailAddress',
    ]);
    expect(refused({ delivery: buildDelivery({ completionMail: false, completionMailAddress: null }) })).toEqual([]);
  });
});

test('all is told at once, the shape of each field included', () => {
  const application = buildApplication({
    contract: buildContract({ projectName: '工'.repeat(201), worksToOn: day('2026-04-01') }),
    guarantees: [buildPrepayment({ redeposit: null })],
    delivery: buildDelivery({ completionMailAddress: null }),
  });
  expect(applicationRefusals(application, buildFacts()).map(({ name }) => name)).toEqual([
    'text-must-be-short-enough',
    'period-must-end-on-or-after-its-start',
    'redeposit-must-be-given',
    'completion-mail-address-must-be-given',
  ]);
});

test('every refusal has a polite sentence', () => {
  const application = buildApplication({ guarantees: [], delivery: buildDelivery({ branchId: 'mars' }) });
  for (const { sentence } of applicationRefusals(application, buildFacts({ authority: null }))) {
    expect(sentence).toMatch(/。$/);
  }
});
