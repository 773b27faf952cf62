/** D-Sure's own database. */
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export const sql = Prisma.sql;
export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

/** A pool of connections; opened by the first query. */
export function openDatabase(url: string): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: 10 }),
    transactionOptions: { maxWait: 15_000, timeout: 15_000 },
  });
}
