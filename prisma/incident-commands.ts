/** Retry and resolve: commands that name an incident. */
import { type Actor, holds } from '../domain/people.ts';
import type { RefusalName } from '../domain/refusals.ts';
import { type Command, wordsBy } from './commands.ts';
import type { Transaction } from './database.ts';
import { appendEvents } from './events.ts';
import type { WholeRevision } from './revisions.ts';
import { giveUpSending } from './sending-mails.ts';

/**
 * Records a retry or a resolution of an open incident; returns the name of the refusal with nothing changed, or null.
 * Only a mail can be resolved: a posting, a printing, an issuance is never skipped.
 */
export async function recordIncidentCommand(
  tx: Transaction,
  revision: WholeRevision,
  command: Command,
  actor: Actor,
  now: Date,
): Promise<RefusalName | null> {
  if (!holds(actor, 'operator')) return 'role-must-allow-this';
  const incident = await tx.incident.findUnique({ where: { id: command.incidentId as string } });
  if (incident === null || incident.closedAt !== null) return 'incident-must-be-open';
  if (command.name === 'resolve' && incident.mailId === null) return 'step-must-allow-resolution';
  if (command.name === 'resolve') {
    await tx.mail.updateMany({
      where: { id: incident.mailId as string, state: 'waiting' },
      data: { state: 'skipped' },
    });
    await giveUpSending(tx, incident.mailId as string);
    await tx.incident.update({ where: { id: incident.id }, data: { state: 'resolved', closedAt: now } });
  } else {
    await tx.incident.update({ where: { id: incident.id }, data: { state: 'retrying' } });
  }
  const content = { incidentId: incident.id, commandId: command.id, ...wordsBy(command) };
  await appendEvents(
    tx,
    revision,
    [{ revision: revision.number, kind: command.name, actorId: command.userId, content }],
    now,
  );
  return null;
}
