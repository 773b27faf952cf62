/** The files enclosed with an application (R-N10): added once per Idempotency-Key, read by its contractor and by staff. */
import { randomUUID } from 'node:crypto';
import { type AttachmentMediaType, attachmentRefusal } from '../domain/attachments.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { answerOf, type KeptAnswer } from './answers.ts';
import { acceptCommand, type NewCommand, wordsBy } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents, chainOf } from './events.ts';
import type { Attachment, Prisma } from './generated/client.ts';
import { stageOf } from './revisions.ts';
import { ownedBy, visibleTo } from './visibility.ts';

/** A file whose bytes lie in the document store already, and the application of the sender's own that it goes to. */
export interface SentAttachment {
  readonly command: NewCommand;
  readonly sender: Reader;
  readonly applicationId: string;
  readonly fileName: string;
  readonly mediaType: AttachmentMediaType;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * The answer for life. Twins that arrive together add one file: the command's unique key decides.
 *
 * Refuses: `idempotency-key-must-not-be-reused`, and all that `refuseUnlessOpen` does; then the key was not used.
 */
export async function addAttachment(
  db: Database,
  { command: sent, sender, applicationId, ...file }: SentAttachment,
  tell: (attachmentId: string) => KeptAnswer,
  now: Date,
): Promise<KeptAnswer> {
  return db.$transaction(async (tx) => {
    const command = await acceptCommand(tx, sent, now);
    const known = answerOf(command);
    if (known !== null) return known;
    await lockGuarantees(tx, applicationId);
    const { guarantees } = await refuseUnlessOpen(tx, sender, applicationId);
    const id = randomUUID();
    await tx.attachment.create({ data: { id, applicationId, ...file, createdAt: now } });
    for (const { guaranteeId, number } of guarantees) {
      const content = { attachmentId: id, sha256: file.sha256, commandId: command.id, ...wordsBy(command) };
      const event = { revision: number, kind: 'attachment-added', actorId: command.userId, content };
      await appendEvents(tx, await chainOf(tx, guaranteeId), [event], now);
    }
    const answer = tell(id);
    await tx.command.update({
      where: { id: command.id },
      data: { state: 'applied', recordedAt: now, answer: answer as unknown as Prisma.InputJsonObject },
    });
    return answer;
  });
}

/** Until the transaction ends no guarantee of the application moves on, and no other file is added. */
async function lockGuarantees(tx: Transaction, applicationId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM guarantee WHERE application_id = ${applicationId}::uuid ORDER BY id FOR UPDATE`;
}

/**
 * The newest revision of each guarantee of the sender's own application.
 *
 * Refuses: `application-must-exist`, `application-must-be-open-for-attachments`, `attachments-must-be-few`.
 */
export async function refuseUnlessOpen(db: Database | Transaction, sender: Reader, applicationId: string) {
  const application = await db.application.findFirst({
    where: { id: applicationId, ...ownedBy(sender) },
    select: {
      guarantees: { select: { revisions: { orderBy: { number: 'desc' }, take: 1 } }, orderBy: { position: 'asc' } },
      _count: { select: { attachments: true } },
    },
  });
  if (application === null) throw new Refusal('application-must-exist');
  const newest = application.guarantees.flatMap(({ revisions }) => revisions);
  const refusal = attachmentRefusal(newest.map(stageOf), application._count.attachments);
  if (refusal !== null) throw new Refusal(refusal);
  return { guarantees: newest };
}

/** The file, or null where it does not exist for this reader. */
export async function attachmentFor(db: Database, reader: Reader, applicationId: string, attachmentId: string) {
  const application = await db.application.findFirst({
    where: { id: applicationId, ...visibleTo(reader) },
    select: { attachments: true },
  });
  const found = application?.attachments.find(({ id }) => id === attachmentId.toLowerCase());
  return found === undefined ? null : attachmentOf(found);
}

/** What is told of a file. */
export function attachmentOf({ id, fileName, mediaType, sizeBytes, sha256, createdAt }: Attachment) {
  return { id, fileName, mediaType: mediaType as AttachmentMediaType, sizeBytes, sha256, addedAt: createdAt };
}
