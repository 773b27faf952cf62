/** A bank's file from its form to fees that came in and certificates that are issued, on real runs; and two clerks at once. */
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import type { ApiServices } from '../../../../api/services.ts';
import { openStreams } from '../../../../api/streams/open-streams.ts';
import { dayInJapan } from '../../../../domain/dates.ts';
import { seedStaffSignIns } from '../../../../prisma/sample-staff.ts';
import { transferNotice } from '../../../domain/transfer-notice.ts';
import { openBrowser, type TestBrowser } from '../../../support/browser.ts';
import { apply, buildExample, command, untilStage } from '../../../support/cases.ts';
import { openService, type RunningService } from '../../../support/running-service.ts';
import { until } from '../../../support/until.ts';
import { boxesOf, perCase, takeIn } from '../support/fees.ts';
import { password, serveOperations, signInAt, totpSecret } from '../support/operations.ts';

let service: RunningService;
let chromium: TestBrowser;
let served: { url: string; server: Server };
let streams: ReturnType<typeof openStreams>;
beforeAll(async () => {
  [service, chromium] = await Promise.all([openService(), openBrowser()]);
  const sessionSecret = 'a secret of the tests alone, long enough';
  await seedStaffSignIns(service.owner, { password, totpSecret, sessionSecret });
  const nothing = async () => undefined;
  const probes = { database: nothing, temporal: nothing, documentStore: nothing };
  const services: ApiServices = { ...service.services, commandWaitMs: 10_000, probes };
  streams = openStreams({ ...services, databaseUrl: service.databaseUrl }, 'operations');
  served = await serveOperations(services, streams.hub);
}, 120_000);
afterAll(async () => {
  await streams.close();
  served.server.close();
  served.server.closeAllConnections();
  await Promise.all([chromium.close(), service.close()]);
});

const today = dayInJapan(new Date());
/** As the file has it: YYMMDD in the year of 令和. */
const inEra = `${String(Number(today.slice(0, 4)) - 2018).padStart(2, '0')}${today.slice(5, 7)}${today.slice(8)}`;

/** A guarantee whose run waits for its fee. */
async function awaitingFee() {
  const { prepayment } = await apply(service, buildExample(new Date(), { feePayment: perCase }));
  await command(service, prepayment, 'approve');
  await untilStage(service, prepayment, 'awaiting-fee');
  const where = { id: prepayment };
  const { application } = await service.db.guarantee.findUniqueOrThrow({ where, include: { application: true } });
  return { guaranteeId: prepayment, receiptNumber: application.receiptNumber };
}

const signIn = (who: 'operator' | 'reviewer') => signInAt(served.url, service.owner, who);

test('a transfer notice is carried from its form to 入金済み, and the certificate is issued', async () => {
  const { guaranteeId, receiptNumber } = await awaitingFee();
  const { browser } = await signIn('operator');
  const notice = transferNotice([
    { on: inEra, yen: 39_400, payer: 'ﾏﾙﾏﾙｹﾝｾﾂ(ｶ', note: receiptNumber, reference: '1' },
    { on: inEra, yen: 39_400, payer: 'ﾏﾙﾏﾙｹﾝｾﾂ(ｶ', note: 'ﾄﾘｹｼ', reference: '2', cancelled: true },
  ]);
  const bytes = Uint8Array.from(notice, (character) => {
    const code = character.charCodeAt(0);
    return code >= 0xff61 && code <= 0xff9f ? code - 0xff61 + 0xa1 : code; // half-width kana as banks write them
  });
  const taken = await takeIn(browser, bytes, 'furikomi.txt');
  expect(taken.text).toContain('マルマルケンセツ(カ');
  expect(taken.text).toContain('銀行の取消明細です');
  const counted = await browser.send(taken.address.split('?')[0] as string, boxesOf(taken));
  expect(counted.text).toContain('1件の入金を充当しました');
  await until(async () => (await browser.visit(counted.address)).text.includes('記録済み'));
  const paid = await browser.visit('/fees?state=paid');
  expect(paid.text).toContain(receiptNumber);
  expect(paid.text).toContain('入金ファイル 運用 三郎');
  await untilStage(service, guaranteeId, 'posted');
}, 120_000);

test('of two clerks who confirm the same file at once each deposit counts once, and both are told', async () => {
  const due = [await awaitingFee(), await awaitingFee()];
  const { browser } = await signIn('operator');
  const sheetRows = due.map(({ receiptNumber }, n) => `${today},39400,ﾏﾙﾏﾙ,8${n},${receiptNumber}`);
  const taken = await takeIn(browser, ['入金日,金額,振込依頼人名,照会番号,備考', ...sheetRows].join('\r\n'));
  const path = taken.address.split('?')[0] as string;
  const clerks = [await openPage('operator', path), await openPage('reviewer', path)];
  for (const page of clerks) expect(await textOf(page)).toContain('充当する入金 2件');
  await clerks[1]?.click('input[name^="count."]'); // the second leaves one out: the sum follows
  await until(async () => (await textOf(clerks[1] as Page)).includes('1件 39,400円'));
  await clerks[1]?.click('input[name^="count."]');
  await Promise.all(
    clerks.map(async (page) => {
      const followed = page.waitForNavigation();
      await page.click('form[data-sum] button');
      await followed;
    }),
  );
  const told = await Promise.all(clerks.map(textOf));
  for (const text of told) expect(text).toMatch(/件の入金を充当しました|どの入金も充当していません/);
  const counts = told.map((text) => Number(/(\d)件の入金を充当しました/.exec(text)?.[1] ?? 0));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  const ids = due.map(({ guaranteeId }) => guaranteeId);
  expect(await service.db.feeAllocation.count({ where: { guaranteeId: { in: ids } } })).toBe(2);
  for (const guaranteeId of ids) {
    await untilStage(service, guaranteeId, 'posted');
    expect(await service.db.command.count({ where: { guaranteeId, name: 'recordFeePayment' } })).toBe(1);
  }
  expect(chromium.complaints.filter((complaint) => !/409/.test(complaint))).toEqual([]); // the slower one's answer
}, 120_000);

async function openPage(who: 'operator' | 'reviewer', path: string): Promise<Page> {
  const { browser } = await signIn(who);
  const page = await chromium.person();
  const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, domain: '127.0.0.1', url: served.url }));
  await page.browserContext().setCookie(...cookies);
  await page.goto(`${served.url}${path}`);
  return page;
}

function textOf(page: Page): Promise<string> {
  return page.$eval('main', (main) => main.textContent.replace(/\s+/g, ' '));
}
