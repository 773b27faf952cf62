/** Figures: guarantees parked behind D-Sure's open circuit, cleared once somebody closes it, beside new ones carried through. */
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import type { BenchStack } from './bench-stack.ts';
import { besides, compared, type Figure, reported } from './figure.ts';
import { carry } from './guarantees-per-second.ts';

/** New guarantees are measured by so many at most, before the backlog and after it. */
const mostNew = 300;
/** A backlog that does not grow less for so long is never cleared. */
const patienceMs = 120_000;

/**
 * The clock runs from the press that closes the circuit until the last parked guarantee is posted and mailed: probe and
 * ramp are in it. The second figure is of those that were left when the circuit let everything through again, the third
 * how long that took. Throws where one that was parked spent its tries, or was posted before.
 */
export async function backlogCleared(
  { service, operator, desk }: BenchStack,
  { cases, inFlight }: { readonly cases: number; readonly inFlight: number },
  say: (sentence: string) => void,
): Promise<Figure[]> {
  const fresh = Math.min(cases, mostNew);
  await carry(service, 3 * Math.min(cases, inFlight), inFlight, []); // the engines compile what is called often
  const before = await carry(service, fresh, inFlight, []);
  say(`  ${before.toFixed(2)} new guarantees/s; ${cases} are parked`);
  const tables = new Client({ connectionString: desk.database });
  await tables.connect();
  const count = async (query: string, ids: readonly string[]) => {
    const { rows } = await tables.query<{ found: number }>(query, ids.length === 0 ? [] : [ids]);
    return rows[0]?.found ?? 0;
  };
  try {
    await operator.post('/api/v1/circuits/d-sure/opening', { reason: '測定のため' });
    await untilGrown(1, () => count(appliedSql, []));
    const ids: string[] = [];
    await Promise.all(Array.from({ length: Math.min(inFlight, cases) }, (_, slot) => park(slot)));
    async function park(slot: number): Promise<void> {
      for (let n = slot; n < cases; n += inFlight) {
        const id = await service.apply();
        ids.push(id);
        await service.approve(id);
      }
    }
    await untilGrown(cases, () => count(parkedSql, ids));

    await operator.post('/api/v1/circuits/d-sure/closing', { reason: '測定のため' });
    const since = performance.now();
    const ramp = { ms: Number.NaN, cleared: cases };
    const isRamping = () => Number.isNaN(ramp.ms);
    await untilGrown(cases, async () => {
      const cleared = await count(clearedSql, ids);
      const ms = performance.now() - since;
      if (isRamping() && (await count(closedSql, [])) === 1) Object.assign(ramp, { ms, cleared });
      return cleared;
    });
    const ms = performance.now() - since;
    if ((await count(incidentsSql, ids)) > 0) throw new Error('a parked guarantee spent its tries.');
    await untilGrown(1, () => count(closedSql, []));
    if (isRamping()) ramp.ms = performance.now() - since;
    const after = await carry(service, fresh, inFlight, []);
    say(
      `  cleared in ${(ms / 1_000).toFixed(1)} s, ${ramp.cleared} of them in the ramp; ${after.toFixed(2)} new guarantees/s`,
    );
    const value = (cases * 1_000) / ms;
    const rest = cases - ramp.cleared;
    const ofRest = { value: (rest * 1_000) / (ms - ramp.ms), baseline: (before + after) / 2 };
    return [
      compared('backlog-cleared', 'guarantees/s', '≥ 0.9', [
        { value, baseline: before },
        { value, baseline: after },
      ]),
      ...(rest > 0 ? [besides('backlog-after-the-ramp', 'guarantees/s', ofRest)] : []),
      reported('circuit-closed-after', 's', null, [ramp.ms / 1_000]),
    ];
  } finally {
    await tables.end();
  }
}

/** Resolves when it counts so many. */
async function untilGrown(wanted: number, count: () => Promise<number>): Promise<void> {
  let most = -1;
  let grewAt = performance.now();
  for (;;) {
    const found = await count();
    if (found >= wanted) return;
    if (found > most) [most, grewAt] = [found, performance.now()];
    if (performance.now() - grewAt > patienceMs)
      throw new Error(`Only ${most} of ${wanted} guarantees have come through.`);
    await setTimeout(200);
  }
}

const appliedSql =
  "SELECT count(*)::int AS found FROM circuit WHERE counterparty = 'd-sure' AND applied_per_second = 0";
const closedSql = `SELECT count(*)::int AS found FROM circuit
  WHERE counterparty = 'd-sure' AND state = 'closed' AND applied_per_second IS NULL`;
const parkedSql = `SELECT count(*)::int AS found FROM revision
  WHERE guarantee_id = ANY($1) AND stage = 'posting' AND arrived_at IS NULL`;
const clearedSql = `SELECT count(*)::int AS found FROM revision r WHERE guarantee_id = ANY($1) AND arrived_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM mail m WHERE m.guarantee_id = r.guarantee_id AND m.state = 'sent')`;
const incidentsSql = 'SELECT count(*)::int AS found FROM incident WHERE guarantee_id = ANY($1)';
