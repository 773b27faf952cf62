/** What has to be done today: by the branches' cut-offs, by deadlines, and what is stuck that would miss the day. */
import { timeOfDay } from '../domain/clock-times.ts';
import { addDays, type Day, dayInJapan } from '../domain/dates.ts';
import type { Reader } from '../domain/scopes.ts';
import { isWorkingDay } from '../domain/working-days.ts';
import type { Database } from './database.ts';
import { fromDay } from './days.ts';
import { Prisma } from './generated/client.ts';
import { visibleBranches } from './visibility.ts';
import { workingCalendar } from './working-registers.ts';

export interface Sum {
  readonly guarantees: number;
  readonly amountYen: number;
}

export interface TodaysWork {
  /** Received before the branch's cut-off of today, so promised to be looked at today, and not decided. Source: R-N4. */
  readonly toReview: Sum;
  /** Wanted by the authority today at the latest, or before, and not issued yet. */
  readonly notIssued: Sum;
  /** Issued, wanted by the authority today at the latest, and not submitted. */
  readonly toSubmit: Sum;
  readonly feesOverdue: Sum;
  readonly endingThisWeek: Sum;
}

export async function todaysWork(db: Database, reader: Reader, now: Date): Promise<TodaysWork> {
  const today = dayInJapan(now);
  const [toReview, notIssued, toSubmit, feesOverdue, endingThisWeek] = await Promise.all([
    sumToReview(db, reader, today, now),
    sumDue(
      db,
      reader,
      Prisma.sql`kind = 'submission-due' AND deadline.due_on <= ${fromDay(today)}::date
      AND stage NOT IN ('posted', 'returned')`,
    ),
    sumDue(
      db,
      reader,
      Prisma.sql`kind = 'submission-due' AND deadline.due_on <= ${fromDay(today)}::date AND stage = 'posted'`,
    ),
    sumDue(db, reader, Prisma.sql`kind = 'fee-due' AND deadline.due_on < ${fromDay(today)}::date`),
    sumDue(
      db,
      reader,
      Prisma.sql`kind = 'guarantee-ending'
      AND deadline.due_on BETWEEN ${fromDay(today)}::date AND ${fromDay(addDays(today, 7))}::date`,
    ),
  ]);
  return { toReview, notIssued, toSubmit, feesOverdue, endingThisWeek };
}

async function sumDue(db: Database, reader: Reader, due: Prisma.Sql): Promise<Sum> {
  const rows = await db.$queryRaw<{ guarantees: bigint; amountYen: bigint | null }[]>`
    SELECT count(*) AS guarantees, sum(amount_yen)::bigint AS "amountYen"
    FROM deadline JOIN guarantee_listing listing USING (guarantee_id) WHERE ${due} AND ${visibleBranches(reader)}`;
  return sumOf(rows);
}

async function sumToReview(db: Database, reader: Reader, today: Day, now: Date): Promise<Sum> {
  const cutOffs = await cutOffsOf(db, today, now);
  const rows = await db.$queryRaw<{ guarantees: bigint; amountYen: bigint | null }[]>`
    SELECT count(*) AS guarantees, sum(amount_yen)::bigint AS "amountYen"
    FROM guarantee_listing listing
    JOIN unnest(${cutOffs.map(({ branchId }) => branchId)}::text[], ${cutOffs.map(({ at }) => at)}::timestamptz[])
      AS cut_off (of_branch, at) ON of_branch = branch_id AND stage_since <= at
    WHERE stage IN ('applied', 'awaiting-second-approval') AND ${visibleBranches(reader)}`;
  return sumOf(rows);
}

/** Until when what a branch received is looked at today: at most until now; none where it is closed all day. */
async function cutOffsOf(db: Database, today: Day, now: Date): Promise<{ branchId: string; at: Date }[]> {
  const rows = await db.branchReception.findMany({
    where: { effectiveOn: { lte: fromDay(today) } },
    orderBy: { effectiveOn: 'asc' },
  });
  const inForce = [...new Map(rows.map((row) => [row.branchId, row])).values()];
  const calendar = await workingCalendar(db, [1, 2, 3, 4, 5, 6, 7]);
  return inForce
    .filter(({ weekdays }) => calendar === null || isWorkingDay({ ...calendar, weekdays }, today) !== false)
    .map(({ branchId, applicationsUntil }) => {
      const cutOff = new Date(`${today}T${timeOfDay(applicationsUntil)}:00+09:00`);
      return { branchId, at: cutOff < now ? cutOff : now };
    });
}

function sumOf([row]: { guarantees: bigint; amountYen: bigint | null }[]): Sum {
  return { guarantees: Number(row?.guarantees ?? 0n), amountYen: Number(row?.amountYen ?? 0n) };
}
