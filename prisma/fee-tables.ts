/** The versions of the fee table: read, and added. A version never changes: fees were computed by it. */
import type { ActedBy } from '../domain/audit.ts';
import { type Day, dayInJapan } from '../domain/dates.ts';
import { type FeeTable, feeTableInForce, feeTableSchema } from '../domain/fee-table.ts';
import { Refusal } from '../domain/refusals.ts';
import { recordAct } from './acts.ts';
import type { Database } from './database.ts';
import { fromDay } from './days.ts';
import type { Prisma } from './generated/client.ts';

/** All versions, the one that begins last first, and which of them is in force on the day. */
export async function feeTables(
  db: Database,
  on: Day,
): Promise<{ tables: readonly FeeTable[]; inForce: FeeTable | null }> {
  const rows = await db.feeTable.findMany({ orderBy: [{ effectiveOn: 'desc' }, { version: 'desc' }] });
  const tables = rows.map(({ content }) => feeTableSchema.parse(content));
  return { tables, inForce: feeTableInForce(tables, on) };
}

/** How many fees were computed by a version. */
export async function feesBy(db: Database, version: string): Promise<number> {
  return db.revision.count({ where: { feeTableVersion: version } });
}

/**
 * The version is added. It begins after today: what was applied for until now keeps the table of its day.
 *
 * Refuses: `fee-table-version-must-be-new`, `fee-table-must-begin-after-today`, `reason-must-be-given`. Source: R-F1.
 */
export async function addFeeTable(
  db: Database,
  table: FeeTable,
  reason: string,
  keeper: ActedBy,
  now: Date,
): Promise<void> {
  if (reason === '') throw new Refusal('reason-must-be-given', { field: 'reason' });
  if (table.effectiveFromOn <= dayInJapan(now)) throw new Refusal('fee-table-must-begin-after-today');
  await db.$transaction(async (tx) => {
    const content = table as unknown as Prisma.InputJsonObject;
    const { version, effectiveFromOn, effectiveToOn } = table;
    const endsOn = effectiveToOn === null ? null : fromDay(effectiveToOn);
    const data = { version, effectiveOn: fromDay(effectiveFromOn), endsOn, content };
    const { count } = await tx.feeTable.createMany({ data, skipDuplicates: true });
    if (count === 0) throw new Refusal('fee-table-version-must-be-new');
    const act = { subject: `register/fee-table/${encodeURIComponent(version)}` as const, kind: 'register-changed' };
    await recordAct(tx, { ...act, actor: keeper, before: null, after: content, reason }, now);
  });
}
