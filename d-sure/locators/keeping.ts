/** What officers and administrators do with locators: add, change, say how far they are, remove. Each act is on record with what stood before. */
import { randomUUID } from 'node:crypto';
import { type LocatorState, readLocator, type TypedLocator } from '../../domain/locator.ts';
import { Refusal } from '../../domain/refusals.ts';
import type { Transaction } from '../database.ts';
import type { Person } from '../person.ts';
import type { Services } from '../services.ts';
import { type ChangedLine, changedLines, type Noted } from './changed-lines.ts';
import { openPassword, sealPassword } from './password-seal.ts';
import { newestChange } from './reading.ts';

/** Beside what was typed: that the same URL stands for another guarantee, too. */
export interface Choices {
  readonly isAnother: boolean;
}

/** And of a change, the newest change that the form knew of: see `newestChange`. */
export interface SeenChoices extends Choices {
  readonly seenChange: string;
}

/**
 * The locator is listed for the person's authority. The same form (`id`) sent twice adds one.
 *
 * Refuses: those of `readLocator`, `locator-url-must-be-new`, `form-must-be-from-this-page` for an id that is somebody else's.
 */
export async function addLocator(
  services: Services,
  secret: string,
  person: Person,
  id: string,
  typed: TypedLocator,
  choices: Choices,
): Promise<void> {
  const { password, ...noted } = readLocator(typed, null);
  const { authorityId } = person;
  await services.database.$transaction(async (tables) => {
    await lockAuthority(tables, authorityId);
    const twin = await tables.locator.findUnique({ where: { id }, select: { authorityId: true } });
    if (twin?.authorityId === authorityId) return;
    if (twin !== null) throw new Refusal('form-must-be-from-this-page');
    if (!choices.isAnother) await refuseKnownUrl(tables, authorityId, noted.url, id);
    await tables.locator.create({
      data: {
        id,
        authorityId,
        ...noted,
        amountYen: asBigInt(noted.amountYen),
        sealedPassword: sealPassword(secret, id, password),
        addedAt: services.now(),
      },
    });
    await record(tables, services, person, id, 'added', []);
  });
}

/**
 * The locator says what was typed; an empty password leaves the one it has. Another URL is another paper: it is unconfirmed again.
 * Returns whether anything changed.
 *
 * Refuses: `address-must-exist`, those of `readLocator`, `locator-url-must-be-new`, `locator-must-be-as-shown` where somebody
 * else did something to it since the form was shown.
 */
export async function changeLocator(
  services: Services,
  secret: string,
  person: Person,
  id: string,
  typed: TypedLocator,
  choices: SeenChoices,
): Promise<boolean> {
  return services.database.$transaction(async (tables) => {
    await lockAuthority(tables, person.authorityId);
    const { sealedPassword, ...before } = await lockedLocator(tables, person, id);
    const kept = openPassword(secret, id, sealedPassword);
    const { password, ...noted } = readLocator(typed, kept);
    const urlDiffers = noted.url !== before.url;
    if (urlDiffers && !choices.isAnother) await refuseKnownUrl(tables, person.authorityId, noted.url, id);
    const state = urlDiffers ? 'unconfirmed' : before.state;
    const lines = changedLines(before, { ...noted, state }, password !== kept);
    if (lines.length === 0) return false;
    if ((await newestChange(tables, id)) !== choices.seenChange) throw new Refusal('locator-must-be-as-shown');
    await tables.locator.update({
      where: { id },
      data: {
        ...noted,
        state,
        amountYen: asBigInt(noted.amountYen),
        ...(password === kept ? {} : { sealedPassword: sealPassword(secret, id, password) }),
      },
    });
    await record(tables, services, person, id, 'changed', lines);
    return true;
  });
}

/** How far the authority is with it. Said twice, it is said once. Refuses: `address-must-exist`. */
export async function setLocatorState(
  services: Services,
  person: Person,
  id: string,
  state: LocatorState,
): Promise<void> {
  await services.database.$transaction(async (tables) => {
    const before = await lockedLocator(tables, person, id);
    const lines = changedLines(before, { ...before, state }, false);
    if (lines.length === 0) return;
    await tables.locator.update({ where: { id }, data: { state } });
    await record(tables, services, person, id, 'state-changed', lines);
  });
}

/** Nobody sees it any more; the row and its trail stay. Refuses: `address-must-exist`. */
export async function removeLocator(services: Services, person: Person, id: string): Promise<void> {
  await services.database.$transaction(async (tables) => {
    await lockedLocator(tables, person, id);
    await tables.locator.update({ where: { id }, data: { removedAt: services.now() } });
    await record(tables, services, person, id, 'removed', []);
  });
}

/** Two people who add the same URL at once come one after the other. */
async function lockAuthority(tables: Transaction, authorityId: string): Promise<void> {
  await tables.$queryRaw`SELECT 1 AS locked FROM authority WHERE id = ${authorityId} FOR NO KEY UPDATE`;
}

async function lockedLocator(
  tables: Transaction,
  { authorityId }: Person,
  id: string,
): Promise<Noted & { sealedPassword: Uint8Array }> {
  await tables.$queryRaw`SELECT 1 AS locked FROM locator WHERE id = ${id} AND authority_id = ${authorityId} FOR NO KEY UPDATE`;
  const row = await tables.locator.findFirst({ where: { id, authorityId, removedAt: null } });
  if (row === null) throw new Refusal('address-must-exist');
  return { ...row, kind: row.kind as Noted['kind'], state: row.state as LocatorState };
}

async function refuseKnownUrl(tables: Transaction, authorityId: string, url: string, id: string): Promise<void> {
  const known = await tables.locator.findFirst({
    where: { authorityId, url, removedAt: null, id: { not: id } },
    orderBy: { addedAt: 'asc' },
    select: { projectName: true },
  });
  if (known === null) return;
  throw new Refusal('locator-url-must-be-new', { field: 'url', values: { project: known.projectName } });
}

async function record(
  tables: Transaction,
  { now }: Services,
  { userId, by, name }: Person,
  locatorId: string,
  kind: 'added' | 'changed' | 'state-changed' | 'removed',
  lines: readonly ChangedLine[],
): Promise<void> {
  await tables.locatorChange.create({
    data: {
      id: randomUUID(),
      locatorId,
      userId,
      kind,
      lines: lines.map((line) => ({ ...line })),
      by: `${by} ${name}`,
      at: now(),
    },
  });
}

function asBigInt(amount: number | null): bigint | null {
  return amount === null ? null : BigInt(amount);
}
