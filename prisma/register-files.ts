/** Files of registers: kept while somebody looks at what they would change, applied as a whole, once. */
import { randomUUID } from 'node:crypto';
import { dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Register } from '../domain/registers/register.ts';
import { readRegisterSheet } from '../domain/registers/register-sheet.ts';
import type { Database } from './database.ts';
import { changeRows, type Keeper, versionOf } from './register-changes.ts';
import { choicesOf, registerRows } from './register-rows.ts';

type Cells = readonly (readonly string[])[];

/** The file is kept; nothing is changed by it yet. Returns its id. */
export async function keepRegisterFile(
  db: Database,
  { register, fileName, cells }: { register: Register; fileName: string; cells: Cells },
  keeper: Keeper,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const content = cells.map((row) => [...row]);
  await db.registerFile.create({
    data: { id, register: register.name, fileName, cells: content, byId: keeper.userId, madeAt: now },
  });
  return id;
}

/** The file of this person, not applied yet. Refuses: `register-file-must-be-open`. */
export async function openRegisterFile(db: Database, register: Register, id: string, keeper: Keeper) {
  const isId = /^[0-9a-f-]{36}$/.test(id);
  const file = isId ? await db.registerFile.findUnique({ where: { id } }) : null;
  if (file === null || file.appliedAt !== null || file.byId !== keeper.userId || file.register !== register.name) {
    throw new Refusal('register-file-must-be-open');
  }
  return { id, fileName: file.fileName, cells: file.cells as unknown as Cells };
}

/** What the file would change, against the register as it stands now. */
export async function lookThrough(db: Database, register: Register, cells: Cells) {
  const named = new Map(
    await Promise.all(
      [...new Set(register.fields.flatMap(({ of }) => of ?? []))].map(
        async (of) => [of, await choicesOf(db, of)] as const,
      ),
    ),
  );
  return readRegisterSheet(register, cells, await registerRows(db, register), (of) => named.get(of) ?? []);
}

/**
 * Every row of the file is changed, or none; returns how many. What another keeper changed since the file was looked at is
 * compared anew: the row is as the file says.
 *
 * Refuses: `register-file-must-be-open`, `register-file-must-change-something`, `reason-must-be-given`, and as `changeRow`.
 */
export async function applyRegisterFile(
  db: Database,
  register: Register,
  { id, reason }: { id: string; reason: string },
  keeper: Keeper,
  now: Date,
): Promise<number> {
  if (reason === '') throw new Refusal('reason-must-be-given', { field: 'reason' });
  const { cells } = await openRegisterFile(db, register, id, keeper);
  const read = await lookThrough(db, register, cells);
  if ('refusals' in read || read.changes.length === 0) throw new Refusal('register-file-must-change-something');
  const changes = read.changes.map(({ rowKey, before, after }) => {
    const version = before === null ? null : versionOf(before);
    return { register, rowKey, version, after, appliesOn: dayInJapan(now), reason };
  });
  await changeRows(db, changes, keeper, now, async (tx) => {
    const { count } = await tx.registerFile.updateMany({ where: { id, appliedAt: null }, data: { appliedAt: now } });
    if (count === 0) throw new Refusal('register-file-must-be-open');
  });
  return changes.length;
}
