/** Who looks after an incident, and what people write about it. */
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Transaction } from './database.ts';
import { addEntry } from './incident-entries.ts';
import { visibleTo } from './visibility.ts';

/**
 * The incident is looked after by this person, or by nobody, from now on; its history says so.
 *
 * Refuses: `incident-must-exist`, `incident-must-be-open`, `owner-must-be-staff`.
 */
export async function giveOwner(
  tx: Transaction,
  reader: Reader,
  incidentId: string,
  ownerId: string | null,
  actorId: string,
  now: Date,
): Promise<void> {
  const incident = await lock(tx, reader, incidentId);
  if (incident.closedAt !== null) throw new Refusal('incident-must-be-open');
  const owner = ownerId === null ? null : await tx.user.findUnique({ where: { id: ownerId } });
  if (ownerId !== null && (owner === null || owner.contractorId !== null || owner.deactivatedAt !== null))
    throw new Refusal('owner-must-be-staff', { field: 'ownerId' });
  await tx.incident.update({ where: { id: incidentId }, data: { ownerId } });
  const kind = ownerId === null ? 'left' : 'taken';
  await addEntry(tx, { incidentId, kind, actorId, words: owner?.name ?? null }, now);
}

/** What somebody writes stands in the history. Refuses: `incident-must-exist`. */
export async function comment(
  tx: Transaction,
  reader: Reader,
  incidentId: string,
  words: string,
  actorId: string,
  now: Date,
): Promise<void> {
  await lock(tx, reader, incidentId);
  await addEntry(tx, { incidentId, kind: 'comment', actorId, words }, now);
}

async function lock(tx: Transaction, reader: Reader, id: string) {
  await tx.$queryRaw`SELECT 1 FROM incident WHERE id = ${id}::uuid FOR UPDATE`;
  const incident = await tx.incident.findFirst({ where: { id, guarantee: visibleTo(reader) } });
  if (incident === null) throw new Refusal('incident-must-exist');
  return incident;
}
