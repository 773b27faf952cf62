/** Until when what a branch received is promised to be looked at on the same day. Source: R-N4. */
import { timeOfDay } from '../domain/clock-times.ts';
import { dayInJapan } from '../domain/dates.ts';
import { isWorkingDay } from '../domain/working-days.ts';
import type { Database } from './database.ts';
import { fromDay } from './days.ts';
import { workingCalendar } from './working-registers.ts';

export interface CutOff {
  readonly branchId: string;
  readonly at: Date;
}

/** Today's, of each branch: at most until now; none where the branch is closed all day. */
export async function reviewCutOffs(db: Database, now: Date): Promise<CutOff[]> {
  const today = dayInJapan(now);
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
