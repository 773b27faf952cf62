/** The worker as a process of its own asks every counterparty by itself, and tells when one is gone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyVersion, type OtherVersion } from '../support/other-version.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

let service: RunningService;
let worker: OtherVersion;
beforeAll(async () => {
  service = await openService();
  await service.stopWorkers();
  worker = copyVersion();
  await worker.start({ ...service.settings, HEALTH_EVERY_MS: '1000' });
}, 180_000);
afterAll(async () => {
  await worker.close();
  await service.close();
});

const answering = () =>
  service.db.counterpartyHealth.count({ where: { answeredAt: { not: null }, failingSince: null } });

test('all five answer; D-Sure killed does not, and does again', async () => {
  await until(async () => (await answering()) === 5);
  await service.dSure.kill();
  await until(async () => (await answering()) === 4);
  const gone = await service.db.counterpartyHealth.findUniqueOrThrow({ where: { name: 'd-sure' } });
  expect(gone.failure).toBe('DSureUnreachable');
  await service.dSure.start();
  await until(async () => (await answering()) === 5);
}, 120_000);
