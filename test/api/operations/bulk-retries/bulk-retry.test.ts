/** A bulk retry under way: its page moves while it is looked at, and reads as well where nothing moves by itself. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { moveBulkRetry, takeBatch } from '../../../../prisma/bulk-retry-run.ts';
import { recordCommand } from '../../../../prisma/record-command.ts';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { preview } from '../../../support/bulk-retries.ts';
import { until } from '../../../support/until.ts';
import { applyFor } from '../../net-desk/support/followed.ts';
import { createIncident } from '../../support/stuck-incidents.ts';
import { type OpenOperations, openOperations } from '../support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
}, 60_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));

/** One step of the run: the next batch is sent and recorded, the counterparty takes it, and what came of it is written down. */
async function oneStep(id: string): Promise<number> {
  const { db, owner } = operations;
  const sent = await takeBatch(db, id, new Date());
  for (const command of sent) {
    await recordCommand(db, command.id, null, new Date());
    const fixed = { state: 'fixed', closedAt: new Date() };
    await owner.incident.update({ where: { id: command.incidentId as string }, data: fixed });
  }
  await moveBulkRetry(db, id, new Date());
  return sent.length;
}

test('the page tells each step without reload and without moving the reader, until it is over', async () => {
  const { guaranteeId } = await applyFor(operations);
  for (let count = 0; count < 3; count += 1) await createIncident(operations.db, guaranteeId);
  const id = await preview(operations, { guaranteeIds: [guaranteeId] });
  const page = await chromium.person();
  await operations.signInWith(page, 'operator');
  await page.goto(`${operations.url}/bulk-retries/${id}`);
  const begin = await page.$$eval('button', (all) =>
    all.findIndex((button) => button.textContent === '1件で試して、すべて再実行する'),
  );
  await Promise.all([page.waitForNavigation(), (await page.$$('button'))[begin]?.click()]);
  await page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''));
  const told = () => page.$eval('#progress', (progress) => progress.textContent);
  await until(async () => /少数で試しています/.test((await told()) ?? ''));
  expect(await oneStep(id)).toBe(1);
  await until(async () => /3件中1件/.test((await told()) ?? ''));
  expect(await page.$eval('#progress progress', (bar) => (bar as HTMLProgressElement).value)).toBe(1);
  expect(await page.$$eval('[role="status"]', (all) => all.length)).toBeGreaterThan(0);
  expect(await violations(page)).toEqual([]);

  const { browser } = await operations.signIn('reviewer');
  const still = await browser.visit(`/bulk-retries/${id}`);
  expect(still.text).toMatch(/少数で試しています.*3件中1件/);
  expect(still.text).toMatch(/解消しました\s*1件/);
  expect(still.text).toMatch(/まだ送っていません\s*2件/);

  expect(await oneStep(id)).toBe(2);
  await until(async () => /終わりました[\s\S]*3件中3件/.test((await told()) ?? ''));
  expect(await told()).not.toContain('一時停止する');
  const rows = () => page.$$eval('#items tbody tr', (all) => all.map((row) => row.textContent ?? ''));
  await until(async () => (await rows()).filter((row) => row.includes('解消しました')).length === 3);
  expect(await page.$eval('body', (body) => body.hasAttribute('data-not-reloaded'))).toBe(true);
  expect((await browser.visit(`/bulk-retries/${id}`)).text).toMatch(/終わりました.*3件中3件/);
  if (process.env.SHOTS !== undefined)
    await page.screenshot({ path: `${process.env.SHOTS}/progress-1280.png`, fullPage: true });
  expect(chromium.complaints).toEqual([]);
}, 60_000);
