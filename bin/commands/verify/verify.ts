/** Verifies the whole audit log: the sealed sequence, all chains, and that both tell of the same events. */
import { type Erased, verifyChains } from './chains.ts';
import { collectFaults, type Fault } from './faults.ts';
import { verifySequence } from './sequence.ts';
import { setDigest } from './set-digest.ts';
import type { AuditSource, Head } from './source.ts';

export interface Verified {
  readonly whole: boolean;
  readonly events: number;
  readonly chains: number;
  readonly position: number;
  readonly head: string;
  readonly erased: readonly Erased[];
  readonly faultCount: number;
  readonly faults: readonly Fault[];
}

/** Hears how many places or events were looked at by now, and how many there are of them, about. */
export type Progress = (pass: 'sequence' | 'chains', done: number, of: number) => void;

/** An event is sealed about a second after it is committed. */
const sealedAfterMs = 60_000;

/** `heads` are those that somebody kept outside, from the daily mails: they show a log that was rewritten as a whole. */
export async function verify(source: AuditSource, heads: readonly Head[], tell: Progress): Promise<Verified> {
  const faults = collectFaults();
  const { head, days, now } = await source.heads();
  const upTo = head?.position ?? 0;
  const told = new Map<string, string>();
  for (const { day, hash } of days) told.set(`the row of ${day}`, hash);
  for (const { day, hash } of heads) told.set(`the head of ${day} that was given`, hash.toLowerCase());
  const [inSequence, inChains] = [setDigest(), setDigest()];
  const onPlace = (position: number) => tell('sequence', position, upTo);
  await verifySequence(source, { upTo, faults, seen: inSequence, heads: told, onPlace });
  for (const name of told.keys()) {
    faults.report('head-differs', name, 'No batch has this hash: what was sealed by then was rewritten since.');
  }
  let done = 0;
  const sealedBefore = new Date(now.getTime() - sealedAfterMs);
  const onEvent = () => tell('chains', ++done, upTo);
  const counted = await verifyChains(source, { upTo, sealedBefore, faults, seen: inChains, onEvent });
  if (inSequence.value !== inChains.value) {
    const sentence = 'The sealed sequence and the chains do not hold the same events.';
    faults.report('sequence-and-chains-differ', `places 1 to ${upTo}`, sentence);
  }
  return {
    whole: faults.count === 0,
    ...counted,
    position: upTo,
    head: head?.hash ?? '',
    faultCount: faults.count,
    faults: faults.found,
  };
}
