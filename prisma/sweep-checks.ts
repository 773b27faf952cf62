/** The sweeper's checks: which one is due, where it goes on, and what its rounds came to. */
import { randomUUID } from 'node:crypto';
import type { CheckName, CheckOutcome, ReportedName } from '../domain/sweeping.ts';
import type { Database } from './database.ts';
import type { SweepCheck } from './generated/client.ts';

export type DueCheck = Omit<SweepCheck, 'name'> & {
  readonly name: CheckName;
  /** What has stood still since before this is overdue. */
  readonly overdueBefore: Date;
};

/** Taken by this call alone, however many workers ask; null where it is not due. One that dies is due again after its interval. */
export async function takeCheck(db: Database, name: CheckName, now: Date): Promise<DueCheck | null> {
  const check = await db.sweepCheck.findUnique({ where: { name } });
  if (check === null || check.nextAt > now) return null;
  const nextAt = new Date(now.getTime() + check.everySeconds * 1000);
  const { count } = await db.sweepCheck.updateMany({ where: { name, nextAt: check.nextAt }, data: { nextAt } });
  if (count === 0) return null;
  return { ...check, name, nextAt, overdueBefore: new Date(now.getTime() - check.limitSeconds * 1000) };
}

/** Where the next round goes on; a round of which another has taken the place meanwhile moves nothing. */
export async function moveCheck(
  db: Database,
  { name, nextAt }: Pick<DueCheck, 'name' | 'nextAt'>,
  place: { readonly cursor: string | null; readonly lapBeganAt: Date | null },
): Promise<void> {
  await db.sweepCheck.updateMany({ where: { name, nextAt }, data: place });
}

/** Rounds that found nothing share a row, as long as it is not older than this. */
const shareForMs = 3_600_000;

/** Writes down what a round did. `failure`: the name of what kept it from its end. */
export async function reportRound(
  db: Database,
  round: { readonly check: ReportedName; readonly beganAt: Date; readonly endedAt: Date },
  { lookedAt, ...outcome }: CheckOutcome,
  failure: string | null = null,
): Promise<void> {
  const { check, beganAt, endedAt } = round;
  const { found, healed, raised } = outcome;
  if (found + healed + raised === 0) {
    const last = await db.sweepReport.findFirst({ where: { check }, orderBy: [{ beganAt: 'desc' }, { id: 'desc' }] });
    const shares = last !== null && last.beganAt.getTime() > beganAt.getTime() - shareForMs && last.failure === failure;
    if (shares && last.found + last.healed + last.raised === 0) {
      const data = { rounds: { increment: 1 }, lookedAt: { increment: lookedAt }, endedAt };
      await db.sweepReport.update({ where: { id: last.id }, data });
      return;
    }
  }
  await db.sweepReport.create({ data: { id: randomUUID(), check, beganAt, endedAt, lookedAt, ...outcome, failure } });
}
