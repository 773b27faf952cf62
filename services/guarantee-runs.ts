/** Runs of guarantees and mails, as their clients see them: start, send a command, all safe to repeat. */
import {
  type Client,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { CommandDelivery, Delivered } from '../domain/command-delivery.ts';
import type { CommandName, RecordedCommand } from '../domain/commands.ts';
import { type RefusalName, refusalSentences } from '../domain/refusals.ts';
import type { RunStanding } from '../domain/run-standing.ts';
import { claimRunId, mailRunId, queueName, revisionRunId } from '../workflows/ids.ts';
import {
  type CommandMessage,
  claimWorkflowType,
  guaranteeWorkflowType,
  mailWorkflowType,
  type RevisionInput,
} from '../workflows/messages.ts';
import { wakeBulkRetry } from './bulk-retry-runs.ts';
import { standingOf } from './run-standing.ts';

export interface GuaranteeRuns {
  /** On return the run of this revision has been started, now or before. Throws while Temporal is away, after `waitMs` at the latest. */
  startRevision(input: RevisionInput, waitMs?: number): Promise<void>;
  /** On return the run of this mail has been started, now or before. Throws while Temporal is away, after `waitMs` at the latest. */
  startMail(mailId: string, waitMs?: number): Promise<void>;
  /** On return the run that prints this claim has been started, or runs. Throws while Temporal is away, after `waitMs` at the latest. */
  startClaim(claimId: string, waitMs: number): Promise<void>;
  /** Sends a command to its run, starting the run where it is not there yet. Waits `waitMs` for the answer. */
  sendToRevision(input: RevisionInput, name: CommandName, message: CommandMessage, waitMs: number): Promise<Delivered>;
  sendToMail(mailId: string, name: CommandName, message: CommandMessage, waitMs: number): Promise<Delivered>;
  /** On return the run of this bulk retry has been started, or looks at its row now. Throws while Temporal is away, after `waitMs` at the latest. */
  wakeBulkRetry(bulkRetryId: string, waitMs: number): Promise<void>;
  /** How the run of this workflow id stands. Throws while Temporal is away, after `waitMs` at the latest. */
  standing(runId: string, waitMs: number): Promise<RunStanding>;
  /** Sends a command to whichever run it names. */
  deliver(delivery: CommandDelivery, waitMs: number): Promise<Delivered>;
}

/** The runs of one installation. `prefix` names its queues. */
export function createGuaranteeRuns(client: Client, prefix: string): GuaranteeRuns {
  const taskQueue = queueName(prefix, 'guarantees');
  const runs: Omit<GuaranteeRuns, 'deliver'> = {
    startRevision: (input, waitMs = 10_000) =>
      client.withDeadline(Date.now() + waitMs, () =>
        startOnce(() => client.workflow.start(guaranteeWorkflowType, revisionOptions(input, taskQueue))),
      ),
    startMail: (mailId, waitMs = 10_000) =>
      client.withDeadline(Date.now() + waitMs, () =>
        startOnce(() => client.workflow.start(mailWorkflowType, mailOptions(mailId, taskQueue))),
      ),
    startClaim: (claimId, waitMs) =>
      client.withDeadline(Date.now() + waitMs, () =>
        startOnce(() => client.workflow.start(claimWorkflowType, claimOptions(claimId, taskQueue))),
      ),
    wakeBulkRetry: (bulkRetryId, waitMs) => wakeBulkRetry(client, bulkRetryId, taskQueue, waitMs),
    standing: (runId, waitMs) => standingOf(client, runId, waitMs),
    sendToRevision: (input, name, message, waitMs) =>
      send(client, guaranteeWorkflowType, revisionOptions(input, taskQueue), name, message, waitMs),
    sendToMail: (mailId, name, message, waitMs) =>
      send(client, mailWorkflowType, mailOptions(mailId, taskQueue), name, message, waitMs),
  };
  return {
    ...runs,
    deliver: ({ mailId, input, name, message }, waitMs) =>
      mailId === null
        ? runs.sendToRevision(input, name, message, waitMs)
        : runs.sendToMail(mailId, name, message, waitMs),
  };
}

/** A repeated start finds the run; a start after the end is refused by the server, and is no work left either. */
const policies = {
  workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
  workflowIdConflictPolicy: 'USE_EXISTING',
} as const;

function revisionOptions(input: RevisionInput, taskQueue: string) {
  return {
    ...policies,
    workflowId: revisionRunId(input.guaranteeId, input.revision),
    taskQueue,
    args: [input],
    staticSummary: `保証 履歴No.${input.revision}`,
    staticDetails: '申込から提出まで。一つの履歴を一つの実行が担当します。',
  };
}

function mailOptions(mailId: string, taskQueue: string) {
  return { ...policies, workflowId: mailRunId(mailId), taskQueue, args: [{ mailId }], staticSummary: 'メール' };
}

function claimOptions(claimId: string, taskQueue: string) {
  return {
    ...policies,
    workflowId: claimRunId(claimId),
    taskQueue,
    args: [{ claimId }],
    staticSummary: '前払金請求書',
  };
}

async function startOnce(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function send(
  client: Client,
  type: string,
  options: ReturnType<typeof revisionOptions> | ReturnType<typeof mailOptions>,
  name: CommandName,
  message: CommandMessage,
  waitMs: number,
): Promise<Delivered> {
  const startWorkflowOperation = new WithStartWorkflowOperation(type, options as never);
  startWorkflowOperation.workflowHandle().catch(() => undefined); // the update tells the same
  try {
    const outcome = await client.withDeadline(Date.now() + waitMs, () =>
      client.workflow.executeUpdateWithStart(name, {
        updateId: message.commandId,
        args: [message],
        startWorkflowOperation,
      }),
    );
    return { kind: 'recorded', outcome: outcome as RecordedCommand };
  } catch (error) {
    return whatHappened(error);
  }
}

function whatHappened(error: unknown): Delivered {
  if (error instanceof WorkflowExecutionAlreadyStartedError) return { kind: 'ended' };
  if (error instanceof WorkflowUpdateFailedError) {
    const cause = error.cause;
    if (cause instanceof ApplicationFailure && cause.type != null && cause.type in refusalSentences) {
      return { kind: 'refused', refusal: cause.type as RefusalName };
    }
    return { kind: 'ended' }; // the run ended while the update waited: the tables decide
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(error))
    return { kind: 'unanswered' };
  if (isNotReachable(error)) return { kind: 'unanswered' };
  throw error;
}

/** A failed connection comes wrapped, or as a plain error from the transport. */
function isNotReachable(error: unknown): boolean {
  return (
    error instanceof Error &&
    (isGrpcServiceError(error.cause) || error.name === 'ServiceError' || error.name === 'TransportError')
  );
}
