/** Named views of the staff's lists: each person's own, and what others share. A view is an address; it shows nobody more than they see. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/refusals.ts';
import type { Database } from './database.ts';

const list = 'staff-guarantees';
const mostSaved = 50;

export interface StaffView {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
  readonly isOwn: boolean;
  /** Who shares it; null for the person's own. */
  readonly byName: string | null;
}

/** The person's own, then those of others that are shared, each by name. */
export async function staffViews(db: Database, userId: string): Promise<StaffView[]> {
  const rows = await db.savedSearch.findMany({
    where: { list, OR: [{ userId }, { shared: true }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  const ids = rows.map((row) => row.userId);
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const views = rows.map((row) => {
    const isOwn = row.userId === userId;
    const byName = isOwn ? null : (people.find(({ id }) => id === row.userId)?.name ?? '');
    return { id: row.id, name: row.name, query: row.query, shared: row.shared, isOwn, byName };
  });
  return [...views.filter(({ isOwn }) => isOwn), ...views.filter(({ isOwn }) => !isOwn)];
}

/** Keeps the view under its name; the person's own of that name gives way. Refuses: `saved-searches-must-be-few`. */
export async function saveStaffView(
  db: Database,
  { userId, name, query, shared }: { userId: string; name: string; query: string; shared: boolean },
  now: Date,
): Promise<void> {
  const others = await db.savedSearch.count({ where: { userId, list, name: { not: name } } });
  if (others >= mostSaved) throw new Refusal('saved-searches-must-be-few', { field: 'name' });
  const kept = { query, shared, savedAt: now };
  await db.savedSearch.upsert({
    where: { userId_list_name: { userId, list, name } },
    create: { id: randomUUID(), userId, list, name, ...kept },
    update: kept,
  });
}

/** Takes the person's own view away, from everybody; false where there is none, or another's. */
export async function removeStaffView(db: Database, userId: string, id: string): Promise<boolean> {
  return (await db.savedSearch.deleteMany({ where: { id, userId, list } })).count > 0;
}
