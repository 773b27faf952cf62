/** What is due today, as a condition on "listing": the overview's numbers and the lists behind them ask for the same. */
import { addDays, type Day } from '../domain/dates.ts';
import type { DueToday } from '../domain/due-today.ts';
import { fromDay } from './days.ts';
import { Prisma } from './generated/client.ts';

/** Few rows fit, and are found by the days alone: what has to be submitted or paid stands open for some weeks only. */
export function dueToday(kind: DueToday, today: Day): Prisma.Sql {
  const day = Prisma.sql`${fromDay(today)}::date`;
  const hasToBeThere = dueBy('submission-due', Prisma.sql`<= ${day}`);
  switch (kind) {
    case 'not-issued': // what was returned waits for the contractor
      return Prisma.sql`${hasToBeThere} AND listing.stage NOT IN ('posted', 'returned')`;
    case 'to-submit':
      return Prisma.sql`${hasToBeThere} AND listing.stage = 'posted'`;
    case 'fee-overdue':
      return dueBy('fee-due', Prisma.sql`< ${day}`);
    case 'ending-soon':
      return Prisma.sql`listing.ends_on BETWEEN ${day} AND ${fromDay(addDays(today, 7))}::date`;
  }
}

function dueBy(kind: 'submission-due' | 'fee-due', days: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`listing.guarantee_id IN (
    SELECT guarantee_id FROM deadline WHERE deadline.kind = ${kind} AND deadline.due_on ${days})`;
}
