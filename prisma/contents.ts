/** An application's content in rows: the construction contract's columns and a revision's terms, both ways. */
import type { BaseKind, Delivery, FeePayment, GuaranteeTerms } from '../domain/application.ts';
import type { ConstructionContract, WorksKind } from '../domain/construction-contract.ts';
import type { Form, Product } from '../domain/product.ts';
import { yen } from '../domain/yen.ts';
import { fromDay, toDay } from './days.ts';
import type { Application, ConstructionContract as ContractRow, Revision } from './generated/client.ts';

/** The contract's columns. */
export function contractColumns(contract: ConstructionContract) {
  const { amountYen, worksFromOn, worksToOn, noticeOn, contractOn, ...rest } = contract;
  return {
    ...rest,
    amountYen: BigInt(amountYen),
    worksFromOn: fromDay(worksFromOn),
    worksToOn: fromDay(worksToOn),
    noticeOn: noticeOn === null ? null : fromDay(noticeOn),
    contractOn: fromDay(contractOn),
  };
}

/** The contract as the domain knows it. */
export function contractOf(row: ContractRow): ConstructionContract {
  return {
    projectName: row.projectName,
    kind: row.kind as WorksKind,
    worksNumber: row.worksNumber,
    procurementNumber: row.procurementNumber,
    specificationNumber: row.specificationNumber,
    authorityId: row.authorityId,
    departmentId: row.departmentId,
    beneficiaryTitle: row.beneficiaryTitle,
    jointVentureName: row.jointVentureName,
    amountYen: yen(row.amountYen),
    worksFromOn: toDay(row.worksFromOn),
    worksToOn: toDay(row.worksToOn),
    noticeOn: row.noticeOn === null ? null : toDay(row.noticeOn),
    contractOn: toDay(row.contractOn),
    contractDateIs: row.contractDateIs as ConstructionContract['contractDateIs'],
    lowBid: row.lowBid,
    prepaymentPlanned: row.prepaymentPlanned,
    electronicApprovalEvidence: row.electronicApprovalEvidence,
  };
}

/** A revision's columns of what was applied for. `depository` is the bank as it prints. */
export function termsColumns(terms: GuaranteeTerms, depository: string | null) {
  const {
    currentYearBaseYen,
    currentYearBaseKind,
    eligibilityCertifiedOn,
    redeposit,
    feePayment,
    feeBilledTo,
    paperFeeStatement,
  } = terms;
  return {
    amountYen: BigInt(terms.amountYen),
    currentYearBaseYen: currentYearBaseYen === null ? null : BigInt(currentYearBaseYen),
    currentYearBaseKind,
    // A command that was sent before there was such a field has none.
    eligibilityCertifiedOn: eligibilityCertifiedOn ? fromDay(eligibilityCertifiedOn) : null,
    bankBranchId:
      terms.depository !== null && 'bankBranchId' in terms.depository ? terms.depository.bankBranchId : null,
    depository,
    depositoryIsFreeText: terms.depository !== null && 'freeText' in terms.depository,
    redeposit,
    feePayment,
    feeBilledTo,
    paperFeeStatement,
  };
}

/** What was applied for, as the domain knows it. */
export function termsOf(row: Revision, product: Product, form: Form): GuaranteeTerms {
  return {
    product,
    form,
    amountYen: yen(row.amountYen),
    currentYearBaseYen: row.currentYearBaseYen === null ? null : yen(row.currentYearBaseYen),
    currentYearBaseKind: row.currentYearBaseKind as BaseKind | null,
    eligibilityCertifiedOn: row.eligibilityCertifiedOn === null ? null : toDay(row.eligibilityCertifiedOn),
    depository: depositoryOf(row),
    redeposit: row.redeposit,
    feePayment: row.feePayment as FeePayment,
    feeBilledTo: row.feeBilledTo,
    paperFeeStatement: row.paperFeeStatement,
  };
}

function depositoryOf({ bankBranchId, depository }: Revision): GuaranteeTerms['depository'] {
  if (bankBranchId !== null) return { bankBranchId };
  return depository === null ? null : { freeText: depository };
}

/** The rest of the form, as the domain knows it. */
export function deliveryOf(row: Application): Delivery {
  return {
    branchId: row.branchId,
    paperReceipt: row.paperReceipt as Delivery['paperReceipt'],
    completionMail: row.completionMail,
    completionMailAddress: row.completionMailAddress,
    contactDepartment: row.contactDepartment,
    contactPost: row.contactPost,
    contactPerson: row.contactPerson,
    contactTelephone: row.contactTelephone,
    message: row.message,
  };
}
