/** Free text in lists: words of any length, one character too, found by an index of characters and pairs of neighbours. */
import { Prisma } from './generated/client.ts';
import type { Loose } from './keyset.ts';

const mostWords = 8;

/**
 * The condition that a guarantee's numbers and names hold each of the words, whatever their width, case, kana, spaces and
 * hyphens; none where nothing was asked for. `of` is the column with the guarantee's id, `contractorId` the one company
 * that it is asked for, if it is one.
 */
export function holdsWords(words: string, of: Prisma.Sql, contractorId: string | undefined): Prisma.Sql[] {
  return looselyHoldsWords(words, of, contractorId).map(({ byIndex }) => byIndex);
}

/** The same, to find such rows and to look at one. */
export function looselyHoldsWords(words: string, of: Prisma.Sql, contractorId: string | undefined): Loose[] {
  const keys = keysOf(words);
  if (keys.length === 0) return [];
  const grams = Prisma.join(
    keys.map((key) => Prisma.sql`search_word_grams(${key})`),
    ' || ',
  );
  const holds = Prisma.join(
    keys.map((key) => Prisma.sql`strpos(document, ${key}) > 0`),
    ' AND ',
  );
  const own = contractorId === undefined ? Prisma.empty : Prisma.sql`AND contractor_id = ${contractorId}::uuid`;
  return [
    {
      byIndex: Prisma.sql`${of} IN (
        SELECT guarantee_id FROM guarantee_search WHERE search_grams(document) @> (${grams}) AND ${holds} ${own})`,
      byRow: Prisma.sql`(SELECT ${holds} FROM guarantee_search WHERE guarantee_id = ${of})`,
    },
  ];
}

function keysOf(words: string): Prisma.Sql[] {
  return words
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => /[^‐‑‒–—―−-]/.test(word))
    .slice(0, mostWords)
    .map((word) => Prisma.sql`search_key(${word})`);
}
