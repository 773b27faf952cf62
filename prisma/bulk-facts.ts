/** The names that a cell of a file of applications may say for a row of the registers. */
import type { BulkFacts } from '../domain/bulk-sheet.ts';
import type { Database } from './database.ts';

/** Names as the form shows them: with the prefecture where the authority's name alone would not do, and without. */
export async function bulkFacts(db: Database, contractorName: string): Promise<BulkFacts> {
  const [authorities, departments, banks, branches] = await Promise.all([
    db.authority.findMany({ select: { id: true, name: true, prefecture: true } }),
    db.department.findMany({ select: { id: true, name: true, authorityId: true } }),
    db.bankBranch.findMany({ select: { id: true, bankName: true, branchName: true } }),
    db.branch.findMany({ select: { id: true, name: true } }),
  ]);
  return {
    contractorName,
    registers: {
      authorities: authorities.map(({ id, name, prefecture }) => ({ id, names: [name, `${name}（${prefecture}）`] })),
      departments: departments.map(({ id, name, authorityId }) => ({ id, names: [name], of: authorityId })),
      banks: banks.map(({ id, bankName, branchName }) => ({ id, names: [`${bankName} ${branchName}`] })),
      branches: branches.map(({ id, name }) => ({ id, names: [name] })),
    },
  };
}
