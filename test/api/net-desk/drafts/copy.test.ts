/** A new draft from an earlier application; and one draft in two hands, which is sent once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { typedApplication } from '../../../../domain/typed-application.ts';
import { buildExample } from '../../../support/cases.ts';
import { type OpenDesk, openDesk, people } from '../support/desk.ts';
import { applyFor } from '../support/followed.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('an earlier application is copied into a new draft, from where it is listed (application-must-exist)', async () => {
  const { guaranteeId } = await applyFor(desk);
  const { applicationId } = await desk.owner.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const { browser: clerk } = await desk.signIn('clerk');
  for (const from of ['/', '/guarantees', `/guarantees/${guaranteeId}`]) {
    expect((await clerk.visit(from)).html).toContain(`name="copyOf" value="${applicationId}"`);
  }
  const form = await clerk.press(await clerk.visit(`/guarantees/${guaranteeId}`), 'コピーして申し込む ：●●●●工事');
  expect(form.text).toContain('前の申込をコピーしました');
  expect(form.html).toMatch(/name="contract.beneficiaryTitle"[^>]*value="高根沢町長"/);
  expect(form.html).toMatch(/name="contract.amountYen"[^>]*value=""/);
  const { browser: stranger } = await desk.signIn('stranger');
  const token = /name="formToken" value="([^"]+)"/.exec((await stranger.visit('/drafts')).html)?.[1] ?? '';
  for (const copyOf of [applicationId, randomUUID(), 'x']) {
    const refused = await stranger.send('/drafts', new URLSearchParams({ formToken: token, copyOf }));
    expect(refused.status).toBe(404);
  }
});

test('two tabs with other words: the first that is sent is the application, and is what both show', async () => {
  const id = randomUUID();
  const { contractorId, id: userId } = people.clerk;
  const typed = typedApplication(buildExample(new Date()));
  const data = { id, contractorId, userId, typed, savedAt: new Date() };
  await desk.owner.applicationDraft.create({ data });
  const { browser: clerk } = await desk.signIn('clerk');
  const { browser: other } = await desk.signIn('administrator');
  const first = await clerk.visit(`/drafts/${id}/confirmation`);
  const before = await desk.owner.application.count();
  const second = await other.visit(`/drafts/${id}/confirmation`);
  const sendings = [clerk.press(first, 'この内容で申し込む')];
  await desk.owner.applicationDraft.updateMany({
    where: { id, receiptNumber: null },
    data: { typed: { ...typed, 'contract.projectName': '別の言葉の工事' } },
  });
  sendings.push(other.press(second, 'この内容で申し込む'));
  for (const sent of await Promise.all(sendings)) expect(sent.text).toMatch(/R-\d{8}-\d{6}/);
  expect(await desk.owner.application.count()).toBe(before + 1);
  const { receiptNumber, typed: kept } = await desk.owner.applicationDraft.findUniqueOrThrow({ where: { id } });
  const sent = await desk.owner.application.findUniqueOrThrow({
    where: { receiptNumber: receiptNumber as string },
    include: { constructionContract: true },
  });
  expect((kept as Record<string, string>)['contract.projectName']).toBe(sent.constructionContract.projectName);
});
