/** The registers that cases stand on: what is in force on a day, and the names that print. */
import type { AcceptanceRule } from '../domain/acceptance.ts';
import type { GuaranteeTerms } from '../domain/application.ts';
import type { ConstructionContract } from '../domain/construction-contract.ts';
import type { Day } from '../domain/dates.ts';
import { type FeeTable, feeTableInForce, feeTableSchema } from '../domain/fee-table.ts';
import type { Product } from '../domain/product.ts';
import type { AuthorityRatios } from '../domain/ratio.ts';
import { Refusal } from '../domain/refusals.ts';
import { type Yen, yen } from '../domain/yen.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';

/** The fee table in force on a day. Refuses: `register-must-be-in-force`. Source: R-F1. */
export async function feeTableOn(db: Database | Transaction, on: Day): Promise<FeeTable> {
  const rows = await db.feeTable.findMany({ where: { effectiveOn: { lte: fromDay(on) } } });
  const table = feeTableInForce(
    rows.map(({ content }) => feeTableSchema.parse(content)),
    on,
  );
  if (table === null) throw new Refusal('register-must-be-in-force');
  return table;
}

/** The surety company's facts in force on a day, to be frozen into a certificate (R-K7). Refuses: `register-must-be-in-force`. */
export async function suretyCompanyOn(db: Database | Transaction, on: Day) {
  const row = await db.suretyCompany.findFirst({
    where: { effectiveOn: { lte: fromDay(on) } },
    orderBy: { effectiveOn: 'desc' },
  });
  if (row === null) throw new Refusal('register-must-be-in-force');
  return { name: row.name, address: row.address, presidentTitle: row.presidentTitle, presidentName: row.presidentName };
}

/** Bank and branch as they print, or the free text; null for a contract guarantee. */
export async function depositoryName(
  db: Database | Transaction,
  depository: GuaranteeTerms['depository'],
): Promise<string | null> {
  if (depository === null) return null;
  if ('freeText' in depository) return depository.freeText;
  const { bankName, branchName } = await db.bankBranch.findUniqueOrThrow({ where: { id: depository.bankBranchId } });
  return `${bankName} ${branchName}`;
}

/**
 * The ratios for a contract of this kind and day: the authority's own row, else the usual rule; null where no row is.
 * A low bid is never measured by the ratios of another bid. Source: section 3.1, R-A4.
 */
export async function authorityRatios(
  db: Database | Transaction,
  contract: RatioQuestion,
): Promise<AuthorityRatios | null> {
  const row = await ratioRow(db, contract);
  if (row === null) return null;
  return {
    prepaymentPermille: row.prepaymentPermille,
    midtermPrepaymentPermille: row.midtermPrepaymentPermille,
    prepaymentsTogetherPermille: row.prepaymentsTogetherPermille,
    contractGuaranteePermille: row.contractGuaranteePermille,
    unitYen: yen(row.unitYen),
    prepaymentCeilingYen: amountOrNull(row.prepaymentCeilingYen),
  };
}

/** The smallest contracts and shortest works that the authority keeps to, from the same row. Source: section 3.1. */
export async function authorityMinimums(db: Database | Transaction, contract: RatioQuestion) {
  const row = await ratioRow(db, contract);
  return {
    minimumContractYen: amountOrNull(row?.minimumContractYen ?? null),
    midtermMinimumContractYen: amountOrNull(row?.midtermMinimumContractYen ?? null),
    midtermMinimumDays: row?.midtermMinimumDays ?? null,
  };
}

type RatioQuestion = Pick<ConstructionContract, 'authorityId' | 'kind' | 'lowBid' | 'contractOn'>;

async function ratioRow(db: Database | Transaction, { authorityId, kind, lowBid, contractOn }: RatioQuestion) {
  const rows = await db.authorityRatio.findMany({
    where: { kind, lowBid, fromOn: { lte: fromDay(contractOn) }, OR: [{ authorityId }, { authorityId: null }] },
    orderBy: [{ fromOn: 'desc' }, { id: 'asc' }],
  });
  return rows.find((each) => each.authorityId !== null) ?? rows[0] ?? null;
}

function amountOrNull(amount: bigint | null): Yen | null {
  return amount === null ? null : yen(amount);
}

/** The dated rows that say whether an authority takes electronic guarantees (R-O5). */
export function acceptanceRules(db: Database | Transaction, authorityId: string): Promise<AcceptanceRule[]> {
  return acceptanceRulesOf(db, [authorityId]);
}

/** The same for several authorities at once. */
export async function acceptanceRulesOf(
  db: Database | Transaction,
  authorityIds: readonly string[],
): Promise<AcceptanceRule[]> {
  const rows = await db.acceptanceRule.findMany({ where: { authorityId: { in: [...authorityIds] } } });
  return rows.map(({ authorityId, departmentId, product, rule, fromOn, toOn, source }) => ({
    authorityId,
    departmentId,
    product: product as Product | null,
    kind: rule as AcceptanceRule['kind'],
    fromOn: toDay(fromOn),
    toOn: toOn === null ? null : toDay(toOn),
    source,
  }));
}

/** The names of the authorities that take electronic guarantees at all, in reading order (R-O5). */
export async function electronicAuthorityNames(db: Database): Promise<readonly string[]> {
  const rows = await db.authority.findMany({
    where: { acceptanceRules: { some: {} } },
    select: { name: true },
    orderBy: [{ prefecture: 'asc' }, { reading: 'asc' }],
  });
  return rows.map(({ name }) => name);
}
