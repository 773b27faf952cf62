/** How fast Temporal hands out the activities of a queue. Nothing is handed out at 0: what waits spends no tries. */
import type { WorkflowService } from '@temporalio/client';
import { type Queue, queueName } from '../workflows/ids.ts';

export interface QueueRates {
  /** On return the queue's activities are handed out at this rate a second; null: as fast as workers ask. Again is the same. */
  set(queue: Queue, perSecond: number | null): Promise<void>;
}

/** What of a Temporal connection sets rates. */
type QueueSettings = Pick<WorkflowService, 'updateTaskQueueConfig'>;

/** As the server numbers the kinds of queues: 1 for workflows, 2 for activities. */
const activityQueue = 2;

/** The rates of one installation's queues. Source: UpdateTaskQueueConfig, Temporal server 1.29. */
export function createQueueRates(
  service: QueueSettings,
  { namespace, queuePrefix }: { readonly namespace: string; readonly queuePrefix: string },
): QueueRates {
  return {
    async set(queue, perSecond) {
      await service.updateTaskQueueConfig({
        namespace,
        identity: 'hosho',
        taskQueue: queueName(queuePrefix, queue),
        taskQueueType: activityQueue,
        updateQueueRateLimit: {
          reason: 'circuit',
          ...(perSecond === null ? {} : { rateLimit: { requestsPerSecond: perSecond } }),
        },
      });
    },
  };
}
