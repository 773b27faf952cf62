/** The history of registers: what was changed, when, by whom and why; what is planned. */
import type { RegisterRow } from '../domain/registers/register.ts';
import type { Database } from './database.ts';
import { toDay } from './days.ts';

/** What happened to a row, or to a whole register, and what is planned: newest first. */
export async function registerChanges(
  db: Database,
  of: { register: string; rowKey?: string; state?: string },
  limit: number,
) {
  const rows = await db.registerChange.findMany({
    where: of,
    orderBy: [{ madeAt: 'desc' }, { id: 'asc' }],
    take: limit,
  });
  const people = await db.user.findMany({
    where: { id: { in: rows.map(({ byId }) => byId) } },
    select: { id: true, name: true },
  });
  return rows.map(({ appliesOn, byId, before, after, ...row }) => ({
    ...row,
    before: before as RegisterRow | null,
    after: after as RegisterRow | null,
    appliesOn: toDay(appliesOn),
    by: people.find(({ id }) => id === byId)?.name ?? '',
  }));
}
