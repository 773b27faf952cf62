/** Figures: many open event streams on one api process: what each costs in memory, and how soon a screen hears of a change. */
import { get } from 'node:http';
import { Client } from 'pg';
import type { BenchStack } from './bench-stack.ts';
import { signInAtDesk } from './desk-visitor.ts';
import { type Figure, median, percentile, reported } from './figure.ts';
import { residentMegabytes } from './resident-memory.ts';

interface Heard {
  readonly guaranteeId: string;
  readonly at: number;
}

/** A browser keeps six connections to a host: so many windows has a session. */
const streamsOfASession = 6;
const patienceMs = 30_000;

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
      await until(() => after().length >= streams);
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

const approvedSql = "SELECT occurred_at AS at FROM event WHERE guarantee_id = $1 AND kind = 'approve'";

/** Open on return; returns how it is closed. */
function openStream(url: string, cookie: string, hear: (heard: Heard) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { cookie, accept: 'text/event-stream' }, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`an event stream answered ${response.statusCode}.`));
      let rest = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        const messages = (rest + text).split('\n\n');
        rest = messages.pop() ?? '';
        for (const message of messages) {
          const [, data] = /^event: guarantee-changed\n(?:id: .*\n)?data: (.*)$/m.exec(message) ?? [];
          const { guaranteeId } = JSON.parse(data ?? '{}') as { guaranteeId?: string };
          if (guaranteeId !== undefined) hear({ guaranteeId, at: Date.now() });
        }
      });
      response.on('error', () => undefined); // closed by us
      resolve(() => request.destroy());
    });
    request.on('error', reject);
  });
}

async function until(isTrue: () => boolean): Promise<void> {
  const since = performance.now();
  while (!isTrue()) {
    if (performance.now() - since > patienceMs) throw new Error('The streams have not all heard of a change.');
    await new Promise((again) => setTimeout(again, 5));
  }
}
