/** The baseline's cases: the same client calls as the API's, made from here, and a worker process of their own. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { queueName } from '../../workflows/ids.ts';
import { type Cases, inTime } from './cases.ts';
import { type CameTo, emptyPrefix } from './empty-activities.ts';

/** As many runs in memory as the service's worker keeps. */
const maxCachedWorkflows = 500;

/** The baseline's worker polls when this returns. */
export async function openEmptyCases(address: string): Promise<Cases> {
  const worker = fork(
    fileURLToPath(new URL('empty-worker.ts', import.meta.url)),
    [address, String(availableParallelism()), String(maxCachedWorkflows)],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const ended = once(worker, 'exit');
  const [first] = await Promise.race([once(worker, 'message'), ended]);
  if (first !== 'ready') throw new Error(`The baseline's worker ended with code ${first} while starting.`);

  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const news = {
    posted: new Map<string, PromiseWithResolvers<void>>(),
    mailed: new Map<string, PromiseWithResolvers<void>>(),
  };
  const expected = ({ id, cameTo }: CameTo) => {
    const known = news[cameTo].get(id) ?? Promise.withResolvers<void>();
    news[cameTo].set(id, known);
    return known;
  };
  worker.on('message', (told) => expected(told as CameTo).resolve());
  return {
    async apply() {
      const id = randomUUID();
      await client.workflow.start('emptyCase', optionsOf(id));
      return id;
    },
    async approve(id) {
      const startWorkflowOperation = new WithStartWorkflowOperation('emptyCase', optionsOf(id));
      const updateId = randomUUID();
      await client.workflow.executeUpdateWithStart('approve', { updateId, args: [updateId], startWorkflowOperation });
    },
    async cameTo(id, cameTo) {
      await inTime(expected({ id, cameTo }).promise, id);
      news[cameTo].delete(id);
    },
    async close() {
      await connection.close();
      worker.disconnect();
      await ended;
    },
  };
}

function optionsOf(id: string) {
  const taskQueue = queueName(emptyPrefix, 'guarantees');
  return { workflowId: `empty/${id}`, taskQueue, args: [id], workflowIdConflictPolicy: 'USE_EXISTING' } as const;
}
