/** A contractor follows one case in a browser, from the application to the authority's acceptance, and never reloads. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { type Sealer, startSealer } from '../../activities/sealer.ts';
import type { ApiServices } from '../../api/services.ts';
import { type OpenStreams, openStreams } from '../../api/streams/open-streams.ts';
import { seedSignIns } from '../../prisma/sample-sign-ins.ts';
import { password, people, serveDesk } from '../api/net-desk/support/desk.ts';
import { openBrowser, type TestBrowser } from '../support/browser.ts';
import { apply, buildExample, command } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

let service: RunningService;
let streams: OpenStreams;
let sealer: Sealer;
let browser: TestBrowser;
let desk: Awaited<ReturnType<typeof serveDesk>>;
let page: Page;

beforeAll(async () => {
  [service, browser] = await Promise.all([openService(), openBrowser()]);
  await seedSignIns(service.owner, password);
  const services: ApiServices = { ...service.services, commandWaitMs: 10_000, probes: {} as never };
  streams = openStreams({ ...services, databaseUrl: service.databaseUrl }, 'net-desk');
  sealer = startSealer(service.services, 50);
  desk = await serveDesk(services, streams.hub);
  page = await browser.person();
  await page.goto(`${desk.url}/sign-in`);
  await page.type('#email', people.clerk.email);
  await page.type('#password', password);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
});
afterAll(async () => {
  await browser.close();
  await sealer.stop();
  await streams.close();
  desk.server.closeAllConnections();
  await new Promise((closed) => desk.server.close(closed));
  await service.close();
});

const words = (selector: string) =>
  page.evaluate((found) => document.querySelector(found)?.textContent ?? '', selector);
const stands = (word: string) => until(async () => (await words('#stage')).includes(word));

test('the stage moves on the open page, the key comes with the arrival, and a submission is recorded by one press', async () => {
  const { prepayment } = await apply(service, buildExample(new Date(), { feePayment: 'per-case' }));
  await page.goto(`${desk.url}/guarantees/${prepayment}`);
  await stands('審査中');
  await command(service, prepayment, 'approve');
  await stands('入金待ち');
  const { feeYen } = await service.db.revision.findFirstOrThrow({ where: { guaranteeId: prepayment } });
  expect(await words('#stage')).toContain(Number(feeYen).toLocaleString('ja-JP'));
  expect(await page.$('.key')).toBeNull();
  const paidOn = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  await command(service, prepayment, 'recordFeePayment', { content: { amountYen: Number(feeYen), paidOn } });
  await stands('提出待ち');
  expect((await words('.key')).replace(/\s/g, '')).toMatch(/^[0-9A-Za-z]{12}$/);
  await page.select('#channel', 'fax');
  await Promise.all([page.waitForNavigation(), page.click('button.filled')]);
  expect(await words('#main')).toContain('提出を記録しました');
  expect(await words('#stage')).toContain('提出済み');
  expect(await service.db.submission.findMany({ select: { channel: true, byId: true } })).toEqual([
    { channel: 'fax', byId: people.clerk.id },
  ]);
  expect(browser.complaints).toEqual([]);
});

test('what the stage does not allow is told in a sentence (stage-must-allow-submission)', async () => {
  const { prepayment } = await apply(service, buildExample(new Date(), { feePayment: 'per-case' }));
  const formToken = await page.$eval('input[name="formToken"]', (field) => (field as HTMLInputElement).value);
  const told = await page.evaluate(
    async (address, token) => {
      const body = new URLSearchParams({ formToken: token, requestId: crypto.randomUUID(), channel: 'fax' });
      const answer = await fetch(address, { method: 'POST', body });
      return `${answer.status} ${await answer.text()}`;
    },
    `${desk.url}/guarantees/${prepayment}/submission`,
    formToken,
  );
  expect(told).toMatch(/^409 /);
  expect(told).toContain('提出を記録できるのは発行の後だけです');
});
