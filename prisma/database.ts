/** The connection to the tables, and the transaction that everything below takes as its first argument. */
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

export type Database = PrismaClient;
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** Opens a pool on the tables. `url` names a role with least rights; `connections` is the pool's size. */
export function openDatabase(url: string, connections = 10): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: connections }),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  });
}
