/** The sealed sequence: every place is there once, each batch's hash is that of its events, and each goes on from the last. */
import { batchHashing } from '../../../prisma/event-hashes.ts';
import type { Faults } from './faults.ts';
import type { SetDigest } from './set-digest.ts';
import type { AuditSource, Batch } from './source.ts';

interface SequencePass {
  /** The last place that is looked at: what is sealed later is for the next time. */
  readonly upTo: number;
  readonly faults: Faults;
  readonly seen: SetDigest;
  /** Heads that were told, by their hash: those that a batch has are taken out. */
  readonly heads: Map<string, string>;
  readonly onPlace: (position: number) => void;
}

/** Reads places and batches side by side, in memory for a page of each. */
export async function verifySequence(source: AuditSource, pass: SequencePass): Promise<void> {
  const { upTo, faults, seen, onPlace } = pass;
  const batches = checkedBatches(source.batches(), pass);
  let batch = await batches.next();
  let hashing = batch === null ? null : batchHashing(batch.previousHash);
  let expected = 1;
  let reported = false;
  for await (const { position, eventId, hash } of source.places()) {
    if (position > upTo) break;
    if (position !== expected) {
      const which = position - expected === 1 ? `place ${expected}` : `places ${expected} to ${position - 1}`;
      faults.report('place-missing', which, 'The sequence has a gap here: nothing may be taken out of it.');
    }
    expected = position + 1;
    if (hash === null) {
      faults.report('event-missing', `place ${position}`, `Event ${eventId} was sealed here, and is no longer there.`);
    } else seen.add(position, eventId, hash);
    while (batch !== null && batch.lastPosition < position) {
      endBatch(batch, hashing, faults);
      batch = await batches.next();
      hashing = batch === null ? null : batchHashing(batch.previousHash);
      reported = false;
    }
    if (batch === null || position < batch.firstPosition) {
      if (!reported) faults.report('batch-missing', `place ${position}`, 'This place is in no batch.');
      reported = true;
    } else hashing?.add(hash ?? '');
    onPlace(position);
  }
  if (expected <= upTo)
    faults.report('place-missing', `places ${expected} to ${upTo}`, 'The sequence ends before its last batch does.');
  while (batch !== null) {
    endBatch(batch, hashing, faults);
    batch = await batches.next();
    hashing = batch === null ? null : batchHashing(batch.previousHash);
  }
}

function endBatch(batch: Batch, hashing: ReturnType<typeof batchHashing> | null, faults: Faults): void {
  if (hashing?.end() === batch.hash) return;
  const sentence = 'The hash of this batch is not that of its events: something in it was changed, moved or taken out.';
  faults.report('batch-changed', nameOf(batch), sentence);
}

/** The batches up to the end, each of which goes on from the one before. */
function checkedBatches(batches: AsyncIterable<Batch>, { upTo, faults, heads }: SequencePass) {
  const iterator = batches[Symbol.asyncIterator]();
  let last: Pick<Batch, 'lastPosition' | 'hash'> = { lastPosition: 0, hash: '' };
  return {
    async next(): Promise<Batch | null> {
      const { done, value: batch } = await iterator.next();
      if (done === true || batch.firstPosition > upTo) return null;
      if (batch.firstPosition !== last.lastPosition + 1 || batch.previousHash !== last.hash) {
        const sentence = `This batch does not go on from the one that ends at place ${last.lastPosition}.`;
        faults.report('batch-missing', nameOf(batch), sentence);
      }
      for (const [day, hash] of heads) if (hash === batch.hash) heads.delete(day);
      last = batch;
      return batch;
    },
  };
}

function nameOf({ firstPosition, lastPosition }: Batch): string {
  return `batch ${firstPosition} to ${lastPosition}`;
}
