/** The branches of the surety, for choices. */
import type { Database, Transaction } from './database.ts';

export function listBranches(
  db: Database | Transaction,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db.branch.findMany({ select: { id: true, name: true }, orderBy: { code: 'asc' } });
}
