/** The leaflet's case as an application and the facts about it; a test names only what it is about. */
import type { Application, Delivery, GuaranteeTerms } from '../../domain/application.ts';
import type { ApplicationFacts } from '../../domain/application-refusals.ts';
import type { ConstructionContract } from '../../domain/construction-contract.ts';
import { day } from '../../domain/dates.ts';
import { yen } from '../../domain/yen.ts';

export function buildContract(own: Partial<ConstructionContract> = {}): ConstructionContract {
  return {
    projectName: '●●●●工事',
    kind: 'works',
    worksNumber: '第12号',
    procurementNumber: null,
    specificationNumber: null,
    authorityId: 'takanezawa',
    departmentId: null,
    beneficiaryTitle: '高根沢町長',
    jointVentureName: null,
    amountYen: yen(50_000_000),
    worksFromOn: day('2026-04-02'),
    worksToOn: day('2026-12-01'),
    noticeOn: null,
    contractOn: day('2026-04-01'),
    contractDateIs: 'signed',
    lowBid: false,
    prepaymentPlanned: true,
    electronicApprovalEvidence: null,
    ...own,
  };
}

export function buildPrepayment(own: Partial<GuaranteeTerms> = {}): GuaranteeTerms {
  return {
    product: 'prepayment',
    form: 'electronic',
    amountYen: yen(20_000_000),
    currentYearBaseYen: null,
    currentYearBaseKind: null,
    depository: { bankBranchId: 'bank-branch' },
    redeposit: false,
    eligibilityCertifiedOn: own.product === 'midterm-prepayment' ? day('2026-03-31') : null,
    feePayment: 'monthly-batch',
    feeBilledTo: '〇〇建設 株式会社',
    paperFeeStatement: false,
    ...own,
  };
}

export function buildContractGuarantee(own: Partial<GuaranteeTerms> = {}): GuaranteeTerms {
  return buildPrepayment({
    product: 'contract-guarantee',
    amountYen: yen(5_000_000),
    depository: null,
    redeposit: null,
    ...own,
  });
}

export function buildDelivery(own: Partial<Delivery> = {}): Delivery {
  return {
    branchId: 'tochigi',
    paperReceipt: null,
    completionMail: true,
    completionMailAddress: 'soumu@example.jp',
    contactDepartment: '総務部',
    contactPost: null,
    contactPerson: null,
    contactTelephone: '028-000-0002',
    message: null,
    ...own,
  };
}

export function buildApplication(own: Partial<Application> = {}): Application {
  return {
    contract: buildContract(),
    guarantees: [buildPrepayment(), buildContractGuarantee()],
    delivery: buildDelivery(),
    ...own,
  };
}

export function buildFacts(own: Partial<ApplicationFacts> = {}): ApplicationFacts {
  const yes = { verdict: 'yes', reason: '電子保証に対応しています。', source: null } as const;
  return {
    today: day('2026-04-01'),
    contractor: { mayApply: true, monthlyBatch: true },
    authority: { departmentIds: ['general-affairs'] },
    branchIds: ['tochigi'],
    bankBranches: [{ id: 'bank-branch', holdsAgreement: true }],
    acceptance: { prepayment: yes, 'midterm-prepayment': yes, 'contract-guarantee': yes },
    ...own,
  };
}
