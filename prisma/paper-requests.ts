/** Further papers that a reviewer asks the contractor for (R-N10): kept, told by mail, answered by what is enclosed after. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import type { KeptAnswer } from './answers.ts';
import { actOnce } from './case-acts.ts';
import type { NewCommand } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { addMail } from './mails.ts';
import { claimedBy, stagesUnderReview } from './review-claims.ts';
import { readLocked } from './revisions.ts';
import { visibleTo } from './visibility.ts';

/**
 * The contractor is asked, once per key, and a mail to its notification address is written.
 *
 * Refuses: `guarantee-must-exist`, `case-must-be-under-review`, `case-must-be-held`, `case-must-not-be-held-by-another`,
 * `idempotency-key-must-not-be-reused`.
 */
export function askForPaper(
  db: Database,
  reader: Reader,
  sent: NewCommand & { readonly guaranteeId: string; readonly userId: string },
  words: string,
  tell: (id: string) => KeptAnswer,
  now: Date,
): Promise<KeptAnswer> {
  return actOnce(
    db,
    reader,
    sent,
    async (tx, guarantee) => {
      const [newest] = guarantee.revisions;
      if (newest === undefined || !stagesUnderReview.includes(newest.stage as Stage)) {
        throw new Refusal('case-must-be-under-review');
      }
      const { guaranteeId, userId } = sent;
      const holder = await claimedBy(tx, guaranteeId);
      if (holder === null) throw new Refusal('case-must-be-held');
      if (holder !== userId) throw new Refusal('case-must-not-be-held-by-another');
      const id = randomUUID();
      await tx.paperRequest.create({ data: { id, guaranteeId, words, askedById: userId, askedAt: now } });
      await mailAbout(tx, guaranteeId, newest.number, id, words, now);
      return { event: { kind: 'paper-asked', content: { paperRequestId: id, reason: words } }, answer: tell(id) };
    },
    now,
  );
}

async function mailAbout(tx: Transaction, guaranteeId: string, number: number, id: string, words: string, now: Date) {
  const revision = await readLocked(tx, { guaranteeId, revision: number, epoch: null });
  const { notificationAddress } = revision.guarantee.application.contractor;
  const mail = { kind: 'paper-asked', cause: id, toAddress: notificationAddress, values: { reason: words } } as const;
  await addMail(tx, revision, mail, now);
}

/** What was asked for on a guarantee, newest first, and whether papers came after it. */
export async function paperRequests(db: Database | Transaction, reader: Reader, guaranteeId: string) {
  const guarantee = await db.guarantee.findFirst({
    where: { id: guaranteeId, ...visibleTo(reader) },
    include: {
      paperRequests: { orderBy: { askedAt: 'desc' } },
      application: { include: { attachments: { select: { createdAt: true } } } },
    },
  });
  return (guarantee?.paperRequests ?? []).map(({ id, words, askedAt }) => ({
    id,
    words,
    askedAt,
    isAnswered: guarantee?.application.attachments.some(({ createdAt }) => createdAt > askedAt) ?? false,
  }));
}
