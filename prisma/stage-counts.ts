/** How many cases stand at each stage: of each guarantee its newest revision counts. */
import type { Reader } from '../domain/scopes.ts';
import { type Stage, stages } from '../domain/stages.ts';
import type { Database } from './database.ts';
import { visibleRows } from './visibility.ts';

/** Every stage in the order of the line, those without a case too. */
export async function casesByStage(db: Database, reader: Reader): Promise<readonly { stage: Stage; count: number }[]> {
  const rows = await db.$queryRaw<{ stage: Stage; count: bigint }[]>`
    SELECT newest.stage, count(*) AS count FROM guarantee
    JOIN LATERAL (
      SELECT stage FROM revision WHERE guarantee_id = guarantee.id ORDER BY number DESC LIMIT 1
    ) newest ON true
    WHERE ${visibleRows(reader, 'guarantee')} GROUP BY 1`;
  return (Object.keys(stages) as Stage[]).map((stage) => ({
    stage,
    count: Number(rows.find((row) => row.stage === stage)?.count ?? 0),
  }));
}
