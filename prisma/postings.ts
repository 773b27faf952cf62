/** Posting to D-Sure: the intention before, the arrival after. */
import { Refusal } from '../domain/refusals.ts';
import type { Stage } from '../domain/stages.ts';
import { acceptCommand, serviceClient } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents } from './events.ts';
import { closeIncidents } from './incidents.ts';
import { addMail } from './mails.ts';
import { lockRevision, moveOn, type RevisionKey, stageOf, type WholeRevision } from './revisions.ts';

/** Writes down that this certificate is about to be sent; returns what is sent. Refuses: `stage-must-allow-posting`. */
export async function intendPosting(db: Database, key: RevisionKey, now: Date) {
  const id = { guaranteeId: key.guaranteeId, revision: key.revision };
  const revision = await db.revision.findUnique({
    where: { guaranteeId_number: { guaranteeId: key.guaranteeId, number: key.revision } },
    include: {
      guarantee: { include: { authenticationKey: true } },
      certificate: true,
      documents: { where: { kind: 'certificate' } },
    },
  });
  if (revision === null) throw new Refusal('guarantee-must-exist');
  if (revision.epoch !== key.epoch) throw new Refusal('epoch-must-be-current');
  const { certificate, guarantee } = revision;
  const [file] = revision.documents;
  const { guaranteeNumber, authenticationKey } = guarantee;
  if (certificate === null || file === undefined || guaranteeNumber === null || authenticationKey === null) {
    throw new Refusal('stage-must-allow-posting');
  }
  const data = { ...id, certificateDigest: certificate.digest, fileDigest: file.sha256, firstSentAt: now };
  await db.posting.createMany({ data, skipDuplicates: true });
  return {
    stage: stageOf(revision),
    guaranteeNumber,
    certificateJson: certificate.canonicalJson,
    certificateDigest: certificate.digest,
    fileDigest: file.sha256,
    sealedKey: authenticationKey.sealed,
  };
}

/**
 * Records the arrival at D-Sure, which is the issue time (R-I1): the revision becomes `posted`, the completion mail is
 * written where wanted, and an earlier revision that still waits is told that it is superseded.
 */
export async function recordArrival(
  db: Database,
  key: RevisionKey,
  { runId, arrivedAt, now }: { runId: string; arrivedAt: Date; now: Date },
): Promise<{ stage: Stage; mailId: string | null }> {
  return db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, key);
    if (stageOf(revision) !== 'posting') {
      await closeIncidents(tx, revision, runId, 'post', now); // one raised for a success whose answer was lost
      return { stage: stageOf(revision), mailId: await completionMail(tx, revision) };
    }
    const posting = { guaranteeId: key.guaranteeId, revision: key.revision };
    await tx.posting.updateMany({ where: posting, data: { arrivedAt } });
    await moveOn(tx, revision, ['posted'], now, { arrivedAt });
    await closeIncidents(tx, revision, runId, 'post', now);
    const event = {
      revision: revision.number,
      kind: 'posted',
      actorId: null,
      content: { arrivedAt: arrivedAt.toISOString() },
    };
    await appendEvents(tx, revision, [event], now);
    await supersedeEarlier(tx, revision, now);
    return { stage: 'posted', mailId: await wantedMail(tx, revision, now) };
  });
}

/** An earlier revision that still waits gets a command; one that was submitted keeps its stage and gets a date. */
async function supersedeEarlier(tx: Transaction, { guaranteeId, number }: WholeRevision, now: Date): Promise<void> {
  if (number === 1) return;
  const earlier = { guaranteeId, number: { lt: number } };
  await tx.revision.updateMany({
    where: { ...earlier, stage: 'submitted', supersededAt: null },
    data: { supersededAt: now },
  });
  const waiting = await tx.revision.findMany({ where: { ...earlier, stage: 'posted' }, select: { number: true } });
  for (const { number: revision } of waiting) {
    const command = {
      client: serviceClient,
      idempotencyKey: `supersede/${guaranteeId}/${revision}`,
      userId: null,
      by: null,
      name: 'supersede' as const,
    };
    await acceptCommand(tx, { ...command, guaranteeId, revision, incidentId: null, content: {} }, now);
  }
}

/** The completion mail, only if wanted (R-F0c). */
async function wantedMail(tx: Transaction, revision: WholeRevision, now: Date): Promise<string | null> {
  const { completionMail: wanted, completionMailAddress: toAddress } = revision.guarantee.application;
  if (!wanted || toAddress === null) return null;
  return addMail(tx, revision, { kind: 'completion', cause: causeOf(revision), toAddress, values: {} }, now);
}

async function completionMail(tx: Transaction, revision: WholeRevision): Promise<string | null> {
  const mail = await tx.mail.findUnique({ where: { cause: `completion/${causeOf(revision)}` }, select: { id: true } });
  return mail?.id ?? null;
}

function causeOf({ guaranteeId, number }: WholeRevision): string {
  return `${guaranteeId}/${number}`;
}
