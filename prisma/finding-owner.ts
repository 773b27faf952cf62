/** Who looks after a finding: the person who took it last. */
import type { ActedBy } from '../domain/audit.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { recordAct } from './acts.ts';
import type { Transaction } from './database.ts';
import { visibleFindings } from './finding-views.ts';

/**
 * The finding is this person's from now on, and the log says so once, however often it is pressed.
 *
 * Refuses: `finding-must-be-open`, also where the reader does not see it.
 */
export async function takeFinding(
  tx: Transaction,
  reader: Reader,
  id: string,
  by: ActedBy & { readonly userId: string },
  now: Date,
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM sweep_finding WHERE id = ${id}::uuid FOR UPDATE`;
  const finding = await tx.sweepFinding.findFirst({ where: { id, ...visibleFindings(reader), closedAt: null } });
  if (finding === null) throw new Refusal('finding-must-be-open');
  if (finding.ownerId === by.userId) return;
  await tx.sweepFinding.update({ where: { id }, data: { ownerId: by.userId } });
  const act = { kind: 'finding-taken', actor: by, before: null, after: null, reason: null } as const;
  await recordAct(tx, { ...act, subject: `finding/${id}` }, now);
}
