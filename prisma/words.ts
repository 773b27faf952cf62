/** Free text in lists: words of any length, one character too, found by an index of characters and pairs of neighbours. */
import { Prisma } from './generated/client.ts';

const mostWords = 8;

/**
 * The condition that a guarantee's numbers and names hold each of the words, whatever their width, case, kana, spaces and
 * hyphens; none where nothing was asked for. `of` is the column with the guarantee's id, `contractorId` the one company
 * that it is asked for, if it is one.
 */
export function holdsWords(words: string, of: Prisma.Sql, contractorId: string | undefined): Prisma.Sql[] {
  const keys = words
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => /[^‐‑‒–—―−-]/.test(word))
    .slice(0, mostWords)
    .map((word) => Prisma.sql`search_key(${word})`);
  if (keys.length === 0) return [];
  const grams = Prisma.join(
    keys.map((key) => Prisma.sql`search_word_grams(${key})`),
    ' || ',
  );
  const conditions = [
    Prisma.sql`search_grams(document) @> (${grams})`,
    ...keys.map((key) => Prisma.sql`strpos(document, ${key}) > 0`),
  ];
  if (contractorId !== undefined) conditions.push(Prisma.sql`contractor_id = ${contractorId}::uuid`);
  return [Prisma.sql`${of} IN (SELECT guarantee_id FROM guarantee_search WHERE ${Prisma.join(conditions, ' AND ')})`];
}
