/** The baseline of guarantees: a case and its mail with the same starts, updates and activities, and nothing in them. */
import {
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type Queue, queueBeside } from '../../workflows/ids.ts';
import type { EmptyActivities } from './empty-activities.ts';

/** Waits for an approval, records it, issues, prints, posts, and then waits for a submission that never comes. */
export async function emptyCase(id: string): Promise<void> {
  const waiting: string[] = [];
  const recorded = new Set<string>();
  setHandler(defineUpdate<void, [string]>('approve'), async (commandId) => {
    waiting.push(commandId);
    await condition(() => recorded.has(commandId));
  });
  await condition(() => waiting.length > 0);
  const commandId = waiting[0] as string;
  await tables().recordCommand(commandId);
  recorded.add(commandId);
  await on('issuance').issueCertificate(id);
  await on('documents').printDocuments(id);
  await on('d-sure').postCertificate(id);
  await condition(() => waiting.length > 1);
}

export async function emptyMail(id: string): Promise<void> {
  await on('mail').sendMail(id);
}

function on(queue: Queue) {
  return proxyActivities<EmptyActivities>({
    taskQueue: queueBeside(workflowInfo().taskQueue, queue),
    startToCloseTimeout: '60s',
    heartbeatTimeout: '10s',
  });
}

function tables() {
  return proxyLocalActivities<EmptyActivities>({ startToCloseTimeout: '10s' });
}
