/** A submission on its way to the authority: the last look before it goes out, and its receipt. */
import type { RevisionKind } from '../domain/guarantee.ts';
import type { Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import { allowsSending, dropBeforeSending, type SendingDrop } from '../domain/sending.ts';
import { submissionProfileFor } from '../domain/submission-profile.ts';
import { byOf, keptBy } from './acts.ts';
import { acceptCommand, type Command, serviceClient } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents } from './events.ts';
import { Prisma } from './generated/client.ts';
import { closeIncidents } from './incidents.ts';
import { lockRevision, stageOf, type WholeRevision } from './revisions.ts';
import { profileOf } from './submission-sets.ts';

export interface SendingToGo {
  readonly mailId: string;
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly body: string;
  readonly replyTo: { readonly name: string; readonly address: string };
  readonly guaranteeId: string;
  readonly revision: number;
  readonly notice: { readonly name: string; readonly storedSha256: string };
  readonly claim: { readonly id: string; readonly name: string; readonly storedSha256: string } | null;
}

/**
 * The mail as it was confirmed, once more looked at under the lock of its guarantee; or `sent`, or `skipped` where it must
 * not go out any more: another submission was recorded or a newer revision came meanwhile, or the register names another
 * recipient, or none. Then it is dropped for good, and the contractor reads why.
 *
 * Refuses: `document-must-exist` where a paper is not there, which is our own fault. Source: R-C1, R-I4.
 */
export async function sendingToGo(
  db: Database,
  mailId: string,
  runId: string,
  now: Date,
): Promise<SendingToGo | 'sent' | 'skipped'> {
  const { guaranteeId, revision: number } = await db.sending.findUniqueOrThrow({ where: { mailId } });
  return db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, { guaranteeId, revision: number, epoch: null });
    const { mail, ...sending } = await tx.sending.findUniqueOrThrow({ where: { mailId }, include: { mail: true } });
    if (mail.state !== 'waiting') return mail.state as 'sent' | 'skipped';
    const drop = dropBeforeSending({
      stage: stageOf(revision),
      submitted: (await tx.submission.count({ where: { guaranteeId, revision: number } })) > 0,
      recipientNow: await recipientNow(tx, revision),
      recipientConfirmed: mail.toAddress,
    });
    if (drop !== null) {
      await dropSending(tx, revision, mailId, drop, runId, now);
      return 'skipped';
    }
    await tx.sending.updateMany({ where: { mailId, triedAt: null }, data: { triedAt: now } });
    const { replyToName, replyToAddress, claimId, claimName } = sending;
    return {
      mailId,
      to: mail.toAddress,
      messageId: mail.messageId,
      subject: sending.subject,
      body: sending.body,
      replyTo: { name: replyToName, address: replyToAddress },
      guaranteeId,
      revision: number,
      notice: { name: sending.keyNoticeName, storedSha256: await noticeOf(tx, revision) },
      claim:
        claimId === null || claimName === null
          ? null
          : { id: claimId, name: claimName, storedSha256: await claimOf(tx, claimId) },
    };
  });
}

/** Who stands in the register for this revision; null where the service may send it to nobody. */
async function recipientNow(tx: Transaction, { guarantee, kind }: WholeRevision): Promise<string | null> {
  const { authorityId, departmentId } = guarantee.constructionContract;
  const rows = await tx.submissionProfile.findMany({ where: { authorityId } });
  const wanted = {
    authorityId,
    departmentId,
    product: guarantee.product as Product,
    revisionKind: kind as RevisionKind,
  };
  const profile = submissionProfileFor(rows.map(profileOf), wanted);
  return allowsSending(profile) ? (profile?.recipient ?? null) : null;
}

async function noticeOf(tx: Transaction, { guaranteeId, number }: WholeRevision): Promise<string> {
  const where = { guaranteeId_revision_kind: { guaranteeId, revision: number, kind: 'key-notice' } };
  const notice = await tx.document.findUnique({ where });
  if (notice === null) throw new Refusal('document-must-exist');
  return notice.storedSha256;
}

async function claimOf(tx: Transaction, id: string): Promise<string> {
  const claim = await tx.prepaymentClaim.findUnique({ where: { id } });
  if (claim === null || claim.storedSha256 === null) throw new Refusal('document-must-exist');
  return claim.storedSha256;
}

async function dropSending(
  tx: Transaction,
  revision: WholeRevision,
  mailId: string,
  dropped: SendingDrop,
  runId: string,
  now: Date,
): Promise<void> {
  await tx.mail.update({ where: { id: mailId }, data: { state: 'skipped' } });
  await tx.sending.update({ where: { mailId }, data: { dropped, by: Prisma.DbNull } });
  await closeIncidents(tx, revision, runId, 'mail', now);
  const event = { revision: revision.number, kind: 'sending-dropped', actorId: null, content: { mailId, dropped } };
  await appendEvents(tx, revision, [event], now);
}

/** Staff gave up a mail: where it was a submission, its contractor may ask again. */
export async function giveUpSending(tx: Transaction, mailId: string): Promise<void> {
  await tx.sending.updateMany({
    where: { mailId, dropped: null, mail: { state: 'skipped' } },
    data: { dropped: 'given-up' satisfies SendingDrop, by: Prisma.DbNull },
  });
}

/**
 * The receipt and the submission in one transaction: the mail server took it then. What it took was sent, whatever was
 * decided of it meanwhile. The command that moves the stage is accepted with them, and returned: somebody settles it;
 * null where the receipt was there before. Events and command name the person who asked for it.
 */
export async function recordSubmissionSent(
  db: Database,
  { mailId, messageId, guaranteeId, revision: number }: SendingToGo,
  runId: string,
  takenAt: Date,
): Promise<Command | null> {
  return db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, { guaranteeId, revision: number, epoch: null });
    const { count } = await tx.mail.updateMany({
      where: { id: mailId, state: { not: 'sent' } },
      data: { state: 'sent', sentAt: takenAt },
    });
    await closeIncidents(tx, revision, runId, 'mail', takenAt);
    if (count === 0) return null;
    const { askedById, by: asked } = await tx.sending.findUniqueOrThrow({ where: { mailId } });
    await tx.sending.update({ where: { mailId }, data: { by: Prisma.DbNull } });
    const by = keptBy(askedById, asked);
    const channel = 'email';
    const submission = { guaranteeId, revision: number, channel, submittedAt: takenAt, recordedAt: takenAt };
    await tx.submission.createMany({ data: { ...submission, byId: askedById }, skipDuplicates: true });
    const content = { mailId, mailKind: 'submission', messageId, by: byOf(by) };
    const event = { kind: 'mail-sent', revision: number, actorId: askedById, content };
    await appendEvents(tx, revision, [event], takenAt);
    const from = { client: serviceClient, userId: askedById, by, idempotencyKey: `sent-submission/${mailId}` };
    const target = { guaranteeId, revision: number, incidentId: null };
    const told = { channel, submittedAt: takenAt.toISOString() };
    return acceptCommand(tx, { ...from, ...target, name: 'recordSubmission', content: told }, takenAt);
  });
}

/** Closes an incident that was raised for a success whose answer was lost. */
export async function closeSentIncident(db: Database, mailId: string, runId: string, now: Date): Promise<void> {
  const { guaranteeId, revision: number } = await db.sending.findUniqueOrThrow({ where: { mailId } });
  await db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, { guaranteeId, revision: number, epoch: null });
    await closeIncidents(tx, revision, runId, 'mail', now);
  });
}
