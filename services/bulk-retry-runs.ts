/** The run of a bulk retry, as its clients see it: started, or woken up where it sleeps. */
import { randomUUID } from 'node:crypto';
import { type Client, WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { bulkRetryRunId } from '../workflows/ids.ts';
import { bulkRetryWorkflowType, heedUpdateName } from '../workflows/messages.ts';

/** On return the run has been started, or looks at its row now; one that has ended has nothing left to look at. */
export async function wakeBulkRetry(
  client: Client,
  bulkRetryId: string,
  taskQueue: string,
  waitMs: number,
): Promise<void> {
  const startWorkflowOperation = new WithStartWorkflowOperation(bulkRetryWorkflowType, {
    workflowId: bulkRetryRunId(bulkRetryId),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    workflowIdConflictPolicy: 'USE_EXISTING',
    taskQueue,
    args: [{ bulkRetryId }],
    staticSummary: 'まとめて再実行',
  } as never);
  startWorkflowOperation.workflowHandle().catch(() => undefined); // the update tells the same
  try {
    await client.withDeadline(Date.now() + waitMs, () =>
      client.workflow.executeUpdateWithStart(heedUpdateName, { updateId: randomUUID(), startWorkflowOperation }),
    );
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowUpdateFailedError) return;
    throw error;
  }
}
