/** What has to be done today: by the branches' cut-offs, by deadlines, and what is stuck that would miss the day. */
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { DueToday } from '../domain/due-today.ts';
import type { Reader } from '../domain/scopes.ts';
import { type Database, plannedForItsValues } from './database.ts';
import { dueToday } from './due-today.ts';
import { type CutOff, reviewCutOffs } from './review-cut-offs.ts';
import { visibleBranches } from './visibility.ts';

export interface Sum {
  readonly guarantees: number;
  readonly amountYen: number;
}

export interface TodaysWork extends Readonly<Record<DueToday, Sum>> {
  /** Received before the branch's cut-off of today, so promised to be looked at today, and not decided. Source: R-N4. */
  readonly toReview: Sum;
}

export async function todaysWork(db: Database, reader: Reader, now: Date): Promise<TodaysWork> {
  const today = dayInJapan(now);
  const sumOfDue = (kind: DueToday) => sumDue(db, reader, kind, today);
  const [toReview, notIssued, toSubmit, feeOverdue, endingSoon] = await Promise.all([
    reviewCutOffs(db, now).then((cutOffs) => sumToReview(db, reader, cutOffs)),
    sumOfDue('not-issued'),
    sumOfDue('to-submit'),
    sumOfDue('fee-overdue'),
    sumOfDue('ending-soon'),
  ]);
  return {
    toReview,
    'not-issued': notIssued,
    'to-submit': toSubmit,
    'fee-overdue': feeOverdue,
    'ending-soon': endingSoon,
  };
}

async function sumDue(db: Database, reader: Reader, kind: DueToday, today: Day): Promise<Sum> {
  const rows = await db.$queryRaw<{ guarantees: bigint; amountYen: bigint | null }[]>`${plannedForItsValues}
    SELECT count(*) AS guarantees, sum(amount_yen)::bigint AS "amountYen"
    FROM guarantee_listing listing WHERE ${dueToday(kind, today)} AND ${visibleBranches(reader)}`;
  return sumOf(rows);
}

async function sumToReview(db: Database, reader: Reader, cutOffs: readonly CutOff[]): Promise<Sum> {
  const rows = await db.$queryRaw<{ guarantees: bigint; amountYen: bigint | null }[]>`
    SELECT count(*) AS guarantees, sum(amount_yen)::bigint AS "amountYen"
    FROM guarantee_listing listing
    JOIN unnest(${cutOffs.map(({ branchId }) => branchId)}::text[], ${cutOffs.map(({ at }) => at)}::timestamptz[])
      AS cut_off (of_branch, at) ON of_branch = branch_id AND stage_since <= at
    WHERE stage IN ('applied', 'awaiting-second-approval') AND ${visibleBranches(reader)}`;
  return sumOf(rows);
}

function sumOf([row]: { guarantees: bigint; amountYen: bigint | null }[]): Sum {
  return { guarantees: Number(row?.guarantees ?? 0n), amountYen: Number(row?.amountYen ?? 0n) };
}
