/** Changes of the staff's people and rights: one at a time, and each in the audit log, with its reason, or not at all. */
import type { ActedBy } from '../domain/audit.ts';
import { Refusal } from '../domain/refusals.ts';
import { type Act, recordActs } from './acts.ts';
import type { Database, Transaction } from './database.ts';
import { uuidForm } from './keyset.ts';
import { ofStaff } from './staff-people.ts';

/** Who changes something, why, and when. */
export interface Changing {
  readonly by: ActedBy & { readonly userId: string };
  readonly reason: string;
  readonly now: Date;
}

/**
 * Makes the change, and writes the acts that it returns. Two administrators at once come one after the other: the second
 * sees what the first did.
 */
export async function changeStaff(
  db: Database,
  now: Date,
  change: (tx: Transaction) => Promise<readonly Act[]>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${staffLock}::bigint)::text`;
    await recordActs(tx, await change(tx), now);
  });
}

const staffLock = 4_032_018;

/** An act on a person, as the audit log keeps it. */
export function actOn(
  userId: string,
  kind: string,
  { by, reason }: Pick<Changing, 'by'> & { readonly reason: string | null },
  { before = null, after = null }: Partial<Pick<Act, 'before' | 'after'>>,
): Act {
  return { subject: `user/${userId}`, kind, actor: by, before, after, reason };
}

/** How often the person was changed: what a form carries, so that a change between showing and pressing is noticed. */
export async function versionOf(db: Database | Transaction, userId: string): Promise<number> {
  const last = await db.event.findFirst({
    where: { subject: `user/${userId}` },
    orderBy: { sequence: 'desc' },
    select: { sequence: true },
  });
  return last?.sequence ?? 0;
}

/** Refuses: `person-must-not-have-changed` where somebody changed the person since this version. */
export async function demandVersion(tx: Transaction, userId: string, version: number): Promise<void> {
  if ((await versionOf(tx, userId)) !== version) throw new Refusal('person-must-not-have-changed');
}

/** A person of the staff. Refuses: `staff-person-must-exist`. */
export async function staffRow(db: Database | Transaction, id: string) {
  const row = uuidForm.test(id) ? await db.user.findUnique({ where: { id, ...ofStaff } }) : null;
  if (row === null) throw new Refusal('staff-person-must-exist');
  return row;
}
