/** The workers of one process: one for each queue it serves, sharing a connection. */
import { fileURLToPath } from 'node:url';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { mailConnections } from '../services/mailer.ts';
import { createQueueRates } from '../services/queue-rates.ts';
import { type Queue, queueName, queues } from '../workflows/ids.ts';
import { createCircuitGate } from './circuit-gate.ts';
import { startCircuitKeeper } from './circuit-keeper.ts';
import { createFailureInterceptor, type Patience } from './failures.ts';
import { createActivities, type Services } from './index.ts';

export interface WorkerSettings {
  readonly namespace: string;
  readonly queuePrefix: string;
  readonly patience: Patience;
  /** The workflows as one file, made beforehand; null: made here. */
  readonly workflowBundle: string | null;
  readonly maxCachedWorkflows: number;
  /** Slots of the documents queue: as many as there are cores. */
  readonly printers: number;
}

export interface Workers {
  /** Resolves when every worker has stopped; rejects when one failed. */
  readonly done: Promise<void>;
  /** Lets what runs finish, then stops. */
  stop(): Promise<void>;
}

/** Starts a worker for each queue. On return all of them poll. */
export async function startWorkers(
  connection: NativeConnection,
  services: Services,
  settings: WorkerSettings,
): Promise<Workers> {
  const activities = createActivities(services);
  const rates = createQueueRates(connection.workflowService, settings);
  const keeper = startCircuitKeeper(services, rates, settings.queuePrefix);
  const gate = createCircuitGate(services, settings.queuePrefix);
  const interceptors = {
    activity: [
      () => ({ inbound: gate }),
      () => ({ inbound: createFailureInterceptor(settings.patience, services.logger, keeper.count) }),
    ],
  };
  const shared = {
    connection,
    namespace: settings.namespace,
    activities,
    interceptors,
    shutdownGraceTime: '10s',
    // Every beat is sent: by default one per four fifths of the time limit, which leaves a late one little room.
    maxHeartbeatThrottleInterval: '2s',
  } as const;
  const workers = await Promise.all(
    queues.map((queue) =>
      Worker.create({ ...shared, taskQueue: queueName(settings.queuePrefix, queue), ...optionsOf(queue, settings) }),
    ),
  );
  const done = Promise.all(workers.map((worker) => worker.run())).then(() => undefined);
  return {
    done,
    stop: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
      await keeper.stop();
    },
  };
}

/** Workflows and the tables' local activities live on `guarantees`; the others only act. */
function optionsOf(
  queue: Queue,
  { workflowBundle, maxCachedWorkflows, printers }: WorkerSettings,
): Partial<WorkerOptions> {
  if (queue === 'guarantees') {
    return {
      ...(workflowBundle === null
        ? { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) }
        : { workflowBundle: { codePath: workflowBundle } }),
      maxCachedWorkflows,
      // How long a run waits for the worker that remembers it, where that worker was killed.
      stickyQueueScheduleToStartTimeout: '5s',
      reuseV8Context: true,
    };
  }
  if (queue === 'documents') return { maxConcurrentActivityTaskExecutions: 2 * printers };
  // As many as the mailer has connections: a mail that queues behind others must not run into its time limit.
  return queue === 'mail' ? { maxConcurrentActivityTaskExecutions: mailConnections } : {};
}
