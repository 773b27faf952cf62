/** The baseline's worker process: the same queues and settings as the service's, nothing to do. Ends with its parent. */
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { queueName, queues } from '../../workflows/ids.ts';
import { createEmptyActivities, emptyPrefix } from './empty-activities.ts';

const [address = '', printers = '1', maxCachedWorkflows = '500'] = process.argv.slice(2);

Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });
const connection = await NativeConnection.connect({ address });
const client = new Client({ connection });
const activities = createEmptyActivities(client, (news) => process.send?.(news));
const workers = await Promise.all(
  queues.map((queue) =>
    Worker.create({
      connection,
      taskQueue: queueName(emptyPrefix, queue),
      activities,
      ...(queue === 'guarantees' && {
        workflowsPath: fileURLToPath(new URL('empty-workflows.ts', import.meta.url)),
        maxCachedWorkflows: Number(maxCachedWorkflows),
        reuseV8Context: true,
      }),
      ...(queue === 'documents' && { maxConcurrentActivityTaskExecutions: Number(printers) }),
    }),
  ),
);
process.once('disconnect', () => {
  for (const worker of workers) worker.shutdown();
});
const running = Promise.all(workers.map((worker) => worker.run()));
process.send?.('ready');
await running;
await connection.close();
