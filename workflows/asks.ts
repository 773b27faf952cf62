/** What workflows ask of the world: whole activities on their counterparty's queue, tables through local activities. */
import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { stepNames } from '../domain/steps.ts';
import { type Queue, queueBeside } from './ids.ts';

/**
 * Tried 8 times, 1 s doubling to 10 s. No schedule-to-close: our own downtime must not count (design, section 8).
 * The worker's settings may change tries and waits (activities/failures.ts); histories stay the same.
 */
function effects(queue: Queue, summary: string) {
  return proxyActivities<Activities>({
    summary,
    taskQueue: queueBeside(workflowInfo().taskQueue, queue),
    startToCloseTimeout: '60s',
    heartbeatTimeout: '5s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 8 },
  });
}

export const guarantees = (summary = '見回り') => effects('guarantees', summary);
export const issuance = () => effects('issuance', stepNames.issue);
export const documents = () => effects('documents', stepNames.print);
export const dSure = (summary: string = stepNames.post) => effects('d-sure', summary);
export const mail = () => effects('mail', stepNames.mail);

/** Effects on tables only: retried for ever, and alarmed about through health. */
export const tables = () =>
  proxyLocalActivities<Activities>({
    startToCloseTimeout: '10s',
    localRetryThreshold: '1m',
    retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '10s' },
  });
