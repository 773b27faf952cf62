/** What is wrong with the audit log: each fault by name, the first hundred in words, all of them counted. */

export const faultNames = [
  'event-changed',
  'event-missing',
  'event-out-of-order',
  'event-not-sealed',
  'words-changed',
  'words-missing',
  'place-missing',
  'batch-changed',
  'batch-missing',
  'sequence-and-chains-differ',
  'head-differs',
] as const;
export type FaultName = (typeof faultNames)[number];

export interface Fault {
  readonly fault: FaultName;
  /** Where to look: a place, a batch, a chain and its link. */
  readonly at: string;
  readonly sentence: string;
}

export interface Faults {
  readonly found: readonly Fault[];
  readonly count: number;
  report(fault: FaultName, at: string, sentence: string): void;
}

const mostInWords = 100;

export function collectFaults(): Faults {
  const found: Fault[] = [];
  let count = 0;
  return {
    found,
    get count() {
      return count;
    },
    report(fault, at, sentence) {
      count += 1;
      if (found.length < mostInWords) found.push({ fault, at, sentence });
    },
  };
}
