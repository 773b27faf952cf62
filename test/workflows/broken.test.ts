/** A deployment whose workflow code fails: the sweeper raises one incident of its own cause, and closes it when the code is right again. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { lookOver } from '../../activities/look-over.ts';
import { queueName, revisionRunId } from '../../workflows/ids.ts';
import { apply, command, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { sharedTemporal } from '../support/temporal-server.ts';
import { until } from '../support/until.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
  await service.owner.sweepCheck.updateMany({ where: { name: 'runs' }, data: { everySeconds: 1, limitSeconds: 1 } });
});
afterAll(() => service.close());

/** Serves the workflows with code that fails, while `act` runs. */
async function withBrokenCode(act: () => Promise<void>): Promise<void> {
  const connection = await NativeConnection.connect({ address: sharedTemporal().address });
  const workflowsPath = fileURLToPath(new URL('./support/broken-workflows.ts', import.meta.url));
  const logger = new DefaultLogger('ERROR', () => undefined);
  const worker = await Worker.create({
    connection,
    taskQueue: queueName(service.queuePrefix, 'guarantees'),
    workflowBundle: await bundleWorkflowCode({ workflowsPath, logger }),
  });
  await worker.runUntil(act);
  await connection.close();
}

test('a run whose workflow task fails is one incident with what to do, closed once the code is mended', async () => {
  const { prepayment } = await apply(service);
  await service.stopWorkers();
  const approved = command(service, prepayment, 'approve');
  const incidents = () => service.db.incident.findMany({ where: { guaranteeId: prepayment } });
  await withBrokenCode(async () => {
    await until(
      async () => (await service.runs.standing(revisionRunId(prepayment, 1), 5000)).kind === 'failing',
      90_000,
    );
    await until(async () => {
      await lookOver(service.services);
      return (await incidents()).length > 0;
    });
    await service.owner.sweepCheck.updateMany({ data: { nextAt: new Date(0) } });
    await lookOver(service.services);
  });
  expect(await incidents()).toMatchObject([
    {
      fingerprint: 'issue × workflow-task-failing × issuance',
      state: 'open',
      detail: expect.stringContaining('直した版を配備してください'),
    },
  ]);
  await service.startWorkers();
  await approved;
  await untilStage(service, prepayment, 'posted');
  await until(async () => (await incidents()).every(({ state }) => state === 'fixed'));
  expect(await incidents()).toHaveLength(1);
}, 180_000);
