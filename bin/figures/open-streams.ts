/** Figures: many open event streams on one api process: what each costs in memory, and how soon a screen hears of a change. */
import { Client } from 'pg';
import type { BenchStack } from './bench-stack.ts';
import { signInAtDesk } from './desk-visitor.ts';
import { approvedSql, type Heard, openStream, streamsOfASession, untilHeard } from './event-stream.ts';
import { type Figure, median, percentile, reported } from './figure.ts';
import { residentMegabytes } from './resident-memory.ts';

/** Every stream belongs to the contractor whose guarantees are then approved. */
export async function openStreams(
  { service, desk }: BenchStack,
  { streams, cases }: { readonly streams: number; readonly cases: number },
): Promise<Figure[]> {
  const cookies: string[] = [];
  for (let n = 0; n < streams; n += streamsOfASession) cookies.push((await signInAtDesk(desk)).cookie);
  const before = await residentMegabytes([desk.apiPid()]);
  const heard: Heard[] = [];
  const open = await Promise.all(
    Array.from({ length: streams }, (_, n) =>
      openStream(`${desk.url}/events`, cookies[Math.floor(n / streamsOfASession)] as string, (one) => heard.push(one)),
    ),
  );
  const memory = ((await residentMegabytes([desk.apiPid()])) - before) * 1_000;
  const tables = new Client({ connectionString: desk.database });
  await tables.connect();
  try {
    const delays: number[] = [];
    for (let n = 0; n < cases; n++) {
      const id = await service.apply();
      await service.approve(id);
      const { rows } = await tables.query<{ at: Date }>(approvedSql, [id]);
      const changedAt = rows[0]?.at.getTime() ?? Number.NaN;
      const after = () => heard.filter(({ guaranteeId, at }) => guaranteeId === id && at >= changedAt);
      await untilHeard(() => after().length >= streams);
      delays.push(
        ...after()
          .slice(0, streams)
          .map(({ at }) => at - changedAt),
      );
      await service.cameTo(id, 'mailed', 20);
      heard.length = 0;
    }
    return [
      reported('stream-memory', 'kB', null, [memory / streams]),
      reported('change-to-screen-p50', 'ms', null, [median(delays)]),
      reported('change-to-screen-p99', 'ms', null, [percentile(delays, 0.99)]),
    ];
  } finally {
    await tables.end();
    for (const close of open) close();
  }
}
