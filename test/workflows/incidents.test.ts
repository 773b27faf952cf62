/** What an incident tells, and what becomes of it: another cause, another row; a refusal is not tried again. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import { apply, command, untilIncident, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

/** Somebody posts other content under the number of a case that is about to be posted. */
async function postOtherContent(guaranteeId: string): Promise<void> {
  const id = { guaranteeId, revision: 1 };
  const where = { guaranteeId_revision: id };
  const { canonicalJson: ours } = await service.db.certificate.findUniqueOrThrow({ where });
  const { guaranteeNumber } = await service.db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const [file] = await service.db.document.findMany({ where: { ...id, kind: 'certificate' } });
  const other = canonicalJson({ ...JSON.parse(ours), contractor: '別の建設 株式会社' });
  await service.services.dSure.postCertificate({
    guaranteeNumber: guaranteeNumber as string,
    revision: 1,
    certificateJson: other,
    certificateDigest: createHash('sha256').update(other).digest('hex'),
    file: await service.services.store.get(file?.sha256 as string),
    fileDigest: file?.sha256 as string,
  });
}

function incidentsOf(guaranteeId: string) {
  return service.db.incident.findMany({ where: { guaranteeId }, orderBy: { firstSeenAt: 'asc' } });
}

test('other content under our number is an incident of its own name, at once and without a second try', async () => {
  const { prepayment } = await apply(service);
  await service.dSure.kill();
  await command(service, prepayment, 'approve');
  const first = await untilIncident(service, prepayment);
  await service.dSure.start();
  await postOtherContent(prepayment);
  await command(service, prepayment, 'retry', { by: 'operator', incidentId: first.id });
  const second = await until(async () => (await incidentsOf(prepayment))[1]);
  expect(second).toMatchObject({
    fingerprint: 'post × posted-certificate-must-not-change × d-sure',
    state: 'open',
    tries: 1,
  });
  expect((await incidentsOf(prepayment))[0]).toMatchObject({ id: first.id, state: 'new-cause' });
  await untilStage(service, prepayment, 'posting');
  const { arrivedAt } = await service.db.posting.findFirstOrThrow({ where: { guaranteeId: prepayment } });
  expect(arrivedAt).toBeNull();
});

test('an incident that fails again after its retry is the same one, open again with all its tries', async () => {
  const { prepayment } = await apply(service);
  await service.dSure.kill();
  await command(service, prepayment, 'approve');
  const { id } = await untilIncident(service, prepayment);
  await command(service, prepayment, 'retry', { by: 'operator', incidentId: id });
  await until(async () => (await incidentsOf(prepayment)).find(({ state, tries }) => state === 'open' && tries === 6));
  expect(await incidentsOf(prepayment)).toHaveLength(1);
  await service.dSure.start();
  await command(service, prepayment, 'retry', { by: 'operator', incidentId: id });
  await untilStage(service, prepayment, 'posted');
  expect(await incidentsOf(prepayment)).toMatchObject([{ id, state: 'fixed', tries: 6, reopenings: 1 }]);
  const entries = await service.db.incidentEntry.findMany({ where: { incidentId: id }, orderBy: { id: 'asc' } });
  expect(entries.map(({ kind }) => kind)).toEqual(['raised', 'retried', 'still-stuck', 'retried', 'fixed']);
});

test('what failed is told in clear words in the row, and by name alone in the run', async () => {
  const { prepayment } = await apply(service);
  await service.dSure.kill();
  await command(service, prepayment, 'approve');
  const { id, detail } = await untilIncident(service, prepayment);
  expect(detail).toBe('D-Sureに接続できません。D-Sureの稼働とネットワークを確認し、つながってから再実行してください。');
  const run = service.client.workflow.getHandle(revisionRunId(prepayment, 1));
  expect(await until(async () => [await run.query('progress')].find((told) => waitsWith(told, id)))).toEqual({
    stage: 'posting',
    epoch: 1,
    incidentId: id,
  });
  await service.dSure.start();
  await command(service, prepayment, 'retry', { by: 'operator', incidentId: id });
  await untilStage(service, prepayment, 'posted');
});

function waitsWith(told: unknown, incidentId: string): boolean {
  return (told as { incidentId: string | null }).incidentId === incidentId;
}
