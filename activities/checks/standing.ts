/** Revisions that stand at a stage for longer than the register allows. */
import type { Stage } from '../../domain/stages.ts';
import type { CheckOutcome, FindingKind } from '../../domain/sweeping.ts';
import { standingTooLong } from '../../prisma/standing-too-long.ts';
import { seeFindings } from '../../prisma/sweep-findings.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import type { Check } from '../look-over.ts';
import { endRound, lapOf, nextAfter } from './laps.ts';

/** A check of these stages. `unexplained`: only where no incident of a step tells why. */
export function findStanding(wanted: {
  readonly stages: readonly Stage[];
  readonly kind: FindingKind;
  readonly unexplained: boolean;
}): Check {
  const { stages, kind, unexplained } = wanted;
  return async ({ db, clock }, due): Promise<CheckOutcome> => {
    const now = clock.now();
    const { overdueBefore, cursor: after, rowsPerRound } = due;
    const page = await standingTooLong(db, { stages, overdueBefore, unexplained }, after, rowsPerRound);
    const seen = page.map(({ guaranteeId, number }) => ({
      kind,
      about: revisionRunId(guaranteeId, number),
      guaranteeId,
    }));
    const raised = await seeFindings(db, seen, now);
    const cursor = nextAfter(page, rowsPerRound, ({ guaranteeId }) => guaranteeId);
    const healed = await endRound(db, due, { cursor, lapBeganAt: lapOf(due, now), kinds: [kind] }, now);
    return { lookedAt: page.length, found: page.length, healed, raised };
  };
}
