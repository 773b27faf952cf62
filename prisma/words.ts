/** Free text in lists: words of any length, one character too, found by an index of characters and pairs of neighbours. */
import { Prisma } from './generated/client.ts';
import type { Loose } from './keyset.ts';

const mostWords = 8;

/** The one company or branch whose guarantees alone are asked for, where it is one: its index narrows the words. */
export interface Of {
  readonly contractorId?: string | undefined;
  readonly branchId?: string | undefined;
}

/**
 * The condition that a guarantee's numbers and names hold each of the words, whatever their width, case, kana, spaces and
 * hyphens; none where nothing was asked for. `id` is the column with the guarantee's id.
 */
export function holdsWords(words: string, id: Prisma.Sql, of: Of): Prisma.Sql[] {
  return looselyHoldsWords(words, id, of).map(({ byIndex }) => byIndex);
}

/** The same, to find such rows and to look at one. */
export function looselyHoldsWords(words: string, id: Prisma.Sql, of: Of): Loose[] {
  const found = withWords(words, of);
  if (found === null) return [];
  return [
    {
      byIndex: Prisma.sql`${id} IN (SELECT guarantee_id FROM guarantee_search WHERE ${found})`,
      byRow: Prisma.sql`(SELECT ${holds(keysOf(words))} FROM guarantee_search WHERE guarantee_id = ${id})`,
    },
  ];
}

/** The condition on rows of guarantee_search, by its index; null where nothing was asked for. */
export function withWords(words: string, { contractorId, branchId }: Of): Prisma.Sql | null {
  const keys = keysOf(words);
  if (keys.length === 0) return null;
  const grams = Prisma.join(
    keys.map((key) => Prisma.sql`search_word_grams(${key})`),
    ' || ',
  );
  const wanted = [Prisma.sql`search_grams(document) @> (${grams})`, holds(keys)];
  if (contractorId !== undefined) wanted.push(Prisma.sql`contractor_id = ${contractorId}::uuid`);
  if (branchId !== undefined) wanted.push(Prisma.sql`ARRAY[branch_id] @> ARRAY[${branchId}]`);
  return Prisma.join(wanted, ' AND ');
}

function holds(keys: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join(
    keys.map((key) => Prisma.sql`strpos(document, ${key}) > 0`),
    ' AND ',
  );
}

function keysOf(words: string): Prisma.Sql[] {
  return split(words)
    .slice(0, mostWords)
    .map((word) => Prisma.sql`search_key(${word})`);
}

/** Whether there are more words than are looked for. */
export function areTooManyWords(words: string): boolean {
  return split(words).length > mostWords;
}

function split(words: string): string[] {
  return words
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => /[^‐‑‒–—―−-]/.test(word));
}
