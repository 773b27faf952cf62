/** 一括申込: a file is checked whole, then sent once, row by row, whatever dies in between. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { sendUploads, watchUploads } from '../../../api/bulk/send-uploads.ts';
import { shiftJis } from '../../../api/bulk/shift-jis.ts';
import { leaseUpload } from '../../../prisma/bulk-uploads.ts';
import { openBrowser, violations } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { csv, idOf, row, tokenOn, upload } from './support/bulk-files.ts';
import { type OpenDesk, openDesk, people } from './support/desk.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.owner.rateLimit.deleteMany());

const numberOfApplications = () => desk.owner.application.count();
const finished = (id: string) =>
  until(async () => (await desk.owner.bulkUpload.findUniqueOrThrow({ where: { id } })).finishedAt);

test('the template opens in Excel in either encoding, and is itself in order but for a row', async () => {
  const { browser } = await desk.signIn('clerk');
  const page = await browser.visit('/bulk');
  const [utf8, sjis] = [
    await browser.download(page, 'ひな形を保存する（UTF-8）'),
    await browser.download(page, '古いExcel用（Shift_JIS）'),
  ];
  expect([...utf8.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder('shift_jis', { fatal: true }).decode(sjis)).toBe(new TextDecoder().decode(utf8));
  const refused = await upload(browser, sjis);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('申込の行がありません')]);
  // The example, taken at its word but for the days, which must be of today.
  const [headings = [], , example = []] = parse(new TextDecoder().decode(utf8)) as string[][];
  const filled = Object.fromEntries(headings.map((heading, index) => [heading, example[index] ?? '']));
  const { 請負契約日, '工期（始期）': from, '工期（終期）': to } = row('x');
  const taken = {
    ...filled,
    管理番号: '例-1',
    請負契約日: 請負契約日 ?? '',
    '工期（始期）': from ?? '',
    '工期（終期）': to ?? '',
  };
  const inOrder = await upload(browser, csv(taken));
  expect(inOrder.text).toContain('ファイルに誤りは見つかりませんでした');
  await browser.press(inOrder, '送信せずに取り消す');
});

test('a file in order is confirmed, sent once, told row by row, and safe to choose again', async () => {
  const before = await numberOfApplications();
  const { browser } = await desk.signIn('clerk');
  const bytes = shiftJis(
    csv(row('A-1'), row('A-2', { '契約保証 保証金額': '1,000,000', '契約保証 保証料支払方法': '一括納付' })),
  );
  const confirm = await upload(browser, bytes);
  for (const words of ['4月分.csv', '送信前', '41,000,000円', '前払金保証 2件', '契約保証 1件', 'この発注者では通常']) {
    expect(confirm.text).toContain(words);
  }
  expect(await numberOfApplications()).toBe(before);

  const id = idOf(confirm);
  await browser.press(confirm, 'この内容で2件を申し込む');
  await browser.send(`/bulk/${id}/sending`, new URLSearchParams({ formToken: tokenOn(confirm) })); // pressed twice
  await finished(id);
  const result = await browser.visit(`/bulk/${id}`);
  expect(result.text).toContain('すべて受け付けました');
  expect(result.text.match(/R-\d{8}-\d{6}/g)).toHaveLength(2);
  expect(await numberOfApplications()).toBe(before + 2);
  const file = parse(new TextDecoder().decode(await browser.download(result, '結果をCSVで保存')), {
    columns: true,
    bom: true,
  }) as Record<string, string>[];
  expect(file.map(({ 管理番号, 結果, 受付番号 }) => [管理番号, 結果, 受付番号?.slice(0, 2)])).toEqual([
    ['A-1', '受付済み', 'R-'],
    ['A-2', '受付済み', 'R-'],
  ]);
  const [sent] = await desk.owner.application.findMany({ orderBy: { appliedAt: 'desc' }, take: 1 });
  expect(sent?.appliedById).toBe(people.clerk.id);
  const [told] = await desk.owner.event.findMany({
    where: { kind: 'applied', guarantee: { applicationId: sent?.id ?? '' } },
    include: { body: true },
  });
  const by = { roles: ['contractor-clerk'], address: expect.stringContaining('127.0.0.1') };
  expect(told).toMatchObject({ actorId: people.clerk.id, body: { content: { by } } });
  // The row keeps from where the person asked until it is done, and no longer.
  expect(await desk.owner.bulkUpload.findUniqueOrThrow({ where: { id } })).toMatchObject({ by: null });

  const again = await upload(browser, bytes);
  expect(again.text).toContain('前回受付済み（申し込みません） 2件');
  expect(again.text).not.toContain('を申し込む');
  const grown = await upload(browser, csv(row('A-1'), row('A-3')));
  await browser.press(grown, 'この内容で1件を申し込む');
  await finished(idOf(grown));
  expect(await numberOfApplications()).toBe(before + 3);
});

test('everything wrong is told at once by row and column, and nothing is kept or sent', async () => {
  const before = [await numberOfApplications(), await desk.owner.bulkUpload.count()];
  const { browser } = await desk.signIn('clerk');
  const page = await upload(
    browser,
    csv(
      row('B-1', { 請負金額: '五千万' }),
      row('B-2', { 発注者: '<b>無い町</b>', 請負契約日: '2026/2/31' }),
      row('B-3', { 工事名: '=cmd|calc' }),
      row('B-4'),
    ),
  );
  expect(page.status).toBe(422);
  expect(page.text).toContain('4月分.csv に直していただく箇所が4件あります');
  const told = [...page.html.matchAll(/<th scope="row"[^>]*>(\d+)<\/th>\s*<td[^>]*>([^<]*)<\/td>/g)];
  expect(told.map(([, line, heading]) => [line, heading])).toEqual(
    [
      ['2', '請負金額'],
      ['3', '請負契約日'],
      ['3', '発注者'],
      ['4', '工事名'],
    ].sort(),
  );
  expect([await numberOfApplications(), await desk.owner.bulkUpload.count()]).toEqual(before);
});

test('a number that stands for another application is refused before anything is sent (control-number-must-be-free)', async () => {
  const { browser } = await desk.signIn('clerk');
  const first = await upload(browser, csv(row('C-1')));
  const twin = await upload(browser, csv(row('C-1', { 請負金額: '60,000,000' })));
  await browser.press(first, 'この内容で1件を申し込む');
  await finished(idOf(first));
  const refused = await upload(browser, csv(row('C-1', { 請負金額: '70,000,000' })));
  expect([refused.status, refused.text]).toEqual([
    422,
    expect.stringContaining('この管理番号は、別の内容ですでに申し込まれています'),
  ]);
  // Checked before the other one was sent: it is refused when it is its turn, and the result says so.
  await browser.press(twin, 'この内容で1件を申し込む');
  await finished(idOf(twin));
  const result = await browser.visit(`/bulk/${idOf(twin)}`);
  expect(result.text).toContain('受け付けられなかった行があります');
  expect(result.text).toContain('この管理番号は、別の内容ですでに申し込まれています');
});

test('what a process that died left is sent by another, and two that send at once make one application a row', async () => {
  const before = await numberOfApplications();
  const { browser } = await desk.signIn('clerk');
  const page = await upload(browser, csv(row('D-1'), row('D-2'), row('D-3')));
  const id = idOf(page);
  await desk.owner.bulkUpload.update({
    where: { id },
    data: { confirmedAt: new Date(), confirmedById: people.clerk.id },
  });
  // One leased it, and was gone: nobody else takes it before the lease is over.
  expect(await leaseUpload(desk.db, new Date(), 60_000, id)).not.toBeNull();
  await sendUploads(desk.services);
  expect((await browser.visit(`/bulk/${id}`)).text).toContain('0 / 3');
  await desk.owner.bulkUpload.update({ where: { id }, data: { leasedUntil: new Date(0) } });
  const watchers = [watchUploads(desk.services, 20), watchUploads(desk.services, 20)];
  await until(async () => (await desk.owner.bulkRow.count({ where: { uploadId: id, state: 'sent' } })) >= 1);
  await desk.owner.bulkUpload.update({ where: { id }, data: { leasedUntil: new Date(0) } }); // the other one comes too
  await finished(id);
  await Promise.all(watchers.map((watcher) => watcher.close()));
  expect(await numberOfApplications()).toBe(before + 3);
});

test('a row that fails again and again is given up, and the others go on', async () => {
  const { browser } = await desk.signIn('clerk');
  const id = idOf(await upload(browser, csv(row('E-1'), row('E-2'))));
  await desk.owner.bulkRow.update({ where: { uploadId_line: { uploadId: id, line: 2 } }, data: { tries: 4 } });
  await desk.owner.bulkUpload.update({
    where: { id },
    data: { confirmedAt: new Date(), confirmedById: people.clerk.id },
  });
  const broken = new Proxy(desk.services.db, {
    get: (db, name) =>
      name === '$transaction' && broken !== undefined && isFirst()
        ? () => Promise.reject(new Error('nobody foresaw this'))
        : Reflect.get(db, name),
  });
  let calls = 0;
  const isFirst = () => {
    calls += 1;
    return calls === 1;
  };
  await sendUploads({ ...desk.services, db: broken });
  const states = await desk.owner.bulkRow.findMany({ where: { uploadId: id }, orderBy: { line: 'asc' } });
  expect(states.map(({ state }) => state)).toEqual(['failed', 'sent']);
  expect((await browser.visit(`/bulk/${id}`)).text).toContain('送信できませんでした');
});

test('each page has nothing that axe objects to, and progress moves without a press where JavaScript runs', async () => {
  const chromium = await openBrowser();
  const { browser } = await desk.signIn('clerk');
  const id = idOf(await upload(browser, csv(row('I-1'), row('I-2', { '前払金保証 保証金額': '30,000,000' }))));
  try {
    for (const [language, dark, width] of [
      ['ja', false, 1280],
      ['en', true, 360],
    ] as const) {
      const page = await chromium.person({ dark, width });
      await desk.signInWith(page, 'clerk');
      for (const path of ['/bulk', `/bulk/${id}`]) {
        await page.goto(`${desk.url}${path}?lang=${language}`);
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      }
    }
    const page = await chromium.person();
    await desk.signInWith(page, 'clerk');
    await desk.owner.bulkUpload.update({
      where: { id },
      data: { confirmedAt: new Date(), confirmedById: people.clerk.id, leasedUntil: new Date(Date.now() + 1e9) },
    });
    await page.goto(`${desk.url}/bulk/${id}`);
    expect(await violations(page)).toEqual([]);
    await desk.owner.bulkUpload.update({ where: { id }, data: { leasedUntil: null } });
    await sendUploads(desk.services);
    await page.waitForFunction(() => document.body.textContent?.includes('すべて受け付けました'));
    expect(chromium.complaints).toEqual([]);
  } finally {
    await chromium.close();
  }
});
