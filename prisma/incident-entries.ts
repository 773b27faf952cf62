/** The history of an incident: rows that are only ever added. */
import type { Transaction } from './database.ts';

/** What may happen to an incident. */
export const entryKinds = [
  'raised',
  'retried',
  'still-stuck',
  'new-cause',
  'fixed',
  'resolved',
  'corrected',
  'taken',
  'left',
  'comment',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface NewEntry {
  readonly incidentId: string;
  readonly kind: EntryKind;
  readonly actorId: string | null;
  readonly words?: string | null;
  readonly bulkRetryId?: string | null;
}

/** Writes down what happened. The caller's transaction holds whatever lock makes it true. */
export async function addEntry(tx: Transaction, entry: NewEntry, now: Date): Promise<void> {
  await tx.incidentEntry.createMany({ data: { ...entry, at: now } });
}
