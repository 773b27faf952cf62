/** Asks the workflow server how a run stands: the one place that reads its descriptions. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { RunStanding } from '../domain/run-standing.ts';

/** A task is tried again for other reasons, too: a worker that was killed. From this try on the code is to blame. */
const failingFromTry = 3;

/** Throws while the server is away, after `waitMs` at the latest. */
export async function standingOf(client: Client, runId: string, waitMs: number): Promise<RunStanding> {
  try {
    const handle = client.workflow.getHandle(runId);
    const { status, raw } = await client.withDeadline(Date.now() + waitMs, () => handle.describe());
    if (status.name === 'COMPLETED' || status.name === 'CONTINUED_AS_NEW') return { kind: 'ended' };
    if (status.name !== 'RUNNING') return { kind: 'lost' };
    const tries = raw.pendingWorkflowTask?.attempt ?? 0;
    return tries >= failingFromTry ? { kind: 'failing', tries } : { kind: 'running' };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'lost' };
    throw error;
  }
}
