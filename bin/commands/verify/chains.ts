/** All chains: each link goes on from the one before, its hash is that of its row, and its words are what its digest says. */
import { bodyDigestOf, hashOf } from '../../../prisma/event-hashes.ts';
import type { Faults } from './faults.ts';
import type { SetDigest } from './set-digest.ts';
import type { AuditSource, ChainedEvent } from './source.ts';

/** Words that were erased by law: whose, and when. */
export interface Erased {
  readonly eventId: string;
  readonly on: string;
}

interface ChainsPass {
  readonly upTo: number;
  /** An event of before this instant must be sealed. */
  readonly sealedBefore: Date;
  readonly faults: Faults;
  readonly seen: SetDigest;
  readonly onEvent: () => void;
}

interface Counted {
  readonly events: number;
  readonly chains: number;
  readonly erased: readonly Erased[];
}

/** Reads chain by chain, in memory for a page, and for the few events whose words were erased. */
export async function verifyChains(source: AuditSource, pass: ChainsPass): Promise<Counted> {
  const { faults } = pass;
  const without = new Map<string, ChainedEvent>();
  const erasures = new Map<string, string>();
  let last: ChainedEvent | null = null;
  let events = 0;
  let chains = 0;
  for await (const event of source.events()) {
    const before = last !== null && chainOf(last) === chainOf(event) ? last : null;
    if (before === null) chains += 1;
    verifyLink(event, before, pass);
    if (event.words === null) without.set(event.id, event);
    if (event.subject?.startsWith('erasure/')) erasures.set(event.subject.slice('erasure/'.length), dayOf(event));
    last = event;
    events += 1;
    pass.onEvent();
  }
  const erased: Erased[] = [];
  for (const [eventId, event] of without) {
    const on = erasures.get(eventId);
    if (on === undefined) {
      faults.report('words-missing', nameOf(event), 'Its words are gone, and no erasure by law is recorded for it.');
    } else erased.push({ eventId, on });
  }
  return { events, chains, erased };
}

function verifyLink(event: ChainedEvent, before: ChainedEvent | null, pass: ChainsPass): void {
  const { faults, upTo, sealedBefore, seen } = pass;
  const at = nameOf(event);
  const expected = (before?.sequence ?? 0) + 1;
  if (event.sequence !== expected) {
    const which =
      event.sequence - expected === 1 ? `Link ${expected} is` : `Links ${expected} to ${event.sequence - 1} are`;
    faults.report('event-missing', at, `${which} missing before this one.`);
  } else if (event.previousHash !== (before?.hash ?? '')) {
    faults.report('event-changed', at, 'It does not go on from the link before it.');
  }
  if (hashOf(event) !== event.hash) faults.report('event-changed', at, 'The row is not what its hash says.');
  if (event.words !== null && bodyDigestOf(event.words.salt, event.words.content) !== event.bodyDigest) {
    faults.report('words-changed', at, 'Its words are not what its digest says.');
  }
  if (event.position === null || event.position > upTo) {
    if (event.occurredAt < sealedBefore) {
      faults.report(
        'event-not-sealed',
        at,
        'It is older than a minute, and stands in no batch of the sealed sequence.',
      );
    }
    if (event.position === null) return;
  }
  if (before !== null && before.position !== null && before.position > event.position) {
    faults.report('event-out-of-order', at, `It stands at place ${event.position}, before the link before it.`);
  }
  if (event.position <= upTo) seen.add(event.position, event.id, event.hash);
}

function chainOf({ guaranteeId, subject }: ChainedEvent): string {
  return subject ?? `guarantee/${guaranteeId}`;
}

function nameOf(event: ChainedEvent): string {
  return `${chainOf(event)}, link ${event.sequence}`;
}

function dayOf({ occurredAt }: ChainedEvent): string {
  return new Date(occurredAt.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
}
