/** Who sees which cases: the one place that knows. A contractor sees its own, staff see their branches', anyone else sees nothing. */
import type { Reader } from '../domain/scopes.ts';
import { includesBranch } from '../domain/staff-grants.ts';
import { Prisma } from './generated/client.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/** The condition on a guarantee or an application. What it hides does not exist for the reader. */
export function visibleTo({ staff, contractorId, branches }: Reader): {
  contractorId?: string;
  branchId?: { in: string[] };
} {
  if (!staff) return { contractorId: contractorId ?? nobody };
  return branches === 'all' ? {} : { branchId: { in: [...branches] } };
}

/** The same as SQL, on a table with the columns contractor_id and branch_id. */
export function visibleRows(reader: Reader, table: 'guarantee' | 'application'): Prisma.Sql {
  const { contractorId, branchId } = visibleTo(reader);
  const column = (name: string) => Prisma.raw(`${table}.${name}`);
  if (contractorId !== undefined) return Prisma.sql`${column('contractor_id')} = ${contractorId}::uuid`;
  if (branchId !== undefined) return Prisma.sql`${column('branch_id')} = ANY (${branchId.in}::text[])`;
  return Prisma.sql`true`;
}

/**
 * The condition on a row of fee_bill, as SQL: a bill exists for staff who see every case whose fee stands on it, and for
 * the contractor that it is sent to.
 */
export function visibleBills(reader: Reader): Prisma.Sql {
  const { contractorId, branchId } = visibleTo(reader);
  if (contractorId !== undefined) return Prisma.sql`fee_bill.contractor_id = ${contractorId}::uuid`;
  if (branchId === undefined) return Prisma.sql`true`;
  return Prisma.sql`NOT EXISTS (
    SELECT 1 FROM fee_bill_line line JOIN guarantee ON guarantee.id = line.guarantee_id
    WHERE line.bill_id = fee_bill.id AND guarantee.branch_id <> ALL (${branchId.in}::text[]))`;
}

/** Whether one case is among them. */
export function sees(reader: Reader, row: { readonly contractorId: string; readonly branchId: string }): boolean {
  return reader.staff ? includesBranch(reader.branches, row.branchId) : isOwn(reader, row);
}

/** The condition on what a contractor has for itself, its drafts, files, people and keys: no staff come to them here. */
export function ownedBy({ contractorId }: Reader): { contractorId: string } {
  return { contractorId: contractorId ?? nobody };
}

/** Whether the case is the reader's own: only then is the authentication key meant for them. */
export function isOwn({ contractorId }: Reader, row: { readonly contractorId: string }): boolean {
  return contractorId !== null && contractorId === row.contractorId;
}

/** The condition on rows with a branch_id that tell of all cases of the branch: for its staff alone. */
export function visibleBranches(reader: Reader): Prisma.Sql {
  const { staff, branches } = reader;
  if (!staff) return Prisma.sql`false`;
  if (branches === 'all') return Prisma.sql`true`;
  const only = onlyBranch(reader);
  // An index keeps the order that follows one branch, not that of several.
  if (only !== undefined) return Prisma.sql`branch_id = ${only}`;
  return Prisma.sql`branch_id = ANY (${[...branches]}::text[])`;
}

/** The one branch whose cases the reader sees, where it is one. */
export function onlyBranch({ branches }: Reader): string | undefined {
  return branches === 'all' || branches.length !== 1 ? undefined : branches[0];
}

/** The condition on a row of incident, as SQL: its case exists for the reader. For all of them the question is not asked. */
export function visibleIncidents(reader: Reader): Prisma.Sql {
  if (reader.staff && reader.branches === 'all') return Prisma.sql`true`;
  return Prisma.sql`EXISTS (SELECT 1 FROM guarantee WHERE guarantee.id = incident.guarantee_id
    AND ${visibleRows(reader, 'guarantee')})`;
}
