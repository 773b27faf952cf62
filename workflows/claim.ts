/** One 前払金請求書, printed because a contractor asked for it: no case waits for it, and no incident comes of it. */
import { setCurrentDetails } from '@temporalio/workflow';
import { documents } from './asks.ts';
import { untilDone } from './failure.ts';
import type { ClaimInput } from './messages.ts';

/** Prints the claim of a row. Fails where it cannot be printed; whoever asks again starts it again. */
export async function claimWorkflow({ claimId }: ClaimInput): Promise<void> {
  setCurrentDetails('前払金請求書を印刷しています');
  await untilDone(() => documents().printClaim(claimId));
}
