/**
 * bin/hosho audit verify: reads the whole audit log over the API, page by page, and computes every hash again here. The
 * service tells rows, never whether they are right: who has changed the tables cannot make this command say they are whole.
 */
import type { Api } from './api.ts';
import type { Command } from './command.ts';
import { Ended, exitCodes } from './exit-codes.ts';
import type { AuditSource, Batch, ChainedEvent, Head, Place } from './verify/source.ts';
import { type Verified, verify } from './verify/verify.ts';

export const auditVerify: Command = {
  usage: 'audit verify',
  summary: 'computes every hash of the audit log again, and finds what was changed, taken out or moved',
  options: {
    head: {
      type: 'string',
      multiple: true,
      value: 'DAY=HASH',
      meaning: 'a head hash from a daily mail: shows whether the log was rewritten as a whole (may be given again)',
    },
  },
  words: { least: 0, most: 0 },
  keyOf: 'auditor',
  async run({ api, options, tell }) {
    const heads = ((options.head ?? []) as readonly string[]).map(headIn);
    const verified = await verify(sourceOf(api), heads, progress(tell));
    return {
      json: verified,
      text: textOf(verified),
      exitCode: verified.whole ? exitCodes.ok : exitCodes.found,
    };
  },
};

function headIn(typed: string): Head {
  const [, day, hash] = /^(\d{4}-\d{2}-\d{2})=([0-9a-f]{64})$/i.exec(typed) ?? [];
  if (day === undefined || hash === undefined) {
    throw new Ended(exitCodes.usage, '--head is a day and its hash from the daily mail: 2026-04-01=0f3c… (64 digits).');
  }
  return { day, hash };
}

function sourceOf(api: Api): AuditSource {
  return {
    async heads() {
      const { head, days, now } = await api.get('/audit/heads');
      return { head, days, now: new Date(now) };
    },
    places: () => pagesBy<Place>(api, '/audit/places', 'places', 'after', 'nextAfter'),
    batches: () => pagesBy<Batch>(api, '/audit/batches', 'batches', 'after', 'nextAfter'),
    async *events() {
      const rows = pagesBy<ChainedEvent & { occurredAt: string }>(
        api,
        '/audit/events',
        'events',
        'cursor',
        'nextCursor',
      );
      for await (const row of rows) yield { ...row, occurredAt: new Date(row.occurredAt) };
    },
  };
}

/** Every row of a paged address. The next page is asked for while this one is looked at. */
async function* pagesBy<Row>(api: Api, path: string, rows: string, asked: string, next: string): AsyncGenerator<Row> {
  let page = api.get(path);
  for (;;) {
    const read = await page;
    const from = read[next] as string | number | null;
    if (from !== null) {
      page = api.get(`${path}?${new URLSearchParams({ [asked]: String(from) })}`);
      page.catch(() => undefined); // told when its turn comes
    }
    yield* read[rows] as Row[];
    if (from === null) return;
  }
}

const everyMs = 2000;

function progress(tell: (sentence: string) => void) {
  let last = Date.now();
  return (pass: 'sequence' | 'chains', done: number, of: number) => {
    if (Date.now() - last < everyMs) return;
    last = Date.now();
    const percent = of === 0 ? 100 : Math.min(100, Math.floor((100 * done) / of));
    tell(`${pass === 'sequence' ? 'the sealed sequence' : 'the chains'}: ${done.toLocaleString('en')} (${percent}%)`);
  };
}

function textOf({ whole, events, chains, position, head, erased, faults, faultCount }: Verified): string {
  const counted = `${events.toLocaleString('en')} events in ${chains.toLocaleString('en')} chains, sealed up to place ${position}`;
  const lines = [
    whole ? `The audit log is whole: ${counted}.` : `The audit log is NOT whole: ${counted}.`,
    ...(head === '' ? [] : [`Head hash  ${head}`]),
    ...erased.map(({ eventId, on }) => `Words of event ${eventId}: erased by law on ${on}.`),
    ...faults.map(({ fault, at, sentence }) => `${fault}  ${at}: ${sentence}`),
    ...(faultCount > faults.length ? [`… and ${faultCount - faults.length} more faults.`] : []),
  ];
  return lines.join('\n');
}
