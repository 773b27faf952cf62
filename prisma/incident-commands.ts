/** Retry and resolve: commands that name an incident. */
import type { Actor } from '../domain/people.ts';
import type { RefusalName } from '../domain/refusals.ts';
import { resolutionRefusal } from '../domain/resolutions.ts';
import { mayReview } from '../domain/review.ts';
import { mayDo } from '../domain/staff-rights.ts';
import type { Step } from '../domain/steps.ts';
import { bulkRetryOf } from './bulk-retry-keys.ts';
import { type Command, wordsBy } from './commands.ts';
import type { Transaction } from './database.ts';
import { appendEvents } from './events.ts';
import type { Incident } from './generated/client.ts';
import { addEntry, type EntryKind } from './incident-entries.ts';
import type { WholeRevision } from './revisions.ts';
import { giveUpSending } from './sending-mails.ts';
import { isSubmission } from './sent-mails.ts';

/**
 * Records a retry or a resolution of an open incident; returns the name of the refusal with nothing changed, or null.
 * What the rules of domain/resolutions.ts do not allow is refused: a posting, a printing, an issuance is never skipped. Nobody
 * decides how a case of a company goes on that they are connected with; trying the same once more decides nothing.
 */
export async function recordIncidentCommand(
  tx: Transaction,
  revision: WholeRevision,
  command: Command,
  actor: Actor,
  now: Date,
): Promise<RefusalName | null> {
  if (!mayDo(actor, 'free-stuck')) return 'role-must-allow-this';
  const incident = await tx.incident.findUnique({ where: { id: command.incidentId as string } });
  if (incident === null || incident.closedAt !== null) return 'incident-must-be-open';
  const said = command.content as { reason?: string; mailAddress?: string };
  if (command.name === 'resolve') {
    if (!mayReview(actor, revision.guarantee.contractorId)) return 'resolver-must-not-act-for-contractor';
    const refusal = resolutionRefusal(incident.step as Step, said);
    if (refusal !== null) return refusal;
    if (said.mailAddress !== undefined && (await isSubmission(tx, incident.mailId as string)))
      return 'submission-address-must-come-from-the-register';
  }
  const kind = await settle(tx, incident, command.name, said, now);
  const entry = { incidentId: incident.id, kind, actorId: command.userId, words: said.reason ?? null };
  const bulkRetryId = bulkRetryOf(command);
  await addEntry(tx, { ...entry, bulkRetryId }, now);
  const inBulk = bulkRetryId === null ? {} : { bulkRetryId };
  const content = { incidentId: incident.id, commandId: command.id, ...inBulk, ...wordsBy(command) };
  await appendEvents(
    tx,
    revision,
    [{ revision: revision.number, kind: command.name, actorId: command.userId, content }],
    now,
  );
  return null;
}

/** What the tables hold from now on, so that the effect, run once more, does what was decided. */
async function settle(
  tx: Transaction,
  { id, mailId }: Incident,
  name: string,
  { mailAddress }: { mailAddress?: string },
  now: Date,
): Promise<EntryKind> {
  if (name === 'retry' || mailAddress !== undefined) {
    if (mailAddress !== undefined) {
      const waiting = { id: mailId as string, state: 'waiting' };
      await tx.mail.updateMany({ where: waiting, data: { toAddress: mailAddress } });
    }
    await tx.incident.update({ where: { id }, data: { state: 'retrying' } });
    return mailAddress === undefined ? 'retried' : 'corrected';
  }
  await tx.mail.updateMany({ where: { id: mailId as string, state: 'waiting' }, data: { state: 'skipped' } });
  await giveUpSending(tx, mailId as string);
  await tx.incident.update({ where: { id }, data: { state: 'resolved', closedAt: now } });
  return 'resolved';
}
