/** Searches of the lists that a person keeps under names of their own. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/refusals.ts';
import type { Database } from './database.ts';

export const savedLists = ['guarantees', 'issued'] as const;
export type SavedList = (typeof savedLists)[number];

const mostSaved = 20;

/** The person's own, by name. */
export function savedSearches(db: Database, userId: string, list: SavedList) {
  const select = { id: true, name: true, query: true } as const;
  return db.savedSearch.findMany({ where: { userId, list }, orderBy: { name: 'asc' }, select });
}

/** Keeps the search; under a name that is there already, in its place. Refuses: `saved-searches-must-be-few`. */
export async function saveSearch(
  db: Database,
  { userId, list, name, query }: { userId: string; list: SavedList; name: string; query: string },
  now: Date,
): Promise<void> {
  const where = { userId_list_name: { userId, list, name } };
  const others = await db.savedSearch.count({ where: { userId, list, name: { not: name } } });
  if (others >= mostSaved) throw new Refusal('saved-searches-must-be-few', { field: 'name' });
  const saved = { query, savedAt: now };
  await db.savedSearch.upsert({ where, create: { id: randomUUID(), userId, list, name, ...saved }, update: saved });
}

/** Takes the person's own search away; false where there is none, or another's. */
export async function removeSearch(db: Database, userId: string, list: SavedList, id: string): Promise<boolean> {
  return (await db.savedSearch.deleteMany({ where: { id, userId, list } })).count > 0;
}
