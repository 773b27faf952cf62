/** Applications that nobody decided by the time that the branch tells contractors, which its hours and cut-offs give. */
import { momentInJapan } from '../../domain/clock-times.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { expectedIssue } from '../../domain/expected-issue.ts';
import type { CheckOutcome } from '../../domain/sweeping.ts';
import { type Standing, standingTooLong } from '../../prisma/standing-too-long.ts';
import { seeFindings } from '../../prisma/sweep-findings.ts';
import { openingsOn } from '../../prisma/working-registers.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import type { Check } from '../look-over.ts';
import { endRound, lapOf, nextAfter } from './laps.ts';

/** Overdue: so long after the promise as the register says. Where the branch's register does not reach, nothing was promised. */
export const findOverdueReviews: Check = async ({ db, clock }, due): Promise<CheckOutcome> => {
  const now = clock.now();
  const wanted = {
    stages: ['applied', 'awaiting-second-approval'] as const,
    overdueBefore: due.overdueBefore,
    unexplained: false,
  };
  const page = await standingTooLong(db, wanted, due.cursor, due.rowsPerRound);
  const openings = new Map<string, ReturnType<typeof openingsOn>>();
  const overdue: Standing[] = [];
  for (const row of page) {
    const on = dayInJapan(row.stageSince);
    const key = `${row.branchId} ${on}`;
    const known = openings.get(key) ?? openingsOn(db, row.branchId, on);
    openings.set(key, known);
    const open = await known;
    const since = momentInJapan(row.stageSince);
    const promised = open === null ? null : expectedIssue(row, open.reception, open.calendar, since);
    if (promised === null) continue;
    const { on: approvedOn, at } = promised.approved;
    if (new Date(`${approvedOn}T${at}:00+09:00`) < due.overdueBefore) overdue.push(row);
  }
  const seen = overdue.map(({ guaranteeId, number }) => ({
    kind: 'review-overdue' as const,
    about: revisionRunId(guaranteeId, number),
    guaranteeId,
  }));
  const raised = await seeFindings(db, seen, now);
  const cursor = nextAfter(page, due.rowsPerRound, ({ guaranteeId }) => guaranteeId);
  const healed = await endRound(db, due, { cursor, lapBeganAt: lapOf(due, now), kinds: ['review-overdue'] }, now);
  return { lookedAt: page.length, found: overdue.length, healed, raised };
};
