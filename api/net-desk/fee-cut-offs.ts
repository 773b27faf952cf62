/** Until when a fee that is due counts for that day's issue, by the branch of the case. Source: R-F5, R-N4. */
import { type Moment, momentInJapan } from '../../domain/clock-times.ts';
import { feeCutOff } from '../../domain/expected-issue.ts';
import type { Database } from '../../prisma/database.ts';
import type { OpenCase } from '../../prisma/desk-home.ts';
import { openingsOn } from '../../prisma/working-registers.ts';

/** The next cut-off of each branch that has a case waiting for its fee; a branch without hours in the register has none. */
export async function feeCutOffs(
  db: Database,
  cases: readonly Pick<OpenCase, 'stage' | 'branchId'>[],
  at: Date,
): Promise<ReadonlyMap<string, Moment>> {
  const now = momentInJapan(at);
  const branchIds = new Set(cases.filter(({ stage }) => stage === 'awaiting-fee').map(({ branchId }) => branchId));
  const found = await Promise.all(
    [...branchIds].map(async (branchId): Promise<[string, Moment][]> => {
      const openings = await openingsOn(db, branchId, now.on);
      const cutOff = openings === null ? null : feeCutOff(openings.reception, openings.calendar, now);
      return cutOff === null ? [] : [[branchId, cutOff]];
    }),
  );
  return new Map(found.flat());
}
