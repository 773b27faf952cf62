/** Readings of keys, certificates and claims: written down before what is read is sent, each one, and shown to no contractor. */
import type { ActedBy } from '../domain/audit.ts';
import { recordAct } from './acts.ts';
import type { Database } from './database.ts';

export type ReadingKind = 'key-shown' | 'key-notice-read' | 'certificate-read' | 'check-copy-read' | 'claim-read';

export interface Reading {
  readonly kind: ReadingKind;
  readonly guaranteeId: string;
  /** null for the key: it is the same through all revisions. */
  readonly revision: number | null;
  readonly by: ActedBy;
  /** A page that was open anyway asked again by itself, because something had changed. */
  readonly byItself?: boolean;
}

/**
 * The reading is committed on return, so call it before the answer is sent. It takes no lock of the guarantee: who reads
 * never waits for who issues. Readings of one guarantee wait for each other, and for nothing else.
 */
export async function recordReading(
  db: Database,
  { kind, guaranteeId, revision, by, byItself = false }: Reading,
  now: Date,
): Promise<void> {
  const act = { subject: `reading/${guaranteeId}`, kind, actor: by, before: null, reason: null } as const;
  await db.$transaction((tx) => recordAct(tx, { ...act, after: { revision, byItself } }, now));
}
