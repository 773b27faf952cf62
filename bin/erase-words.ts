/**
 * bin/erase-words: erases the words of events where the law demands it. Not over the API, and no part of bin/hosho: the
 * service's own role must not be able to take anything back, so this asks for the owner's, as bin/migrate does.
 */
import { parseArgs } from 'node:util';
import { openDatabase } from '../prisma/database.ts';
import { type Erasable, erasableEvents, eraseWords } from '../prisma/erasures.ts';

const usage = `bin/erase-words (--event ID … | --actor USER) --law ARTICLE --reason WORDS --ordered-by OFFICE [--yes] [--json]
Erases the words of events (who acted from where, before and after, reason) where the law demands it. The events stay
with their digests, so the chains stay whole, and each erasure is an act of its own in the audit log.
  --event ID           an event, by its id in the audit log; may be given again
  --actor USER         every event of this user, by the user's id
  --law ARTICLE        the law that demands it, such as 個人情報保護法第35条
  --reason WORDS       why; no personal data, for this stays
  --ordered-by OFFICE  whose order it is, by office, not by name
  --yes                erases; without it the command only tells what it would
The URL of the tables, with their owner's role, stands in DATABASE_OWNER_URL.
Ends with 0: done; 1: an event is not there; 2: not understood.`;

const options = {
  event: { type: 'string', multiple: true },
  actor: { type: 'string' },
  law: { type: 'string' },
  reason: { type: 'string' },
  'ordered-by': { type: 'string' },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  if (values.help) return say(usage, 0);
  const { event: eventIds, actor, law, reason, 'ordered-by': orderedBy } = values;
  const ids = [...(eventIds ?? []), ...(actor === undefined ? [] : [actor])];
  const isOne = (eventIds === undefined) !== (actor === undefined);
  if (!isOne || !law || !reason || !orderedBy) return say(usage, 2);
  if (!ids.every((id) => uuid.test(id))) return say(`That is no id.\n${usage}`, 2);
  const url = process.env.DATABASE_OWNER_URL;
  if (url === undefined || url === '') return say(`DATABASE_OWNER_URL is not set.\n${usage}`, 2);
  const which = actor === undefined ? { eventIds: ids } : { actorId: actor };
  const db = openDatabase(url, 2);
  try {
    const events = await erasableEvents(db, which);
    if (events.length === 0 || ('eventIds' in which && events.length < new Set(ids).size)) {
      return say('Nothing was erased: an event that is named is not there, or records an erasure itself.', 1);
    }
    const still = events.filter(({ hasWords }) => hasWords);
    const order = { law, reason, orderedBy };
    const ofThese = still.map(({ id }) => id);
    const erased = values.yes ? await eraseWords(db, ofThese, order, new Date()) : 0;
    if (values.json) return say(JSON.stringify({ erased, events }), 0);
    const told = values.yes
      ? `The words of ${erased} events were erased.`
      : `Nothing was erased yet: the words of ${still.length} events would be. Add --yes.`;
    return say([...events.map(lineOf), told].join('\n'), 0);
  } finally {
    await db.$disconnect();
  }
}

function lineOf({ id, guaranteeId, subject, sequence, kind, occurredAt, hasWords }: Erasable): string {
  const chain = subject ?? `guarantee/${guaranteeId}`;
  return `${id}  ${occurredAt.toISOString()}  ${kind}  ${chain}, link ${sequence}${hasWords ? '' : '  (erased already)'}`;
}

function say(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}

process.exitCode = await main().catch((error: Error) => say(error.message, 2));
