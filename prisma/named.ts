/** Authorities and contractors by a part of their name, found by its characters and pairs as words in lists are. */
import { type Database, plannedForItsValues, type Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';

const most = 1000;

/** The ids of those whose name holds the text, whatever its width, case, kana and spaces; null where none was given. */
export async function named(
  db: Database | Transaction,
  table: 'authority' | 'contractor',
  text: string | undefined,
): Promise<readonly string[] | null> {
  if (text === undefined || text.trim() === '') return null;
  const rows = await db.$queryRaw<{ id: string }[]>`${plannedForItsValues}
    SELECT id::text AS id FROM ${Prisma.raw(table)}
    WHERE search_grams(search_key(name)) @> search_word_grams(search_key(${text}))
      AND strpos(search_key(name), search_key(${text})) > 0 LIMIT ${most}`;
  return rows.map(({ id }) => id);
}
