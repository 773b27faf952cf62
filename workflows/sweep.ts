/** The sweeper: finds what was accepted and not carried on, and carries it on. Started by a Temporal Schedule. */
import { dSure, guarantees } from './asks.ts';
import { untilDone } from './failure.ts';

/** One round over the tables. Returns how many things were moved, by kind. */
export async function sweepWorkflow(): Promise<{ runs: number; commands: number; mails: number }> {
  return guarantees().sweep();
}

/** One reading of D-Sure's feed of what authorities did, page by page until it is empty. */
export async function responsesWorkflow(): Promise<number> {
  return untilDone(() => dSure('発注者の確認').readResponses());
}
