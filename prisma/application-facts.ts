/** What the registers know about the things that an application names. */
import { electronicAcceptance } from '../domain/acceptance.ts';
import type { Application } from '../domain/application.ts';
import type { ApplicationFacts } from '../domain/application-refusals.ts';
import type { WarningFacts } from '../domain/application-warnings.ts';
import type { Day } from '../domain/dates.ts';
import type { Database, Transaction } from './database.ts';
import { acceptanceRules, authorityRatios } from './registers.ts';

/** The facts that decide whether the application is in order on this day. */
export async function applicationFacts(
  db: Database,
  { contract, guarantees }: Application,
  contractorId: string,
  today: Day,
): Promise<ApplicationFacts> {
  const { authorityId, contractOn: originalContractOn } = contract;
  const named = guarantees.flatMap(({ depository }) =>
    depository !== null && 'bankBranchId' in depository ? [depository.bankBranchId] : [],
  );
  const [contractor, authority, branches, bankBranches, rules] = await Promise.all([
    db.contractor.findUnique({ where: { id: contractorId }, select: { monthlyBatch: true } }),
    db.authority.findUnique({ where: { id: authorityId }, select: { departments: { select: { id: true } } } }),
    db.branch.findMany({ select: { id: true } }),
    db.bankBranch.findMany({ where: { id: { in: named } }, select: { id: true, hasAgreement: true } }),
    acceptanceRules(db, authorityId),
  ]);
  return {
    today,
    contractor: { mayApply: contractor !== null, monthlyBatch: contractor?.monthlyBatch ?? false },
    authority: authority === null ? null : { departmentIds: authority.departments.map(({ id }) => id) },
    branchIds: branches.map(({ id }) => id),
    bankBranches: bankBranches.map(({ id, hasAgreement }) => ({ id, holdsAgreement: hasAgreement })),
    acceptance: Object.fromEntries(
      guarantees.map(({ product }) => [
        product,
        electronicAcceptance(rules, { contract, originalContractOn, product, today }),
      ]),
    ),
  };
}

/** The facts that warnings stand on. */
export async function warningFacts(
  db: Database | Transaction,
  { contract }: Pick<Application, 'contract'>,
): Promise<WarningFacts> {
  const [ratios, held] = await Promise.all([
    authorityRatios(db, contract),
    db.productSetting.count({ where: { holdUntilSigned: true, product: { not: 'contract-guarantee' } } }),
  ]);
  return { ratios, prepaymentGuaranteedYen: null, holdPrepaymentUntilSigned: held > 0 };
}
