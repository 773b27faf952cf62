/** A bulk retry, from its confirmation to its end: what is to be done stands in the tables, this only keeps the time. */
import {
  ActivityFailure,
  condition,
  continueAsNew,
  defineUpdate,
  isCancellation,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { guarantees, tables } from './asks.ts';
import { type BulkRetryInput, heedUpdateName } from './messages.ts';

/** After so many events a new run takes over: replaying must stay quick. */
const mostEventsOfARun = 2_000;

/**
 * Sends batch after batch, one activity each, and looks into the tables for what came of them, until nothing waits or
 * somebody, or a failed canary, ended it. Whatever people decide meanwhile stands in the row, which is read before each
 * move; the update only wakes this run up.
 */
export async function bulkRetryWorkflow(input: BulkRetryInput): Promise<void> {
  let isWoken = false;
  setHandler(defineUpdate<void, []>(heedUpdateName), () => {
    isWoken = true;
  });
  setCurrentDetails('まとめて再実行しています。進み具合は業務の画面でご覧ください');
  for (;;) {
    isWoken = false;
    const move = await tables().moveBulkRetry(input.bulkRetryId);
    if (move.do === 'end') return;
    if (move.do === 'wait') await condition(() => isWoken, move.ms);
    else if (!(await sends(input.bulkRetryId))) await condition(() => isWoken, whenNotSentMs);
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    if (continueAsNewSuggested || historyLength >= (input.mostEvents ?? mostEventsOfARun)) {
      await continueAsNew<typeof bulkRetryWorkflow>(input);
    }
  }
}

/** Whether the batch went out. One that did not is tried again later: what was written down of it goes first then. */
async function sends(bulkRetryId: string): Promise<boolean> {
  try {
    await guarantees('まとめて再実行').sendBulkRetries(bulkRetryId);
    return true;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return false;
  }
}

const whenNotSentMs = 10_000;
