/** 相手先の状態 on the overview, and at /ready: what the worker heard last, beside the circuit. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser } from '../../support/browser.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
const answers = async () => undefined;
beforeAll(async () => {
  const probes = { database: answers, temporal: answers, documentStore: answers };
  [operations, chromium] = await Promise.all([openOperations({ probes }), openBrowser()]);
});
afterAll(() => Promise.all([operations.close(), chromium.close()]));

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const timeOf = (at: Date) => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(11, 16);

/** All answer, and were asked just now. */
beforeEach(() =>
  operations.db.counterpartyHealth.updateMany({
    data: {
      askedAt: new Date(),
      answeredAt: new Date(),
      latencyMs: 12,
      failingSince: null,
      failedAt: null,
      failure: null,
      nextAt: new Date(Date.now() + 15_000),
    },
  }),
);

async function strip(): Promise<string> {
  const { browser } = await operations.signIn('operator');
  return (await browser.visit('/')).text.replace(/\s+/g, ' ');
}

test('what is well says so with the time it took', async () => {
  const text = await strip();
  for (const title of ['D-Sure（掲載）', 'メール', '印刷と書類の保管', 'Temporal', 'データベース'])
    expect(text).toMatch(new RegExp(`${title} ✓ ?正常 12ミリ秒`));
});

test('what does not answer says since when and by which name, with its circuit still closed', async () => {
  const since = minutesAgo(0);
  const data = { failingSince: since, failedAt: since, failure: 'DSureUnreachable' };
  await operations.db.counterpartyHealth.update({ where: { name: 'd-sure' }, data });
  const text = await strip();
  expect(text).toContain(`${timeOf(since)}から応答がありません DSureUnreachable 回路： ✓ 流れています`);
  const ready = await (await fetch(`${operations.apiUrl}/ready`)).json();
  expect(ready).toMatchObject({
    status: 'ready',
    counterparties: {
      'd-sure': {
        state: 'does-not-answer',
        since: since.toISOString(),
        failure: 'DSureUnreachable',
        circuit: 'closed',
        latencyMs: 12,
      },
      smtp: { state: 'answers', circuit: 'closed' },
      temporal: { state: 'answers', circuit: null },
    },
  });
});

test('what nobody asked says for how long, and a narrow screen shows it all', async () => {
  const data = { askedAt: minutesAgo(7), nextAt: minutesAgo(6) };
  await operations.db.counterpartyHealth.updateMany({ where: { name: { in: ['smtp', 'documents'] } }, data });
  await operations.db.counterpartyHealth.update({ where: { name: 'temporal' }, data: { askedAt: null } });
  const text = await strip();
  expect(text).toContain('7分間確認していません');
  expect(text).toContain('まだ確認していません');
  for (const width of [1280, 360]) {
    const page = await chromium.person({ width });
    await operations.signInWith(page, 'operator');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const folder = process.env.PICTURES;
    if (folder !== undefined) await page.screenshot({ path: `${folder}/overview-${width}.png` });
    await page.close();
  }
});
