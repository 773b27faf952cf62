/** The Schedules that workers ensure at start: the sweeper, and the reading of D-Sure's feed. */
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { queueName } from '../workflows/ids.ts';
import { responsesWorkflowType, sweepWorkflowType } from '../workflows/messages.ts';

export interface ScheduleSettings {
  readonly queuePrefix: string;
  readonly sweepEveryMs: number;
  readonly responsesEveryMs: number;
}

/** On return both Schedules exist with today's intervals. A round that still runs is not started twice. */
export async function ensureSchedules(
  client: Client,
  { queuePrefix, sweepEveryMs, responsesEveryMs }: ScheduleSettings,
): Promise<void> {
  await ensure(client, `${queuePrefix}sweep`, sweepWorkflowType, sweepEveryMs, queuePrefix);
  await ensure(client, `${queuePrefix}responses`, responsesWorkflowType, responsesEveryMs, queuePrefix);
}

async function ensure(
  client: Client,
  scheduleId: string,
  workflowType: string,
  everyMs: number,
  queuePrefix: string,
): Promise<void> {
  const spec = { intervals: [{ every: everyMs }] };
  const workflowExecutionTimeout = '10m'; // a round that is stuck must not stop the next ones
  const action = {
    type: 'startWorkflow' as const,
    workflowType,
    taskQueue: queueName(queuePrefix, 'guarantees'),
    workflowExecutionTimeout,
  };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP };
  try {
    await client.schedule.create({ scheduleId, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update((found) => ({ ...found, spec, action, policies }) as never);
  }
}
