/** What authorities did at D-Sure: rows and the feed's cursor in one transaction. */
import type { AuthorityResponseFact } from '../domain/authority-response.ts';
import { acceptCommand, serviceClient } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents } from './events.ts';
import { lockInOrder, storePage } from './feeds.ts';
import { addMail } from './mails.ts';
import { lockRevision, stageOf, type WholeRevision } from './revisions.ts';

/**
 * Stores a page of the feed and moves the cursor with it. Returns the mails that it caused. A page read twice changes
 * nothing. An acceptance that comes while the revision still waits implies the submission; a correction asked is told
 * to the contractor by mail in any case.
 */
export async function storeResponses(
  db: Database,
  after: string | null,
  page: { responses: readonly AuthorityResponseFact[]; cursor: string | null },
  now: Date,
): Promise<string[]> {
  const { responses, cursor } = page;
  const stored = await storePage(db, { feed: 'd-sure-responses', after, cursor }, now, async (tx) => {
    await lockInOrder(tx, responses);
    const mails: string[] = [];
    for (const response of responses) mails.push(...(await storeResponse(tx, response, now)));
    return mails;
  });
  return stored ?? [];
}

async function storeResponse(tx: Transaction, response: AuthorityResponseFact, now: Date): Promise<string[]> {
  const guarantee = await tx.guarantee.findUnique({
    where: { guaranteeNumber: response.guaranteeNumber },
    select: { id: true },
  });
  if (guarantee === null) return []; // another installation's certificate on the same platform
  const known = { guaranteeId: guarantee.id, number: response.revision };
  if ((await tx.revision.count({ where: known })) === 0) return []; // posted by what a restored database forgot
  const revision = await lockRevision(tx, { guaranteeId: guarantee.id, revision: response.revision, epoch: null });
  const { id, kind, reason, by, at: respondedAt } = response;
  const row = { id, guaranteeId: guarantee.id, revision: response.revision, kind, reason, by, respondedAt };
  const { count } = await tx.authorityResponse.createMany({ data: row, skipDuplicates: true });
  if (count === 0) return [];
  const content = { responseId: id, reason, by };
  await appendEvents(
    tx,
    revision,
    [{ revision: revision.number, kind: `authority-${kind}`, actorId: null, content }],
    now,
  );
  if (kind === 'accepted' && (await isYetToBeSubmitted(tx, revision))) await implySubmission(tx, revision, now);
  return kind === 'correction-asked' ? [await tellContractor(tx, revision, response, now)] : [];
}

/** A submission that the service sent itself is recorded a moment before its command has moved the stage. */
async function isYetToBeSubmitted(tx: Transaction, revision: WholeRevision): Promise<boolean> {
  if (stageOf(revision) !== 'posted') return false;
  return (await tx.submission.count({ where: { guaranteeId: revision.guaranteeId, revision: revision.number } })) === 0;
}

/** The channel is unknown: the contractor did not say, the authority's acceptance shows it. */
async function implySubmission(tx: Transaction, { guaranteeId, number }: WholeRevision, now: Date): Promise<void> {
  const command = {
    client: serviceClient,
    idempotencyKey: `implied-submission/${guaranteeId}/${number}`,
    userId: null,
    by: null,
  };
  const content = { channel: 'unknown' };
  const names = { name: 'recordSubmission' as const, guaranteeId, revision: number, incidentId: null };
  await acceptCommand(tx, { ...command, ...names, content }, now);
}

async function tellContractor(
  tx: Transaction,
  revision: WholeRevision,
  { id, reason }: AuthorityResponseFact,
  now: Date,
): Promise<string> {
  const { notificationAddress } = await tx.contractor.findUniqueOrThrow({
    where: { id: revision.guarantee.contractorId },
  });
  return addMail(
    tx,
    revision,
    { kind: 'correction-asked', cause: id, toAddress: notificationAddress, values: { reason } },
    now,
  );
}
