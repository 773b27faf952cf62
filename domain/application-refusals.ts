/** Every reason to refuse an application, told all at once. What registers say is looked up before, and given as facts. */
import type { AcceptanceVerdict } from './acceptance.ts';
import { type Application, applicationSchema, type Delivery, type GuaranteeTerms } from './application.ts';
import type { ConstructionContract } from './construction-contract.ts';
import type { Day } from './dates.ts';
import { type Product, productNames, products } from './product.ts';
import { type FieldRefusal, refuse } from './refusals.ts';
import { shapeRefusals } from './shape-refusals.ts';
import { yenText } from './yen.ts';

/** What the registers know about the things that an application names. */
export interface ApplicationFacts {
  readonly today: Day;
  readonly contractor: {
    /** Whether the contractor may use the service (R-O1). */
    readonly mayApply: boolean;
    /** Whether the payer is registered for the monthly batch (R-F6). */
    readonly monthlyBatch: boolean;
  };
  /** The authority's departments, or null where the authority is not in the register. */
  readonly authority: { readonly departmentIds: readonly string[] } | null;
  readonly branchIds: readonly string[];
  /** Those bank branches of the register that the application names. */
  readonly bankBranches: readonly { readonly id: string; readonly holdsAgreement: boolean }[];
  /** Whether the authority accepts an electronic guarantee, for each product asked for (acceptance.ts). */
  readonly acceptance: Readonly<Partial<Record<Product, AcceptanceVerdict>>>;
}

/**
 * Every refusal of the application, by name and field; none where it is in order.
 *
 * Source: domain, section 4; R-P3, R-P7, R-F0, R-F6, R-O1, R-U10.
 */
export function applicationRefusals(application: Application, facts: ApplicationFacts): FieldRefusal[] {
  const shape = applicationSchema.safeParse(application);
  return [
    ...(shape.success ? [] : shapeRefusals(shape.error, application)),
    ...(facts.contractor.mayApply ? [] : [refuse('contractor-must-be-allowed-to-apply')]),
    ...contractRefusals(application.contract, facts),
    ...choiceRefusals(application.guarantees),
    ...application.guarantees.flatMap((terms, index) =>
      termsRefusals(terms, application.contract, facts, `guarantees.${index}`),
    ),
    ...deliveryRefusals(application.delivery, application.guarantees, facts),
  ];
}

function contractRefusals(contract: ConstructionContract, { authority, today }: ApplicationFacts): FieldRefusal[] {
  const { departmentId, worksFromOn, worksToOn, contractOn, contractDateIs, noticeOn } = contract;
  const refusals: FieldRefusal[] = [];
  if (authority === null) refusals.push(refuse('authority-must-exist', 'contract.authorityId'));
  if (authority !== null && departmentId !== null && !authority.departmentIds.includes(departmentId)) {
    refusals.push(refuse('department-must-exist', 'contract.departmentId'));
  }
  if (worksToOn < worksFromOn) refusals.push(refuse('period-must-end-on-or-after-its-start', 'contract.worksToOn'));
  if (worksToOn < contractOn) refusals.push(refuse('works-must-end-on-or-after-contract-day', 'contract.worksToOn'));
  if (contractDateIs === 'signed' && contractOn > today) {
    refusals.push(refuse('signed-contract-day-must-not-lie-ahead', 'contract.contractOn'));
  }
  if (noticeOn !== null && noticeOn > contractOn) {
    refusals.push(refuse('notice-must-not-come-after-contract', 'contract.noticeOn'));
  }
  return refusals;
}

function choiceRefusals(guarantees: readonly GuaranteeTerms[]): FieldRefusal[] {
  if (guarantees.length === 0) return [refuse('guarantee-must-be-chosen', 'guarantees')];
  const chosen = guarantees.map(({ product }) => product);
  return products
    .filter((product) => chosen.indexOf(product) !== chosen.lastIndexOf(product))
    .map((product) =>
      refuse(
        'product-must-be-chosen-once',
        `guarantees.${chosen.lastIndexOf(product)}.product`,
        `${productNames[product]}は一度に一つだけ申し込めます。`,
      ),
    );
}

function termsRefusals(
  terms: GuaranteeTerms,
  contract: ConstructionContract,
  facts: ApplicationFacts,
  at: string,
): FieldRefusal[] {
  return [
    ...amountRefusals(terms, contract, at),
    ...eligibilityRefusals(terms, facts, at),
    ...(terms.product === 'contract-guarantee'
      ? contractGuaranteeRefusals(terms, contract, at)
      : prepaymentRefusals(terms, contract, facts, at)),
    ...(terms.feePayment === 'monthly-batch' && !facts.contractor.monthlyBatch
      ? [refuse('payer-must-be-registered-for-monthly-batch', `${at}.feePayment`)]
      : []),
    ...(terms.form === 'electronic' ? electronicRefusals(facts.acceptance[terms.product], contract, at) : []),
  ];
}

/** The authority certifies first, then a midterm prepayment is applied for (R-P7). */
function eligibilityRefusals(
  { product, eligibilityCertifiedOn }: GuaranteeTerms,
  { today }: ApplicationFacts,
  at: string,
): FieldRefusal[] {
  const field = `${at}.eligibilityCertifiedOn`;
  if (product !== 'midterm-prepayment') {
    const name = 'eligibility-certificate-must-be-of-a-midterm-prepayment';
    return eligibilityCertifiedOn === null ? [] : [refuse(name, field)];
  }
  if (eligibilityCertifiedOn === null) return [refuse('eligibility-certificate-must-be-given', field)];
  return eligibilityCertifiedOn > today ? [refuse('day-must-not-be-ahead', field)] : [];
}

function amountRefusals({ amountYen }: GuaranteeTerms, contract: ConstructionContract, at: string): FieldRefusal[] {
  if (amountYen <= contract.amountYen) return [];
  const sentence = `請負金額より大きい金額は申し込めません。${yenText(contract.amountYen)}以下にしてください。`;
  return [refuse('amount-must-not-exceed-contract-amount', `${at}.amountYen`, sentence)];
}

/** A contract guarantee stands on a planned prepayment (R-P3), and has no bank, redeposit or current-year base. */
function contractGuaranteeRefusals(
  terms: GuaranteeTerms,
  { prepaymentPlanned }: ConstructionContract,
  at: string,
): FieldRefusal[] {
  const refusals: FieldRefusal[] = [];
  if (!prepaymentPlanned) refusals.push(refuse('prepayment-must-be-planned', 'contract.prepaymentPlanned'));
  if (terms.depository !== null)
    refusals.push(refuse('contract-guarantee-must-have-no-depository', `${at}.depository`));
  if (terms.redeposit !== null) refusals.push(refuse('contract-guarantee-must-have-no-redeposit', `${at}.redeposit`));
  if (terms.currentYearBaseYen !== null) {
    refusals.push(refuse('contract-guarantee-must-have-no-base', `${at}.currentYearBaseYen`));
  }
  if (terms.currentYearBaseKind !== null) {
    refusals.push(refuse('contract-guarantee-must-have-no-base', `${at}.currentYearBaseKind`));
  }
  return refusals;
}

/** A prepayment of either kind names its bank, the use of redeposit, and which amount its base is where it has one. */
function prepaymentRefusals(
  terms: GuaranteeTerms,
  contract: ConstructionContract,
  { bankBranches }: ApplicationFacts,
  at: string,
): FieldRefusal[] {
  const { depository, redeposit, currentYearBaseYen, currentYearBaseKind } = terms;
  const refusals: FieldRefusal[] = [];
  if (depository === null) refusals.push(refuse('depository-must-be-given', `${at}.depository`));
  if (depository !== null && 'bankBranchId' in depository) {
    const bankBranch = bankBranches.find(({ id }) => id === depository.bankBranchId);
    const field = `${at}.depository.bankBranchId`;
    if (bankBranch === undefined) refusals.push(refuse('depository-must-exist', field));
    else if (!bankBranch.holdsAgreement) refusals.push(refuse('depository-must-hold-an-agreement', field));
  }
  if (redeposit === null) refusals.push(refuse('redeposit-must-be-given', `${at}.redeposit`));
  if (currentYearBaseYen !== null && currentYearBaseYen > contract.amountYen) {
    refusals.push(refuse('base-must-not-exceed-contract-amount', `${at}.currentYearBaseYen`));
  }
  if (currentYearBaseYen !== null && currentYearBaseKind === null) {
    refusals.push(refuse('base-kind-must-be-given', `${at}.currentYearBaseKind`));
  }
  if (currentYearBaseYen === null && currentYearBaseKind !== null) {
    refusals.push(refuse('base-kind-needs-a-base', `${at}.currentYearBaseKind`));
  }
  return refusals;
}

/** Where nothing is known about the authority, only paper is on offer (R-O7). */
function electronicRefusals(
  acceptance: AcceptanceVerdict | undefined,
  { electronicApprovalEvidence }: ConstructionContract,
  at: string,
): FieldRefusal[] {
  if (acceptance?.verdict === 'yes') return [];
  if (acceptance?.verdict === 'ask') {
    if (electronicApprovalEvidence !== null) return [];
    return [refuse('authority-approval-must-be-shown', 'contract.electronicApprovalEvidence', acceptance.reason)];
  }
  return [refuse('authority-must-accept-electronic-guarantee', `${at}.form`, acceptance?.reason)];
}

function deliveryRefusals(
  { branchId, paperReceipt, completionMail, completionMailAddress }: Delivery,
  guarantees: readonly GuaranteeTerms[],
  { branchIds }: ApplicationFacts,
): FieldRefusal[] {
  const refusals: FieldRefusal[] = [];
  if (!branchIds.includes(branchId)) refusals.push(refuse('branch-must-exist', 'delivery.branchId'));
  if (paperReceipt === null && guarantees.some(({ form }) => form === 'paper')) {
    refusals.push(refuse('paper-receipt-must-be-given', 'delivery.paperReceipt'));
  }
  if (completionMail && completionMailAddress === null) {
    refusals.push(refuse('completion-mail-address-must-be-given', 'delivery.completionMailAddress'));
  }
  return refusals;
}
