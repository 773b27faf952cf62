/** The connection to the tables, and the transaction that everything below takes as its first argument. */
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type Database = PrismaClient;
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** Opens a pool on the tables. `url` names a role with least rights; `connections` is the pool's size. */
export function openDatabase(url: string, connections = 10): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: connections }, { statementNameGenerator: statementNames() }),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  });
}

/** Begins a statement whose best plan depends on its values: it is planned each time, with them. */
export const plannedForItsValues = Prisma.raw('/* planned for its values */');

const mostNames = 500;

/** A name for each statement, so that a connection parses and plans it once. Beyond the limit they go without. */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    if (sql.trimStart().startsWith(plannedForItsValues.sql)) return '';
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size === mostNames) return '';
    const name = `hosho_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
