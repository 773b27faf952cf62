/** A hand-over of staff: kept as it was uploaded, looked at, confirmed, and applied as a whole, at once or on its day. */
import { randomUUID } from 'node:crypto';
import { compareDays, day, dayInJapan } from '../../domain/dates.ts';
import { Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { rightNames } from '../rights.ts';
import type { Services } from '../services.ts';
import { openDepartments } from './departments.ts';
import { type FileProblem, type HandoverRow, readHandover } from './handover-file.ts';
import { type Keeper, keep, type Tables } from './keeping.ts';
import { createUser, deactivate, usersOf, writeUser } from './users.ts';

/** What a hand-over changes, by names as they stand. */
export interface Plan {
  readonly joining: readonly { name: string; email: string; departments: string; right: string }[];
  readonly changing: readonly { name: string; changes: readonly { label: string; from: string; to: string }[] }[];
  readonly leaving: readonly { name: string; email: string; departments: string }[];
  readonly staying: number;
}

/** The file is kept, to be looked at; returns its id, or its problems. Refuses: `handover-must-be-a-csv-of-ours`. */
export async function uploadHandover(
  { database, now }: Services,
  { userId, authorityId }: Keeper,
  bytes: Uint8Array,
): Promise<{ id: string } | { problems: readonly FileProblem[] }> {
  const present = {
    users: await usersOf(database, authorityId),
    departments: await openDepartments(database, authorityId),
  };
  const { rows, problems } = readHandover(bytes, present);
  const emails = rows.map(({ email }) => email);
  const taken = await database.authorityUser.findMany({
    where: { email: { in: emails }, authorityId: { not: authorityId } },
    select: { email: true },
  });
  const foreign = taken.map(({ email }) => ({
    row: emails.indexOf(email) + 2,
    column: 'メールアドレス',
    sentence: 'このメールアドレスは使えません。別のアドレスにしてください。',
  }));
  if (problems.length + foreign.length > 0)
    return { problems: [...problems, ...foreign].sort((a, b) => a.row - b.row) };
  const id = randomUUID();
  await database.handover.create({
    data: { id, authorityId, uploadedById: userId, uploadedAt: now(), rows: rows as never },
  });
  return { id };
}

/** The hand-over of the keeper's own authority. Refuses: `address-must-exist`. */
export async function findHandover(database: Database, { authorityId }: Pick<Keeper, 'authorityId'>, id: string) {
  const found = await database.handover.findFirst({ where: { id, authorityId } });
  if (found === null) throw new Refusal('address-must-exist');
  return { ...found, rows: found.rows as unknown as readonly HandoverRow[] };
}

/** What it would change if it were applied now. */
export async function planOf(database: Database, authorityId: string, rows: readonly HandoverRow[]): Promise<Plan> {
  const departments = await database.department.findMany({ where: { authorityId } });
  const named = (ids: readonly string[]) =>
    ids.map((id) => departments.find((department) => department.id === id)?.name ?? '').join('、');
  const active = (await usersOf(database, authorityId)).filter(({ deactivatedAt }) => deactivatedAt === null);
  const changing = rows.flatMap((row) => {
    const user = active.find(({ id }) => id === row.userId);
    if (user === undefined) return [];
    const changes = [
      { label: '氏名', from: user.name, to: row.name },
      { label: 'メールアドレス', from: user.email, to: row.email },
      { label: '部署', from: named(user.departments.map(({ id }) => id)), to: named(row.departmentIds) },
      { label: '権限', from: rightNames[user.right], to: rightNames[row.right] },
    ].filter(({ from, to }) => from !== to);
    return [{ name: user.name, changes }];
  });
  return {
    joining: rows
      .filter(({ userId }) => userId === null)
      .map(({ name, email, departmentIds, right }) => ({
        name,
        email,
        departments: named(departmentIds),
        right: rightNames[right],
      })),
    changing: changing.filter(({ changes }) => changes.length > 0),
    leaving: active
      .filter(({ id }) => !rows.some(({ userId }) => userId === id))
      .map(({ name, email, departments: own }) => ({ name, email, departments: named(own.map(({ id }) => id)) })),
    staying: changing.filter(({ changes }) => changes.length === 0).length,
  };
}

/**
 * The hand-over is applied, or waits for its day. Returns whether it is applied.
 *
 * Refuses: `handover-must-be-open`, `handover-day-must-not-be-past`, and what applying refuses.
 */
export async function confirmHandover(
  services: Services,
  keeper: Keeper,
  id: string,
  effectiveOn: string | null,
): Promise<boolean> {
  const today = dayInJapan(services.now());
  const on = effectiveOn === null ? today : day(effectiveOn);
  if (compareDays(on, today) < 0) throw new Refusal('handover-day-must-not-be-past', { field: 'effectiveOn' });
  const isNow = compareDays(on, today) === 0;
  await keep(services, keeper, async (tables) => {
    const handover = await openHandover(tables, keeper, id);
    if (isNow)
      await apply(tables, keeper.authorityId, handover.rows as unknown as readonly HandoverRow[], services.now());
    await tables.handover.update({
      where: { id },
      data: { effectiveOn: new Date(`${on}T00:00:00Z`), problem: null, appliedAt: isNow ? services.now() : null },
    });
    return { kind: isNow ? 'handover-applied' : 'handover-confirmed', subject: on, result: undefined };
  });
  return isNow;
}

/** Refuses: `handover-must-be-open`, `address-must-exist`. */
export async function cancelHandover(services: Services, keeper: Keeper, id: string): Promise<void> {
  await keep(services, keeper, async (tables) => {
    await openHandover(tables, keeper, id);
    await tables.handover.update({ where: { id }, data: { cancelledAt: services.now() } });
    return { kind: 'handover-cancelled', subject: '', result: undefined };
  });
}

/** Hand-overs whose day has come are applied, under the name of whoever uploaded them; one that is refused says why, and waits. */
export async function applyDueHandovers(services: Services): Promise<void> {
  const today = new Date(`${dayInJapan(services.now())}T00:00:00Z`);
  const due = await services.database.handover.findMany({
    where: { effectiveOn: { lte: today }, appliedAt: null, cancelledAt: null, problem: null },
    orderBy: { uploadedAt: 'asc' },
  });
  for (const { id, authorityId, uploadedById } of due) {
    try {
      await confirmHandover(services, { userId: uploadedById, authorityId }, id, null);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.refusal === 'handover-must-be-open') continue;
      await services.database.handover.update({ where: { id }, data: { problem: error.pattern } });
    }
  }
}

async function openHandover(tables: Tables, { authorityId }: Keeper, id: string) {
  const found = await tables.handover.findFirst({ where: { id, authorityId } });
  if (found === null) throw new Refusal('address-must-exist');
  if (found.appliedAt !== null || found.cancelledAt !== null) throw new Refusal('handover-must-be-open');
  return found;
}

/** Who leaves goes first, so that the address is free for the successor. Refuses: `handover-must-fit-the-present`. */
async function apply(tables: Tables, authorityId: string, rows: readonly HandoverRow[], at: Date): Promise<void> {
  const active = await tables.authorityUser.findMany({ where: { authorityId, deactivatedAt: null } });
  const open = await tables.department.findMany({ where: { authorityId, closedAt: null }, select: { id: true } });
  const isKnown = ({ userId, departmentIds }: HandoverRow) =>
    (userId === null || active.some(({ id }) => id === userId)) &&
    departmentIds.every((departmentId) => open.some(({ id }) => id === departmentId));
  const staying = new Set(rows.map(({ userId }) => userId));
  for (const { id } of active) if (!staying.has(id)) await deactivate(tables, id, at);
  const own = active.map(({ id }) => id);
  const taken = await tables.authorityUser.count({
    where: { email: { in: rows.map(({ email }) => email) }, id: { notIn: own } },
  });
  if (taken > 0 || !rows.every(isKnown)) throw new Refusal('handover-must-fit-the-present');
  // Two people may exchange their addresses.
  for (const { userId } of rows)
    if (userId !== null)
      await tables.authorityUser.update({ where: { id: userId }, data: { email: `${userId}@moving.invalid` } });
  for (const row of rows) {
    if (row.userId === null) await createUser(tables, authorityId, row);
    else await writeUser(tables, row.userId, row);
  }
}
