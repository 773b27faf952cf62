/** The names that a cell of a file of applications may say for a row of the registers. */
import type { BulkFacts } from '../domain/bulk-sheet.ts';
import { bankSearchKey } from '../domain/text.ts';
import type { Database } from './database.ts';

/**
 * Names as the form shows them: with the prefecture where the authority's name alone would not do, and without. Of the
 * banks, of which there are some 30,000 branches, only those that the file's own words may mean.
 */
export async function bulkFacts(
  db: Database,
  contractorName: string,
  bankWords: readonly string[],
): Promise<BulkFacts> {
  const [authorities, departments, banks, branches] = await Promise.all([
    db.authority.findMany({ select: { id: true, name: true, prefecture: true } }),
    db.department.findMany({ select: { id: true, name: true, authorityId: true } }),
    banksNamed(db, bankWords),
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

/** A bank's key begins with its own name and its branch's: an index finds what begins with a word. */
async function banksNamed(db: Database, words: readonly string[]) {
  const keys = [...new Set(words.map(bankSearchKey))].filter((key) => key !== '');
  if (keys.length === 0) return [];
  return db.$queryRaw<{ id: string; bankName: string; branchName: string }[]>`
    SELECT DISTINCT bank.id, bank.bank_name AS "bankName", bank.branch_name AS "branchName"
    FROM unnest(${keys}::text[]) AS named(key)
    JOIN bank_branch bank ON bank.search_key COLLATE "C" >= named.key
      AND bank.search_key COLLATE "C" < named.key || ${lastCharacter}`;
}

const lastCharacter = '\u{10FFFF}';
