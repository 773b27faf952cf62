/** Changes of registers: at once or on their day, told to the audit log, with the whole history kept. */
import { createHash, randomUUID } from 'node:crypto';
import type { ActedBy } from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { type Day, dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import { type Register, type RegisterRow, rowKeyOf } from '../domain/registers/register.ts';
import { byOf } from './acts.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { choicesOf, referenceNames, registerRow, titleOf } from './register-rows.ts';
import { changeContents, tellChange, writeRow } from './register-writes.ts';

export type Keeper = ActedBy & { readonly userId: string };

/** What a keeper sends: the row as it shall be (null: taken out), and the version of the row that the page showed. */
export interface RowChange {
  readonly register: Register;
  /** The row's key; null for a new row. */
  readonly rowKey: string | null;
  /** `versionOf` what was read; null for a new row. */
  readonly version: string | null;
  readonly after: RegisterRow | null;
  readonly appliesOn: Day;
  readonly reason: string;
}

/** What stands for the row as a page showed it: another one where anything of it is another. */
export function versionOf(row: RegisterRow | null): string {
  return row === null ? '' : createHash('sha256').update(canonicalJson(row)).digest('hex').slice(0, 32);
}

/**
 * The change is applied, or planned for its day. Returns the row's key.
 *
 * Refuses: `register-row-must-exist`, `register-row-must-be-new`, `register-row-must-be-as-it-was-read`,
 * `register-row-must-be-removable`, `register-change-must-change-something`,
 * `referenced-row-must-exist`, `change-day-must-not-be-past`, `reason-must-be-given`.
 */
export async function changeRow(db: Database, change: RowChange, keeper: Keeper, now: Date): Promise<string> {
  const today = dayInJapan(now);
  if (change.reason.trim() === '') throw new Refusal('reason-must-be-given', { field: 'reason' });
  if (change.appliesOn < today) throw new Refusal('change-day-must-not-be-past', { field: 'appliesOn' });
  return db.$transaction((tx) => writeChange(tx, change, keeper, now));
}

/** Several changes together, all or none: a file, with what is to be written before them. Refuses as `changeRow`. */
export async function changeRows(
  db: Database,
  changes: readonly RowChange[],
  keeper: Keeper,
  now: Date,
  first: (tx: Transaction) => Promise<void> = async () => undefined,
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await first(tx);
      for (const change of changes) await writeChange(tx, change, keeper, now);
    },
    { timeout: 60_000 },
  );
}

async function writeChange(tx: Transaction, change: RowChange, keeper: Keeper, now: Date): Promise<string> {
  const { register, after, appliesOn, reason } = change;
  const before = await lockRow(tx, change);
  if (after === null && !register.removable) throw new Refusal('register-row-must-be-removable');
  if (after !== null) await demandReferences(tx, register, after);
  if (before !== null && after !== null && versionOf(before) === versionOf(after)) {
    throw new Refusal('register-change-must-change-something');
  }
  const named =
    after === null ? null : { ...after, ...(register.key.includes('id') ? { id: before?.id ?? randomUUID() } : {}) };
  const row = (named ?? before) as RegisterRow;
  const rowKey = change.rowKey ?? rowKeyOf(register, row);
  const isPlanned = appliesOn > dayInJapan(now);
  if (!isPlanned) await writeRow(tx, register, before, named);
  await tx.registerChange.create({
    data: {
      id: randomUUID(),
      register: register.name,
      rowKey,
      title: titleOf(register, row, await referenceNames(tx, register)),
      ...changeContents(before, named),
      appliesOn: fromDay(appliesOn),
      reason,
      state: isPlanned ? 'planned' : 'applied',
      byId: keeper.userId,
      ...(isPlanned ? { by: byOf(keeper) } : {}),
      madeAt: now,
      appliedAt: isPlanned ? null : now,
    },
  });
  await tellChange(
    tx,
    register,
    rowKey,
    isPlanned ? 'register-change-planned' : 'register-changed',
    keeper,
    { before, after: named, reason },
    now,
  );
  return rowKey;
}

/** The row as it is, locked until the transaction ends. Of two keepers the second is told. */
async function lockRow(tx: Transaction, { register, rowKey, version, after }: RowChange): Promise<RegisterRow | null> {
  const key = rowKey ?? rowKeyOf(register, after as RegisterRow);
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${register.name}/${key}`}, 4032019::bigint))::text`;
  const row = rowKey === null && register.key.includes('id') ? null : await registerRow(tx, register, key);
  if (rowKey === null) {
    if (row !== null) throw new Refusal('register-row-must-be-new');
    return null;
  }
  if (row === null) throw new Refusal('register-row-must-exist');
  if (version !== versionOf(row)) throw new Refusal('register-row-must-be-as-it-was-read');
  return row;
}

async function demandReferences(tx: Transaction, register: Register, row: RegisterRow): Promise<void> {
  for (const { name, of } of register.fields) {
    const value = row[name];
    if (of === undefined || value === null || value === undefined) continue;
    const choices = await choicesOf(tx, of);
    if (!choices.some(({ key }) => key === value)) throw new Refusal('referenced-row-must-exist', { field: name });
  }
}
