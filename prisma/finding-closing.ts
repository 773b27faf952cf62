/** A person closes a finding with a reason; one that is found again after that stands open again, and says so. */
import type { ActedBy } from '../domain/audit.ts';
import { byTheService } from '../domain/audit.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { FindingKind } from '../domain/sweeping.ts';
import { recordAct, recordActs } from './acts.ts';
import type { Database, Transaction } from './database.ts';
import { visibleFindings } from './finding-views.ts';

/**
 * The finding is closed, and the log says by whom and why. Pressed twice, the second is refused.
 *
 * Refuses: `finding-must-be-open`, also where the reader does not see it.
 */
export async function closeFinding(
  tx: Transaction,
  reader: Reader,
  id: string,
  closing: { readonly by: ActedBy & { readonly userId: string }; readonly reason: string },
  now: Date,
): Promise<void> {
  const { by, reason } = closing;
  const { count } = await tx.sweepFinding.updateMany({
    where: { id, ...visibleFindings(reader), closedAt: null },
    data: { closedAt: now, closedById: by.userId, closedByHandAt: now, closingReason: reason },
  });
  if (count === 0) throw new Refusal('finding-must-be-open');
  await recordAct(
    tx,
    { subject: `finding/${id}`, kind: 'finding-closed', actor: by, before: null, after: null, reason },
    now,
  );
}

/** Those of them that a person closed stand open again, with the reason of the closing. Returns how many. */
export async function reopenSeen(
  db: Database,
  seen: readonly { readonly kind: FindingKind; readonly about: string }[],
  now: Date,
): Promise<number> {
  const [kinds, abouts] = [seen.map(({ kind }) => kind as string), seen.map(({ about }) => about)];
  return db.$transaction(async (tx) => {
    const reopened = await tx.$queryRaw<{ id: string }[]>`
      UPDATE sweep_finding SET closed_at = NULL, reopened_at = ${now}, last_seen_at = ${now}, reopenings = reopenings + 1
      FROM unnest(${kinds}::text[], ${abouts}::text[]) AS seen (kind, about)
      WHERE sweep_finding.kind = seen.kind AND sweep_finding.about = seen.about
        AND closed_by_id IS NOT NULL AND closed_at IS NOT NULL
        AND NOT EXISTS (
          SELECT 1 FROM sweep_finding other
          WHERE other.kind = seen.kind AND other.about = seen.about
            AND (other.closed_at IS NULL OR (other.closed_by_id IS NOT NULL AND other.found_at > sweep_finding.found_at)))
      RETURNING sweep_finding.id`;
    const act = { kind: 'finding-found-again', actor: byTheService, before: null, after: null, reason: null } as const;
    if (reopened.length > 0)
      await recordActs(
        tx,
        reopened.map(({ id }) => ({ ...act, subject: `finding/${id}` as const })),
        now,
      );
    return reopened.length;
  });
}
