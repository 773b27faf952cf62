/** A stuck mail of a case: sent to a known contact of the contractor, to an address that is typed, and nowhere by mistake. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayInJapan } from '../../../../domain/dates.ts';
import { declareConnection } from '../../../../prisma/connections.ts';
import { samples } from '../../../../prisma/sample-registers.ts';
import { sampleStaff } from '../../../../prisma/sample-staff.ts';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { applyFor, returnTo } from '../../net-desk/support/followed.ts';
import { recordingRuns } from '../../net-desk/support/recording.ts';
import { createIncident } from '../../support/stuck-incidents.ts';
import { type OpenOperations, openOperations } from '../support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([
    openOperations({ runs: recordingRuns(() => operations.db) }),
    openBrowser(),
  ]);
  await named(samples.users.contractor, 'shain@marumaru-kensetsu.example.jp');
  await named(samples.users.otherContractor, 'shain@sankaku-doboku.example.jp');
}, 60_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));

const named = (id: string, email: string) => operations.owner.user.update({ where: { id }, data: { email } });

/** The incident of a mail that the contractor's address for notices does not take. */
async function stuckMail(): Promise<{ id: string; mailId: string }> {
  const ids = await applyFor(operations);
  await returnTo(operations, ids, '金額をご確認ください。');
  const { guaranteeId } = ids;
  const mail = await operations.owner.mail.findFirstOrThrow({ where: { guaranteeId } });
  const id = await createIncident(operations.db, guaranteeId, { errorName: 'mail-must-be-deliverable' });
  await operations.owner.incident.update({
    where: { id },
    data: { step: 'mail', mailId: mail.id, counterparty: 'mail' },
  });
  return { id, mailId: mail.id };
}

/** The form of the page that resolves, with what was chosen and typed. */
function formOf(html: string, typed: Record<string, string>): URLSearchParams {
  const form = /action="[^"]+\/resolution"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1] ?? '';
  return new URLSearchParams({ formToken: hidden('formToken'), requestId: hidden('requestId'), ...typed });
}

test('a stuck mail may go to a person of the contractor, chosen and not typed; never to other companies’ people', async () => {
  const { id, mailId } = await stuckMail();
  const { browser } = await operations.signIn('operator');
  const page = await browser.visit(`/incidents/${id}`);
  const mail = await operations.owner.mail.findUniqueOrThrow({ where: { id: mailId }, include: { guarantee: true } });
  const people = await operations.owner.user.findMany({ where: { email: { not: null }, deactivatedAt: null } });
  const own = people.filter(({ contractorId }) => contractorId === mail.guarantee.contractorId);
  const others = people.filter(({ contractorId }) => contractorId !== mail.guarantee.contractorId);
  expect(own.length * others.length).toBeGreaterThan(0);
  for (const { email } of own) expect(page.html).toContain(`value="to:${email}"`);
  for (const { email } of others) expect(page.html).not.toContain(`value="to:${email}"`);
  expect(page.html).not.toContain(`value="to:${mail.toAddress}"`);
  const address = own[0]?.email as string;
  const told = await browser.send(
    `/incidents/${id}/resolution`,
    formOf(page.html, { how: `to:${address}`, resolutionReason: '担当の方に電話で確かめました。' }),
  );
  expect(told.address).toBe(`/incidents/${id}`);
  expect((await operations.owner.mail.findUniqueOrThrow({ where: { id: mailId } })).toAddress).toBe(address);
  expect(told.text).toContain('あて先を変えて再実行しました');
});

test('who was deactivated is offered no more; an address that is none is refused beside its field (mail-address-must-be-valid)', async () => {
  const { id, mailId } = await stuckMail();
  const { guarantee } = await operations.owner.mail.findUniqueOrThrow({
    where: { id: mailId },
    include: { guarantee: true },
  });
  const left = await operations.owner.user.findFirstOrThrow({
    where: { contractorId: guarantee.contractorId, email: { not: null } },
  });
  await operations.owner.user.update({ where: { id: left.id }, data: { deactivatedAt: new Date() } });
  const { browser } = await operations.signIn('operator');
  const page = await browser.visit(`/incidents/${id}`);
  expect(page.html).not.toContain(`value="to:${left.email}"`);
  const wrong = await browser.send(
    `/incidents/${id}/resolution`,
    formOf(page.html, { how: 'address', mailAddress: 'no address', resolutionReason: '確認' }),
  );
  expect([wrong.status, wrong.html.includes('id="mailAddress-error"')]).toEqual([422, true]);
});

test('whoever is connected with the company is told so instead of the choice, and is refused (resolver-must-not-act-for-contractor)', async () => {
  const { id, mailId } = await stuckMail();
  const { browser } = await operations.signIn('operator');
  const page = await browser.visit(`/incidents/${id}`);
  const form = formOf(page.html, { how: 'skip', resolutionReason: '電話で伝えました。' });
  const connection = { contractorId: samples.contractorId, fromOn: dayInJapan(new Date()), toOn: null, reason: '親族' };
  const by = { by: { userId: sampleStaff.administrator.id, roles: [], address: null }, now: new Date() };
  await declareConnection(operations.db, sampleStaff.operator.id, connection, by);
  const refused = await browser.send(`/incidents/${id}/resolution`, form);
  expect([refused.status, refused.text.includes('ご自分の関わる会社の案件の進め方は決められません')]).toEqual([
    403,
    true,
  ]);
  expect(await operations.owner.mail.findUnique({ where: { id: mailId } })).toMatchObject({ state: 'waiting' });
  const told = await browser.visit(`/incidents/${id}`);
  expect(told.html).not.toContain('/resolution"');
  expect(told.text).toContain('別の担当者へ依頼してください');
  await operations.owner.staffConnection.deleteMany();
});

test.each([1280, 360])(
  'the choice of contacts fits %d px, and axe finds nothing',
  async (width) => {
    const { id } = await stuckMail();
    const page = await chromium.person({ width });
    await operations.signInWith(page, 'operator');
    await page.goto(`${operations.url}/incidents/${id}`);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    if (process.env.SHOTS !== undefined)
      await page.screenshot({ path: `${process.env.SHOTS}/incident-${width}.png`, fullPage: true });
  },
  60_000,
);
