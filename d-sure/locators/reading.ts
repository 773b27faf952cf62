/** A locator as its authority's people see it, and the record that they saw it, or its password. */
import { randomUUID } from 'node:crypto';
import type { LocatorKind, LocatorState } from '../../domain/locator.ts';
import { Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import type { Person } from '../person.ts';
import type { Services } from '../services.ts';
import type { ChangedLine } from './changed-lines.ts';
import { openPassword } from './password-seal.ts';

/** What is read of it: everything but the password. */
const shownFields = {
  id: true,
  url: true,
  kind: true,
  insurer: true,
  projectName: true,
  contractor: true,
  amountYen: true,
  memo: true,
  state: true,
  addedAt: true,
} as const;

/** A listed locator of this person's authority. Refuses: `address-must-exist`, alike for missing, removed and another's. */
export async function findLocator(database: Database, { authorityId }: Pick<Person, 'authorityId'>, id: string) {
  const found = await database.locator.findFirst({
    where: { id, authorityId, removedAt: null },
    select: shownFields,
  });
  if (found === null) throw new Refusal('address-must-exist');
  return { ...found, kind: found.kind as LocatorKind, state: found.state as LocatorState };
}

/** The view is on record. */
export async function recordLocatorView(
  { database, now }: Services,
  { userId }: Person,
  locatorId: string,
  what: 'page' | 'password',
): Promise<void> {
  await database.locatorView.create({ data: { id: randomUUID(), locatorId, userId, what, viewedAt: now() } });
}

/**
 * The viewing password, for showing it once. That this person saw it is on record before it leaves.
 *
 * Refuses: `address-must-exist`, `locator-password-must-be-readable` where the platform's secret was changed since.
 */
export async function showPassword(services: Services, secret: string, person: Person, id: string): Promise<string> {
  const password = await keptPassword(services.database, secret, person, id);
  if (password === null) throw new Refusal('locator-password-must-be-readable');
  await recordLocatorView(services, person, id, 'password');
  return password;
}

/** The password as it is kept, null where it cannot be read; never for a page. Refuses: `address-must-exist`. */
export async function keptPassword(
  database: Pick<Database, 'locator'>,
  secret: string,
  { authorityId }: Pick<Person, 'authorityId'>,
  id: string,
): Promise<string | null> {
  const row = await database.locator.findFirst({
    where: { id, authorityId, removedAt: null },
    select: { sealedPassword: true },
  });
  if (row === null) throw new Refusal('address-must-exist');
  return openPassword(secret, id, row.sealedPassword);
}

/** Who saw it, page or password, newest first, the last fifty. */
export async function locatorViews(database: Database, locatorId: string) {
  const views = await database.locatorView.findMany({
    where: { locatorId },
    orderBy: [{ viewedAt: 'desc' }, { id: 'asc' }],
    take: 50,
    include: { user: { select: { name: true } } },
  });
  return views.map(({ user, what, viewedAt }) => ({ name: user.name, what, viewedAt }));
}

/** The id of what was last done to it: the same as long as nobody does anything. */
export async function newestChange(database: Pick<Database, 'locatorChange'>, locatorId: string): Promise<string> {
  const { id } = await database.locatorChange.findFirstOrThrow({
    where: { locatorId },
    orderBy: newestFirst,
    select: { id: true },
  });
  return id;
}

const newestFirst = [{ at: 'desc' as const }, { id: 'asc' as const }];

/** What was done to it, newest first. */
export async function locatorChanges(database: Database, locatorId: string) {
  const changes = await database.locatorChange.findMany({
    where: { locatorId },
    orderBy: newestFirst,
    take: 200,
  });
  return changes.map(({ kind, lines, by, at }) => ({ kind, lines: lines as unknown as ChangedLine[], by, at }));
}
