/** The staff's people as a list: narrowed by words, role, branch and state, in the order of their names, by page. */
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { StaffRole } from '../domain/people.ts';
import type { Database } from './database.ts';
import { fromDay } from './days.ts';
import { Prisma } from './generated/client.ts';
import {
  columnsHoldWords,
  countUpTo,
  eachRow,
  keysetPage,
  type Listing,
  type Page,
  type Turn,
  uuidForm,
} from './keyset.ts';
import { type StaffUser, staffByIds } from './staff-users.ts';

/** in-use: whoever comes in, or was invited to. */
export const staffStates = ['in-use', 'active', 'invited', 'deactivated', 'all'] as const;
export type StaffState = (typeof staffStates)[number];

export interface StaffSearch {
  /** Parts of a name or an address. */
  readonly words: string;
  readonly role?: StaffRole | undefined;
  /** Who holds something there, or at every branch. */
  readonly branchId?: string | undefined;
  readonly state: StaffState;
}

interface Row {
  readonly id: string;
}

export async function staffPage(db: Database, search: StaffSearch, turn: Turn, now: Date): Promise<Page<StaffUser>> {
  const today = dayInJapan(now);
  const page = await keysetPage<Row>(db, listing(search, today), turn);
  return {
    ...page,
    rows: await staffByIds(
      db,
      page.rows.map(({ id }) => id),
      today,
    ),
  };
}

export function countStaff(db: Database, search: StaffSearch, limit: number, now: Date): Promise<number> {
  return countUpTo(db, listing(search, dayInJapan(now)), limit);
}

/** All of them, for a file. */
export async function staffFound(db: Database, search: StaffSearch, now: Date): Promise<readonly StaffUser[]> {
  const today = dayInJapan(now);
  const ids: string[] = [];
  for await (const { id } of eachRow<Row>(db, listing(search, today), ({ id }) => id)) ids.push(id);
  return staffByIds(db, ids, today);
}

const comesIn = Prisma.sql`(person.email IS NULL OR EXISTS (SELECT 1 FROM account WHERE account.user_id = person.id))`;

const inState: Readonly<Record<StaffState, Prisma.Sql>> = {
  'in-use': Prisma.sql`person.deactivated_at IS NULL`,
  active: Prisma.sql`person.deactivated_at IS NULL AND ${comesIn}`,
  invited: Prisma.sql`person.deactivated_at IS NULL AND NOT ${comesIn}`,
  deactivated: Prisma.sql`person.deactivated_at IS NOT NULL`,
  all: Prisma.sql`true`,
};

function listing({ words, role, branchId, state }: StaffSearch, today: Day): Listing {
  const ofRole = role === undefined ? Prisma.sql`true` : Prisma.sql`held.role = ${role}`;
  const ofBranch =
    branchId === undefined ? Prisma.sql`true` : Prisma.sql`(held.branch_id IS NULL OR held.branch_id = ${branchId})`;
  const held = Prisma.sql`EXISTS (
    SELECT 1 FROM staff_grant held WHERE held.user_id = person.id AND held.taken_at IS NULL
      AND (held.to_on IS NULL OR held.to_on >= ${fromDay(today)}::date) AND ${ofRole} AND ${ofBranch})`;
  return {
    columns: Prisma.sql`person.id`,
    from: Prisma.sql`"user" person`,
    scope: Prisma.sql`person.contractor_id IS NULL AND NOT ('contractor' = ANY (person.roles))`,
    conditions: [
      inState[state],
      ...(role === undefined && branchId === undefined ? [] : [held]),
      ...columnsHoldWords(words, [Prisma.sql`person.name`, Prisma.sql`person.email`]),
    ],
    keys: [Prisma.sql`person.name`, Prisma.sql`person.id`],
    descending: false,
    rowOf: (cursor) => (uuidForm.test(cursor) ? Prisma.sql`person.id = ${cursor}::uuid` : null),
  };
}
