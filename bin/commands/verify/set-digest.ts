/** A digest of a set, whatever the order: two passes that saw the same events have the same, in memory for one number. */
import { createHash } from 'node:crypto';

export interface SetDigest {
  add(position: number, eventId: string, hash: string): void;
  readonly value: bigint;
}

export function setDigest(): SetDigest {
  let sum = 0n;
  return {
    add(position, eventId, hash) {
      const digest = createHash('sha256').update(`${position}\n${eventId}\n${hash}`).digest('hex');
      sum = BigInt.asUintN(256, sum + BigInt(`0x${digest}`));
    },
    get value() {
      return sum;
    },
  };
}
