/** What goes wrong outside becomes its cause, with a sentence that says what to do, and is freed once that was done. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createFolderStore } from '../../services/document-store.ts';
import { templateVersion } from '../../templates/version.ts';
import { apply, buildExample, command, untilIncident, untilStage } from '../support/cases.ts';
import { copyVersion } from '../support/other-version.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { openSmallDisk } from '../support/small-disk.ts';
import { until } from '../support/until.ts';

const disk = openSmallDisk();
const store = createFolderStore(disk.folder, disk.write);

let service: RunningService;
beforeAll(async () => {
  disk.fill();
  service = await openService({ store });
});
afterAll(async () => {
  await service.close();
  disk.remove();
});

function retry(guaranteeId: string, incidentId: string) {
  return command(service, guaranteeId, 'retry', { by: 'operator', incidentId });
}

test('a full disk: nothing of the case is lost, and with room it is issued under the same number', async () => {
  const { prepayment } = await apply(service);
  await command(service, prepayment, 'approve');
  const incident = await untilIncident(service, prepayment);
  expect(incident.fingerprint).toBe('print × StoreFull × documents');
  expect(incident.detail).toBe(
    '書類の保管場所に空きがありません。保管場所（DOCUMENT_STORE）の空きを増やしてから再実行してください。',
  );
  const { guaranteeNumber } = await service.db.guarantee.findUniqueOrThrow({ where: { id: prepayment } });
  disk.makeRoom();
  await retry(prepayment, incident.id);
  await untilStage(service, prepayment, 'posted');
  const after = await service.db.guarantee.findUniqueOrThrow({ where: { id: prepayment } });
  expect(after.guaranteeNumber).toBe(guaranteeNumber);
  expect(await service.db.incident.findUnique({ where: { id: incident.id } })).toMatchObject({ state: 'fixed' });
}, 60_000);

test('a mail server that refuses one domain: the others’ mails go, and this one goes once it takes them', async () => {
  const to = async (completionMailAddress: string) => {
    const example = buildExample(service.services.clock.now());
    const delivery = { ...example.delivery, completionMail: true, completionMailAddress };
    const { prepayment } = await apply(service, { ...example, delivery });
    await command(service, prepayment, 'approve');
    await untilStage(service, prepayment, 'posted');
    return prepayment;
  };
  service.inbox.refuseDomain('refused.example.jp', '5.7.1 mail for this domain is refused');
  const [stuck, fine] = [await to('soumu@refused.example.jp'), await to('soumu@fine.example.jp')];
  const incident = await untilIncident(service, stuck);
  expect(incident.fingerprint).toBe('mail × mail-domain-must-be-accepted × mail');
  expect(incident.detail).toContain('あて先のドメインへの配送を断っています');
  expect(incident.fingerprint + incident.detail).not.toContain('refused.example.jp');
  const mailOf = (guaranteeId: string) => service.db.mail.findFirst({ where: { guaranteeId, kind: 'completion' } });
  await until(async () => (await mailOf(fine))?.state === 'sent');
  expect((await mailOf(stuck))?.state).toBe('waiting');
  service.inbox.refuseDomain('refused.example.jp', null);
  await retry(stuck, incident.id);
  await until(async () => (await mailOf(stuck))?.state === 'sent');
}, 90_000);

test('a template that is wrong: mended by deploying the next version, with the certificate’s data as it was', async () => {
  disk.makeRoom();
  await service.stopWorkers();
  const wrong = copyVersion();
  appendFileSync(join(wrong.folder, 'templates/documents/certificate.hbs'), '{{aValueThatNobodyGives}}');
  await wrong.start({
    ...service.settings,
    DOCUMENT_STORE: disk.folder,
    EFFECT_TRIES: '2',
    EFFECT_FIRST_WAIT_MS: '50',
  });
  const { prepayment } = await apply(service);
  await command(service, prepayment, 'approve');
  const incident = await untilIncident(service, prepayment);
  expect(incident.fingerprint).toBe('print × TemplateBroken × documents');
  expect(incident.detail).toBe(
    '書類のひな型に誤りがあり、印刷できません。ひな型を直した版を配備してから再実行してください。証書データは変わりません。',
  );
  const certificate = await service.db.certificate.findFirstOrThrow({ where: { guaranteeId: prepayment } });
  await wrong.close();
  await service.startWorkers();
  await retry(prepayment, incident.id);
  await untilStage(service, prepayment, 'posted');
  expect(await service.db.certificate.findFirst({ where: { guaranteeId: prepayment } })).toEqual(certificate);
  const [file] = await service.db.document.findMany({ where: { guaranteeId: prepayment, kind: 'certificate' } });
  expect(file?.templateVersion).toBe(templateVersion);
}, 240_000);
