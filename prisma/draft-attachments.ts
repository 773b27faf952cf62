/** Papers enclosed with an application that is still being typed (R-N10); they go into it when it is sent. */
import { randomUUID } from 'node:crypto';
import type { TypedApplication } from '../domain/application-form.ts';
import { type AttachmentMediaType, maxAttachments } from '../domain/attachments.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { attachmentOf } from './attachments.ts';
import { type Command, wordsBy } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents, chainOf } from './events.ts';
import { ownedBy } from './visibility.ts';

/** A file whose bytes lie in the document store already. */
export interface EnclosedFile {
  readonly fileName: string;
  readonly mediaType: AttachmentMediaType;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The draft's papers, as they were added. */
export async function draftAttachments(db: Database, reader: Reader, draftId: string) {
  const rows = await db.draftAttachment.findMany({
    where: { draftId, draft: { ...ownedBy(reader) } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => attachmentOf({ ...row, applicationId: draftId }));
}

/** The paper is enclosed; the same one twice is one. Refuses: `draft-must-exist`, `attachments-must-be-few`. */
export async function encloseInDraft(
  db: Database,
  reader: Reader,
  draftId: string,
  file: EnclosedFile,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM application_draft WHERE id = ${draftId}::uuid FOR UPDATE`;
    const where = { id: draftId, receiptNumber: null, ...ownedBy(reader) };
    const draft = await tx.applicationDraft.findFirst({ where, include: { attachments: true } });
    if (draft === null) throw new Refusal('draft-must-exist');
    const { fileName, sha256 } = file;
    if (draft.attachments.some((each) => each.fileName === fileName && each.sha256 === sha256)) return;
    if (draft.attachments.length >= maxAttachments) throw new Refusal('attachments-must-be-few');
    await tx.draftAttachment.create({ data: { id: randomUUID(), draftId, ...file, createdAt: now } });
  });
}

/** The paper is no longer enclosed; what was sent with an application stays there. */
export async function removeFromDraft(db: Database, reader: Reader, draftId: string, id: string): Promise<void> {
  await db.draftAttachment.deleteMany({ where: { id, draftId, draft: { receiptNumber: null, ...ownedBy(reader) } } });
}

/** A draft that becomes an application: what of it is sent. */
export interface SentDraft {
  readonly id: string;
  readonly typed: TypedApplication;
}

/**
 * In the transaction that accepts the application: its papers are the application's, and the draft says what was sent
 * and the number that was told, whatever was typed meanwhile.
 */
export async function takeOverDraft(
  tx: Transaction,
  { id: draftId, typed }: SentDraft,
  {
    applicationId,
    receiptNumber,
    guarantees,
  }: { applicationId: string; receiptNumber: string; guarantees: readonly { id: string }[] },
  command: Command,
  now: Date,
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM application_draft WHERE id = ${draftId}::uuid FOR UPDATE`;
  const papers = await tx.draftAttachment.findMany({
    where: { draftId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  await tx.attachment.createMany({
    data: papers.map(({ draftId: _draft, ...paper }) => ({ ...paper, applicationId })),
  });
  for (const { id } of papers.length === 0 ? [] : guarantees) {
    const events = papers.map(({ id: attachmentId, sha256 }) => ({
      revision: 1,
      kind: 'attachment-added',
      actorId: command.userId,
      content: { attachmentId, sha256, commandId: command.id, ...wordsBy(command) },
    }));
    await appendEvents(tx, await chainOf(tx, id), events, now);
  }
  await tx.draftAttachment.deleteMany({ where: { draftId } });
  await tx.applicationDraft.updateMany({ where: { id: draftId }, data: { receiptNumber, typed: { ...typed } } });
}
