/** 発注者の登録簿: authorities and their departments, found by name or reading whatever the kana, and by prefecture. */
import type { AcceptanceRule } from '../domain/acceptance.ts';
import { kanaKey } from '../domain/text.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { countUpTo, keysetPage, type Listing, type Page, type Turn } from './keyset.ts';
import { acceptanceRulesOf } from './registers.ts';

export interface AuthoritySearch {
  readonly words: string;
  /** Empty: all. */
  readonly prefecture: string;
}

export interface ListedAuthority {
  readonly id: string;
  readonly name: string;
  readonly reading: string;
  readonly prefecture: string;
  readonly class: string;
  readonly departments: readonly { readonly id: string; readonly name: string; readonly reading: string }[];
  readonly rules: readonly AcceptanceRule[];
}

type Row = Omit<ListedAuthority, 'departments' | 'rules'>;

/** One page of them, by reading, each with its departments and rules. */
export async function listAuthorities(
  db: Database,
  search: AuthoritySearch,
  turn: Turn,
): Promise<Page<ListedAuthority>> {
  const page = await keysetPage<Row>(db, listing(search), turn);
  const ids = page.rows.map(({ id }) => id);
  const [departments, rules] = await Promise.all([
    db.department.findMany({ where: { authorityId: { in: ids } }, orderBy: { reading: 'asc' } }),
    acceptanceRulesOf(db, ids),
  ]);
  const rows = page.rows.map((row) => ({
    ...row,
    departments: departments.filter(({ authorityId }) => authorityId === row.id),
    rules: rules.filter(({ authorityId }) => authorityId === row.id),
  }));
  return { ...page, rows };
}

export function countAuthorities(db: Database, search: AuthoritySearch, limit: number): Promise<number> {
  return countUpTo(db, listing(search), limit);
}

/** The first of them by reading, with the one that is chosen already whether it fits or not; and how many fit. */
export async function authorityChoices(db: Database, search: AuthoritySearch, chosenId: string, limit: number) {
  const [{ rows }, count, chosen] = await Promise.all([
    keysetPage<Row>(db, listing(search), { limit }),
    countUpTo(db, listing(search), countedUpTo + 1),
    db.authority.findUnique({ where: { id: chosenId } }),
  ]);
  const others = rows.filter(({ id }) => id !== chosenId);
  return { count, authorities: chosen === null ? others : [chosen, ...others] };
}

/** Beyond this nobody is told how many: the search is to be narrowed. */
const countedUpTo = 1000;

/** The prefectures that authorities of the register lie in. */
export async function prefectures(db: Database): Promise<string[]> {
  const rows = await db.authority.findMany({ distinct: ['prefecture'], select: { prefecture: true } });
  return rows.map(({ prefecture }) => prefecture).sort();
}

function listing({ words, prefecture }: AuthoritySearch): Listing {
  return {
    columns: Prisma.sql`authority.id, authority.name, authority.reading, authority.prefecture, authority.class`,
    from: Prisma.sql`authority`,
    scope: Prisma.sql`true`,
    conditions: [
      ...(prefecture === '' ? [] : [Prisma.sql`authority.prefecture = ${prefecture}`]),
      ...words
        .split(/\s+/)
        .map(kanaKey)
        .filter((key) => key !== '')
        .slice(0, 8)
        .map((key) => Prisma.sql`strpos(${searched}, ${key}) > 0`),
    ],
    keys: [Prisma.sql`authority.reading`, Prisma.sql`authority.id`],
    descending: false,
    rowOf: (cursor) => Prisma.sql`authority.id = ${cursor}`,
  };
}

const hiragana = String.fromCodePoint(...Array.from({ length: 0x3097 - 0x3041 }, (_, index) => 0x3041 + index));
const katakana = String.fromCodePoint(...Array.from({ length: 0x3097 - 0x3041 }, (_, index) => 0x30a1 + index));

/** Names and readings of the authority and its departments as `kanaKey` writes them. */
const searched = Prisma.sql`translate(upper(normalize(concat_ws(' ', authority.name, authority.reading, (
  SELECT string_agg(concat_ws(' ', department.name, department.reading), ' ')
  FROM department WHERE department.authority_id = authority.id)), NFKC)), ${hiragana}, ${katakana})`;
