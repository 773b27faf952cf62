/** What a mail needs to be sent, and its receipt. */
import type { WorksKind } from '../domain/construction-contract.ts';
import { dayInJapan } from '../domain/dates.ts';
import type { MailKind } from '../domain/decisions.ts';
import type { Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import { yen } from '../domain/yen.ts';
import type { Database, Transaction } from './database.ts';
import { toDay } from './days.ts';
import { appendEvents } from './events.ts';
import { closeIncidents } from './incidents.ts';
import { suretyCompanyOn } from './registers.ts';
import { lockRevision } from './revisions.ts';

/** Whether the mail is a submission to the authority: it says what its contractor confirmed. */
export async function isSubmission(db: Database | Transaction, mailId: string): Promise<boolean> {
  return (await db.mail.count({ where: { id: mailId, kind: 'submission' } })) > 0;
}

/** The mail and the words it is made of. Holds no key. Refuses: `mail-must-exist`. */
export async function mailToSend(db: Database, mailId: string) {
  const mail = await db.mail.findUnique({
    where: { id: mailId },
    include: {
      guarantee: {
        include: {
          constructionContract: { include: { authority: true } },
          application: { include: { branch: true, contractor: true } },
          revisions: { select: { number: true, feeYen: true, feeDueOn: true, stage: true } },
        },
      },
    },
  });
  if (mail === null) throw new Refusal('mail-must-exist');
  const { guarantee } = mail;
  const { branch, contractor } = guarantee.application;
  const revision = guarantee.revisions.find(({ number }) => number === mail.revision);
  return {
    id: mail.id,
    state: mail.state as 'waiting' | 'sent' | 'skipped',
    kind: mail.kind as MailKind,
    to: mail.toAddress,
    messageId: mail.messageId,
    guaranteeId: guarantee.id,
    revision: mail.revision,
    /** Whether the case still waits for what the mail reminds of; true for every other mail. */
    isTimely: mail.kind !== 'submission-due' || revision?.stage === 'posted',
    words: {
      contractor: contractor.name,
      product: guarantee.product as Product,
      worksKind: guarantee.constructionContract.kind as WorksKind,
      projectName: guarantee.constructionContract.projectName,
      guaranteeNumber: guarantee.guaranteeNumber ?? '',
      beneficiary: guarantee.constructionContract.beneficiaryTitle,
      reason: (mail.values as { reason?: string | null }).reason ?? '',
      feeYen: yen(revision?.feeYen ?? 0n),
      dueOn: revision?.feeDueOn == null ? null : toDay(revision.feeDueOn),
      contractOn: toDay(guarantee.constructionContract.contractOn),
      surety: await suretyCompanyOn(db, dayInJapan(mail.createdAt)),
      branch: { name: branch.name, telephone: branch.telephone, fax: branch.fax },
    },
  };
}

/** Whose mail it is, and nothing that could be missing: an incident must be raised whatever stopped the mail. */
export async function caseOfMail(db: Database, mailId: string): Promise<{ guaranteeId: string; revision: number }> {
  return db.mail.findUniqueOrThrow({ where: { id: mailId }, select: { guaranteeId: true, revision: true } });
}

/** Writes the receipt of a mail that the server took. A skipped one stays skipped. */
export async function recordSent(
  db: Database,
  mail: { id: string; guaranteeId: string; revision: number; kind: string; messageId: string },
  runId: string,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, { ...mail, epoch: null });
    const { count } = await tx.mail.updateMany({
      where: { id: mail.id, state: 'waiting' },
      data: { state: 'sent', sentAt: now },
    });
    await closeIncidents(tx, revision, runId, 'mail', now);
    if (count === 0) return;
    const content = { mailId: mail.id, mailKind: mail.kind, messageId: mail.messageId };
    await appendEvents(tx, revision, [{ revision: mail.revision, kind: 'mail-sent', actorId: null, content }], now);
  });
}
