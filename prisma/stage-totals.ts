/** How many guarantees stand at each stage, and how many came to each in an hour: exact at any moment, without counting them. */
import type { Reader } from '../domain/scopes.ts';
import { isEnd, type Stage, stageNames } from '../domain/stages.ts';
import type { Database } from './database.ts';
import { visibleBranches } from './visibility.ts';

export interface StageCount {
  readonly stage: Stage;
  readonly guarantees: number;
  readonly amountYen: number;
  /** Since when the one stands there that stands longest; null at the end of the line, and where none stands. */
  readonly oldestSince: Date | null;
}

/** Every stage, in the order of the line. Totals and the steps not added yet are read at one moment. */
export async function stageCounts(db: Database, reader: Reader): Promise<StageCount[]> {
  const [totals, oldest] = await Promise.all([
    db.$queryRaw<{ stage: string; guarantees: bigint; amountYen: bigint }[]>`
      SELECT stage, sum(guarantees)::bigint AS guarantees, sum(amount_yen)::bigint AS "amountYen" FROM (
        SELECT branch_id, stage, guarantees, amount_yen FROM stage_total
        UNION ALL SELECT branch_id, stage, guarantees, amount_yen FROM stage_step
      ) AS counted WHERE ${visibleBranches(reader)} GROUP BY stage`,
    oldestAt(db, reader),
  ]);
  return stageNames.map((stage) => {
    const total = totals.find((row) => row.stage === stage);
    const guarantees = Number(total?.guarantees ?? 0n);
    const oldestSince = oldest.find((row) => row.stage === stage)?.since ?? null;
    return { stage, guarantees, amountYen: Number(total?.amountYen ?? 0n), oldestSince };
  });
}

function oldestAt(db: Database, reader: Reader): Promise<{ stage: string; since: Date | null }[]> {
  const underWay = stageNames.filter((stage) => !isEnd(stage));
  return db.$queryRaw`
    SELECT stage.name AS stage, (
      SELECT stage_since FROM guarantee_listing WHERE stage = stage.name AND ${visibleBranches(reader)}
      ORDER BY stage_since, position LIMIT 1
    ) AS since FROM unnest(${underWay}::text[]) AS stage (name)`;
}

export interface StageFlow {
  readonly hourAt: Date;
  readonly stage: Stage;
  readonly entered: number;
}

/** How many came to each stage in each hour from this one on; an hour without any is left out. */
export async function stageFlow(db: Database, reader: Reader, from: Date): Promise<StageFlow[]> {
  const rows = await db.$queryRaw<{ hourAt: Date; stage: Stage; entered: bigint }[]>`
    SELECT hour_at AS "hourAt", stage, sum(entered)::bigint AS entered FROM (
      SELECT hour_at, branch_id, stage, entered FROM stage_flow WHERE hour_at >= ${from}
      UNION ALL SELECT hour_at, branch_id, stage, entered FROM stage_step WHERE hour_at >= ${from} AND entered > 0
    ) AS flown WHERE ${visibleBranches(reader)} GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.map(({ entered, ...row }) => ({ ...row, entered: Number(entered) }));
}

const batchSize = 10_000;

/** Adds the steps of now to totals and flow; returns how many. What is added is taken away in the same transaction. */
export async function addUpSteps(db: Database): Promise<number> {
  const [added] = await db.$queryRaw<{ steps: bigint }[]>`
    WITH taken AS (
      DELETE FROM stage_step WHERE id IN (SELECT id FROM stage_step ORDER BY id LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)
      RETURNING *
    ), totalled AS (
      INSERT INTO stage_total
      SELECT branch_id, stage, sum(guarantees), sum(amount_yen) FROM taken GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (branch_id, stage) DO UPDATE SET guarantees = stage_total.guarantees + EXCLUDED.guarantees,
        amount_yen = stage_total.amount_yen + EXCLUDED.amount_yen
    ), flown AS (
      INSERT INTO stage_flow
      SELECT hour_at, branch_id, stage, sum(entered) FROM taken WHERE entered > 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (hour_at, branch_id, stage) DO UPDATE SET entered = stage_flow.entered + EXCLUDED.entered
    )
    SELECT count(*) AS steps FROM taken`;
  return Number(added?.steps ?? 0n);
}
