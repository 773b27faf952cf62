/** Who holds a case under review: one reviewer at a time, seen by all, handed on with a reason. */
import type { ActedBy } from '../domain/audit.ts';
import { dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import { mayReview } from '../domain/review.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import { connectedWith } from './actors.ts';
import { byOf } from './acts.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents, chainOf } from './events.ts';
import { visibleTo } from './visibility.ts';

export type Reviewer = ActedBy & { readonly userId: string };

/** The stages that reviewers hold cases at. */
export const stagesUnderReview: readonly Stage[] = ['applied', 'awaiting-second-approval'];

/**
 * The case is this reviewer's. Holding it already is enough; of two that ask at once, one gets it.
 *
 * Refuses: `guarantee-must-exist`, `case-must-be-under-review`, `case-must-not-be-held-by-another`,
 * `reviewer-must-not-act-for-contractor`.
 */
export async function claimCase(db: Database, reader: Reader, guaranteeId: string, reviewer: Reviewer, now: Date) {
  await onLocked(db, reader, guaranteeId, async (tx, { contractorId, number }) => {
    await demandOutsider(tx, reviewer.userId, contractorId, now);
    const holder = await claimedBy(tx, guaranteeId);
    if (holder === reviewer.userId) return;
    if (holder !== null) throw new Refusal('case-must-not-be-held-by-another');
    await tx.reviewClaim.create({ data: { guaranteeId, userId: reviewer.userId, claimedAt: now } });
    await tell(tx, guaranteeId, number, 'review-claimed', reviewer, {}, now);
  });
}

/** Nobody holds the case any more. Refuses: `guarantee-must-exist`, `case-must-be-under-review`, `case-must-be-held`. */
export async function releaseCase(db: Database, reader: Reader, guaranteeId: string, reviewer: Reviewer, now: Date) {
  await onLocked(db, reader, guaranteeId, async (tx, { number }) => {
    if ((await claimedBy(tx, guaranteeId)) !== reviewer.userId) throw new Refusal('case-must-be-held');
    await endClaim(tx, guaranteeId);
    await tell(tx, guaranteeId, number, 'review-released', reviewer, {}, now);
  });
}

/**
 * The case is this reviewer's, whoever held it: the one who held it is named in the event, with the reason.
 *
 * Refuses: as `claimCase` but for the holder; `reason-must-be-given`.
 */
export async function takeOverCase(
  db: Database,
  reader: Reader,
  guaranteeId: string,
  reason: string,
  reviewer: Reviewer,
  now: Date,
) {
  if (reason === '') throw new Refusal('reason-must-be-given', { field: 'reason' });
  await onLocked(db, reader, guaranteeId, async (tx, { contractorId, number }) => {
    await demandOutsider(tx, reviewer.userId, contractorId, now);
    const from = await claimedBy(tx, guaranteeId);
    if (from === reviewer.userId) return;
    const held = { userId: reviewer.userId, claimedAt: now };
    await tx.reviewClaim.upsert({ where: { guaranteeId }, create: { guaranteeId, ...held }, update: held });
    await tell(tx, guaranteeId, number, 'review-taken-over', reviewer, { reason, from }, now);
  });
}

/** The reviewer who holds the case, or null. */
export async function claimedBy(db: Database | Transaction, guaranteeId: string): Promise<string | null> {
  return (await db.reviewClaim.findUnique({ where: { guaranteeId } }))?.userId ?? null;
}

/** The case was decided: nobody holds it. */
export async function endClaim(tx: Transaction, guaranteeId: string): Promise<void> {
  await tx.reviewClaim.deleteMany({ where: { guaranteeId } });
}

interface LockedCase {
  readonly contractorId: string;
  readonly number: number;
}

async function onLocked(
  db: Database,
  reader: Reader,
  guaranteeId: string,
  act: (tx: Transaction, locked: LockedCase) => Promise<void>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM guarantee WHERE id = ${guaranteeId}::uuid FOR UPDATE`;
    const guarantee = await tx.guarantee.findFirst({
      where: { id: guaranteeId, ...visibleTo(reader) },
      include: { revisions: { orderBy: { number: 'desc' }, take: 1 } },
    });
    const [newest] = guarantee?.revisions ?? [];
    if (guarantee === null || newest === undefined) throw new Refusal('guarantee-must-exist');
    if (!stagesUnderReview.includes(newest.stage as Stage)) throw new Refusal('case-must-be-under-review');
    await act(tx, { contractorId: guarantee.contractorId, number: newest.number });
  });
}

async function demandOutsider(tx: Transaction, userId: string, contractorId: string, now: Date): Promise<void> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { contractorId: true } });
  const connections = await connectedWith(tx, userId, dayInJapan(now));
  if (!mayReview({ ...user, connectedWith: connections }, contractorId))
    throw new Refusal('reviewer-must-not-act-for-contractor');
}

async function tell(
  tx: Transaction,
  guaranteeId: string,
  revision: number,
  kind: string,
  reviewer: Reviewer,
  said: { reason?: string; from?: string | null },
  now: Date,
): Promise<void> {
  const content = { ...said, by: byOf(reviewer) };
  const event = { revision, kind, actorId: reviewer.userId, content };
  await appendEvents(tx, await chainOf(tx, guaranteeId), [event], now);
}
