/** Submissions that a contractor asks the service to send: what would be sent now, what was asked for, how far it is. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import { dayInJapan } from '../domain/dates.ts';
import { Refusal, type RefusalName } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import {
  bodyOnBehalf,
  isAskedFor,
  type SendingDrop,
  type SendingState,
  sendingRefusal,
  sendingState,
} from '../domain/sending.ts';
import type { Stage } from '../domain/stages.ts';
import type { ClaimInSet } from '../domain/submission-set.ts';
import { byOf } from './acts.ts';
import type { KeptAnswer } from './answers.ts';
import { actOnce } from './case-acts.ts';
import { claimSituation } from './claims.ts';
import type { NewCommand } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { addMail } from './mails.ts';
import { suretyCompanyOn } from './registers.ts';
import { readLocked } from './revisions.ts';
import { submissionSetFor } from './submission-sets.ts';

/** What the contractor is shown before it asks, and after. */
export interface SendingOffer {
  readonly guaranteeNumber: string;
  readonly revision: number;
  readonly authority: string;
  readonly callToConfirm: boolean;
  /** From the register alone; null where the authority does not allow it. */
  readonly recipient: string | null;
  readonly subject: string;
  readonly body: string;
  readonly replyTo: { readonly name: string; readonly address: string };
  readonly keyNoticeName: string;
  readonly claim: ClaimInSet;
  readonly claimName: string;
  /** Why it cannot be asked for now; null: it can. */
  readonly refusal: RefusalName | null;
  /** Of all that would be sent, so that nobody confirms what is not sent. */
  readonly digest: string;
  /** The newest one of this revision; null: none was asked for. */
  readonly sending: SendingView | null;
}

export interface SendingView {
  readonly state: SendingState;
  readonly recipient: string;
  readonly askedAt: Date;
  readonly sentAt: Date | null;
  /** Whether the mail server was turned to before it was dropped: then it may have arrived all the same. */
  readonly tried: boolean;
}

/**
 * What would be sent of the newest revision that arrived at D-Sure.
 *
 * Refuses: `guarantee-must-exist`; `document-must-exist` before the arrival, and for paper.
 */
export async function sendingOffer(
  db: Database | Transaction,
  reader: Reader,
  guaranteeId: string,
  now: Date,
): Promise<SendingOffer> {
  const set = await submissionSetFor(db, reader, guaranteeId);
  const { revision } = set;
  const { application, revisions, submissions } = await db.guarantee.findUniqueOrThrow({
    where: { id: guaranteeId },
    include: {
      application: { include: { contractor: true } },
      revisions: { where: { number: revision }, select: { stage: true } },
      submissions: { where: { revision }, select: { channel: true } },
    },
  });
  const surety = await suretyCompanyOn(db, dayInJapan(now));
  const sending = await newestSending(db, guaranteeId, revision);
  const claim = await claimSituation(db, reader, guaranteeId);
  const address = application.completionMailAddress ?? application.contractor.notificationAddress;
  const shown = {
    recipient: set.sendable ? set.recipient : null,
    subject: set.subject,
    body: bodyOnBehalf(set.body, set.contractor, surety.name),
    replyTo: { name: set.contractor, address },
    keyNoticeName: set.keyNoticeName,
    claim: set.claim,
    claimName: set.claimName,
  };
  const stage = (revisions[0]?.stage ?? 'superseded') as Stage;
  const asked = isAskedFor(sending?.state ?? null);
  const { guaranteeNumber, authority, callToConfirm } = set;
  return {
    ...shown,
    guaranteeNumber,
    revision,
    authority,
    callToConfirm,
    refusal: sendingRefusal({ stage, allowed: set.sendable, asked, submitted: submissions.length > 0 }),
    digest: digestOf({ revision, ...shown, entries: claim?.entries ?? null }),
    sending,
  };
}

function digestOf(content: object): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** The newest sending of a revision, or null. */
export async function newestSending(
  db: Database | Transaction,
  guaranteeId: string,
  revision: number,
): Promise<SendingView | null> {
  const row = await db.sending.findFirst({
    where: { guaranteeId, revision },
    include: { mail: { select: { state: true, sentAt: true, toAddress: true } } },
    orderBy: { askedAt: 'desc' },
  });
  if (row === null) return null;
  const [incident, submissions] = await Promise.all([
    db.incident.findFirst({ where: { mailId: row.mailId, state: 'open' } }),
    db.submission.count({ where: { guaranteeId, revision } }),
  ]);
  return {
    state: sendingState({
      mail: row.mail.state as 'waiting' | 'sent' | 'skipped',
      dropped: row.dropped as SendingDrop | null,
      submitted: submissions > 0,
      openIncident: incident?.errorName ?? null,
    }),
    recipient: row.mail.toAddress,
    askedAt: row.askedAt,
    sentAt: row.mail.sentAt,
    tried: row.triedAt !== null,
  };
}

/** What is asked: the offer as it was looked at, and the printed claim that goes along. */
export interface AskedSending {
  readonly reader: Reader;
  readonly digest: string;
  readonly claimId: string | null;
}

/**
 * Writes the mail to the authority, once per Idempotency-Key and once per revision. Returns the kept answer, and the mail
 * whose run somebody starts; null where the answer was there before.
 *
 * Refuses: as `sendingRefusal` and `actOnce`; `sending-must-be-as-shown` where anything of it changed meanwhile.
 */
export async function askSending(
  db: Database,
  { reader, digest, claimId }: AskedSending,
  sent: NewCommand & { readonly guaranteeId: string; readonly userId: string },
  tell: (offer: SendingOffer) => KeptAnswer,
  now: Date,
): Promise<{ answer: KeptAnswer; mailId: string | null }> {
  const { guaranteeId, userId } = sent;
  let mailId: string | null = null;
  const act = async (tx: Transaction) => {
    const offer = await sendingOffer(tx, reader, guaranteeId, now);
    const { recipient, revision, subject, body, replyTo, keyNoticeName, claimName } = offer;
    if (offer.refusal !== null) throw new Refusal(offer.refusal);
    if (offer.digest !== digest || recipient === null) throw new Refusal('sending-must-be-as-shown');
    const whole = await readLocked(tx, { guaranteeId, revision, epoch: null });
    const cause = `${guaranteeId}/${revision}/${sent.client}/${sent.idempotencyKey}`;
    mailId = await addMail(tx, whole, { kind: 'submission', cause, toAddress: recipient, values: {} }, now);
    await tx.sending.create({
      data: {
        mailId,
        guaranteeId,
        revision,
        subject,
        body,
        replyToName: replyTo.name,
        replyToAddress: replyTo.address,
        keyNoticeName,
        claimId,
        claimName: claimId === null ? null : claimName,
        askedById: userId,
        askedAt: now,
        ...(sent.by === null ? {} : { by: byOf(sent.by) }),
      },
    });
    return { event: { kind: 'sending-asked', content: { mailId, digest } }, answer: tell(offer) };
  };
  const answer = await actOnce(db, reader, sent, act, now);
  return { answer, mailId };
}
