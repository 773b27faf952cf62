/** Applications that are being typed: kept for the whole company, so that nothing is lost with a closed tab or a session. */
import { randomUUID } from 'node:crypto';
import type { TypedApplication } from '../domain/application-form.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { ownedBy } from './visibility.ts';

export interface Draft {
  readonly id: string;
  readonly typed: TypedApplication;
  readonly savedAt: Date;
  /** Who sends it: the one who began it, so that its key stays that person's. */
  readonly userId: string;
  /** The number that the contractor was told; null while it is a draft. */
  readonly receiptNumber: string | null;
}

/** Not sent, and no correction of a returned guarantee: those are returned-guarantees.ts's. */
const open = { receiptNumber: null, guaranteeId: null } as const;

/** Most drafts of a company at a time. */
export const mostDrafts = 100;

/** A new draft; returns its id. Refuses: `drafts-must-be-few`. */
export async function beginDraft(
  db: Database,
  { userId, contractorId }: { userId: string; contractorId: string },
  typed: TypedApplication,
  now: Date,
): Promise<string> {
  if ((await db.applicationDraft.count({ where: { contractorId, ...open } })) >= mostDrafts) {
    throw new Refusal('drafts-must-be-few');
  }
  const id = randomUUID();
  await db.applicationDraft.create({ data: { id, contractorId, userId, typed: { ...typed }, savedAt: now } });
  return id;
}

/** The draft, sent or not. Refuses: `draft-must-exist`, also where it is another company's. */
export async function readDraft(db: Database, reader: Reader, id: string): Promise<Draft> {
  const row = await db.applicationDraft.findFirst({ where: { id, guaranteeId: null, ...ownedBy(reader) } });
  if (row === null) throw new Refusal('draft-must-exist');
  return { ...row, typed: row.typed as TypedApplication };
}

/** What was typed is kept. Refuses: `draft-must-exist`; what was sent already changes no more. */
export async function saveDraft(
  db: Database,
  reader: Reader,
  id: string,
  typed: TypedApplication,
  now: Date,
): Promise<void> {
  const where = { id, ...ownedBy(reader), ...open };
  const { count } = await db.applicationDraft.updateMany({ where, data: { typed: { ...typed }, savedAt: now } });
  if (count === 0) throw new Refusal('draft-must-exist');
}

/** The draft is gone; one that was sent stays. */
export async function deleteDraft(db: Database, reader: Reader, id: string): Promise<void> {
  await db.applicationDraft.deleteMany({ where: { id, ...ownedBy(reader), ...open } });
}

/** The company's drafts, the latest first. */
export async function listDrafts(db: Database, reader: Reader): Promise<readonly Draft[]> {
  const rows = await db.applicationDraft.findMany({
    where: { ...ownedBy(reader), ...open },
    orderBy: { savedAt: 'desc' },
    take: mostDrafts,
  });
  return rows.map((row) => ({ ...row, typed: row.typed as TypedApplication }));
}
