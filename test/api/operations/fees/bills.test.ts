/** Months' bills from the closing to the payment, and payments by hand, as clerks read and press them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from '../../../../bin/example/browser.ts';
import { addDays, addMonths, day, dayInJapan } from '../../../../domain/dates.ts';
import { boxesOf, feeDue, issuedInBatch, sheet, takeIn, tokenIn } from '../support/fees.ts';
import { type OpenOperations, openOperations } from '../support/operations.ts';

const today = dayInJapan(new Date());
const lastMonth = addMonths(day(`${today.slice(0, 7)}-01`), -1);
const shownMonth = lastMonth.slice(0, 7).replace('-', '/');
let operations: OpenOperations;
let clerk: Browser;
beforeAll(async () => {
  operations = await openOperations();
  ({ browser: clerk } = await operations.signIn('operator'));
}, 60_000);
afterAll(() => operations.close());
beforeEach(() => operations.owner.rateLimit.deleteMany());

const requestIdOn = ({ html }: Page) => /name="requestId" value="([^"]+)"/.exec(html)?.[1] ?? '';
const nobody = '00000000-0000-4000-8000-00000000dead';

describe('a month in batch', () => {
  test('is previewed, and closed for just what was previewed (month-must-be-as-previewed)', async () => {
    expect((await clerk.visit('/fees/bills')).text).toContain('締めていない月はありません');
    await issuedInBatch(operations, lastMonth);
    const months = await clerk.visit('/fees/bills');
    expect(months.text).toContain(`${shownMonth} 1件 1件 39,400円`);
    const preview = await clerk.follow(months, '内容を確認して締める');
    expect(preview.text).toContain('請求先は1件、合計 39,400円');
    expect(await operations.db.feeBill.count()).toBe(0);
    await issuedInBatch(operations, lastMonth);
    const changed = await clerk.press(preview, 'この内容で締める');
    expect([changed.status, changed.text.includes('もう一度ご確認ください')]).toEqual([409, true]);
    expect(changed.text).toContain('請求先は1件、合計 78,800円');
    const closed = await clerk.press(changed, 'この内容で締める');
    expect(closed.text).toContain('1件の請求を作りました');
    expect(closed.text).toContain('78,800円');
    expect((await clerk.press(changed, 'この内容で締める')).status).toBe(409);
    expect(await operations.db.feeBill.count()).toBe(1);
  });

  test('is not closed before its end, nor by somebody of one branch (month-must-be-closed-for-all-branches)', async () => {
    const early = await clerk.visit(`/fees/bills/closing?month=${today.slice(0, 7)}`);
    expect([early.status, early.text.includes('締められるのは終わった月だけです')]).toEqual([409, true]);
    expect((await clerk.visit('/fees/bills/closing?month=2026-99')).status).toBe(200);
    const { browser, page } = await operations.signIn('branchReviewer');
    for (const told of [
      await browser.visit('/fees/bills/closing'),
      await browser.send('/fees/bills/closing', new URLSearchParams({ formToken: tokenIn(page) })),
    ])
      expect([told.status, told.text.includes('全支店の保証料が対象です')]).toEqual([403, true]);
  });

  test('its bill has every fee, as a file too, and exists for whoever sees every case on it', async () => {
    const page = await clerk.follow(await clerk.visit('/fees/bills'), shownMonth);
    expect(page.text).toContain('保証料の内訳（2件）');
    expect(page.text).toContain('運用 三郎');
    const rows = parse((await clerk.visit(`${page.address}.csv`)).html, { bom: true, columns: true }) as object[];
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ 商品名: '前払金保証', 保証料: '39400' });
    const { browser } = await operations.signIn('branchReviewer');
    expect((await browser.visit(page.address)).status).toBe(200);
    const [line] = await operations.db.feeBillLine.findMany();
    await operations.owner.guarantee.update({ where: { id: line?.guaranteeId ?? '' }, data: { branchId: 'tokyo' } });
    for (const address of [page.address, `${page.address}.csv`, `${page.address}/payment`, `/fees/bills/${nobody}`])
      expect([address, (await browser.visit(address)).status]).toEqual([address, 404]);
    expect((await browser.visit('/fees/bills')).text).not.toContain(shownMonth);
  });

  test('its bill is paid at the counter once, with the amount that it says (bill-must-be-unpaid)', async () => {
    const bill = await clerk.follow(await clerk.visit('/fees/bills'), shownMonth);
    const form = await clerk.follow(bill, '窓口の入金を記録');
    const send = (own: Record<string, string>) => {
      const values = { formToken: tokenIn(form), requestId: requestIdOn(form), paidOn: today, means: 'cash', ...own };
      return clerk.send(form.address, new URLSearchParams(values));
    };
    const wrong = await send({ amountYen: '78,801' });
    expect([wrong.status, wrong.text.includes('入金額が請求額と一致しません')]).toEqual([422, true]); // bill-must-be-paid-in-full
    const confirmation = await send({ amountYen: '７８，８００' });
    expect(confirmation.text).toContain('まだ記録していません');
    const paid = await clerk.press(confirmation, '入金を記録する');
    expect(paid.text).toContain('入金を記録しました');
    expect(paid.text).toContain('窓口（現金） 運用 三郎');
    expect((await clerk.press(confirmation, '入金を記録する')).address).toBe(paid.address);
    const { browser } = await operations.signIn('reviewer');
    const late = await browser.visit(form.address);
    expect([late.status, late.text.includes('すでに入金済みです')]).toEqual([409, true]);
    expect((await clerk.visit('/fees?state=paid')).text).toContain('月の請求');
    expect((await clerk.visit('/fees/bills?state=paid')).text).toContain('78,800円');
  });
});

describe('a payment at the counter', () => {
  test('is refused beside each field, looked at once more, and recorded once', async () => {
    const { guaranteeId } = await feeDue(operations, '窓口の工事');
    const form = await clerk.visit(`/fees/guarantees/${guaranteeId}/payment`);
    expect(form.text).toContain('窓口の工事');
    const send = (own: Record<string, string>) =>
      clerk.send(form.address, new URLSearchParams({ formToken: tokenIn(form), requestId: requestIdOn(form), ...own }));
    const wrong = await send({ amountYen: '1', paidOn: addDays(today, 1), means: 'gold' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('入金額が保証料と一致しません');
    expect(wrong.text).toContain('今日より先の日付は記録できません');
    expect(wrong.html).toMatch(/id="means-error">\s*入金の方法を選んでください/); // payment-means-must-be-chosen
    const confirmation = await send({ amountYen: '39,400', paidOn: today, means: 'cheque' });
    expect(confirmation.text).toContain('窓口（小切手）');
    expect(await operations.db.command.count({ where: { guaranteeId, name: 'recordFeePayment' } })).toBe(0);
    const told = await clerk.press(confirmation, '入金を記録する');
    expect(told.text).toContain('入金を記録しています'); // nobody listens where Temporal should be
    await clerk.press(confirmation, '入金を記録する');
    const [command, ...more] = await operations.db.command.findMany({
      where: { guaranteeId, name: 'recordFeePayment' },
    });
    expect(more).toEqual([]);
    expect(command?.content).toEqual({ amountYen: 39_400, paidOn: today, means: 'cheque' });
  });

  test('is not taken for a fee that a deposit is counted for, nor where none is awaited (fee-must-be-free)', async () => {
    const { guaranteeId, receiptNumber } = await feeDue(operations, '二重の工事');
    const taken = await takeIn(clerk, sheet([today, 39_400, 'ﾌﾀﾂ', '900001', receiptNumber]));
    await clerk.send(taken.address.split('?')[0] as string, boxesOf(taken));
    const twice = await clerk.visit(`/fees/guarantees/${guaranteeId}/payment`);
    expect([twice.status, twice.text.includes('入金ファイルの入金が充てられています')]).toEqual([409, true]);
    const [line] = await operations.db.feeBillLine.findMany();
    const none = await clerk.visit(`/fees/guarantees/${line?.guaranteeId}/payment`);
    expect([none.status, none.text.includes('入金待ちの間だけです')]).toEqual([409, true]);
    expect((await clerk.visit(`/fees/guarantees/${nobody}/payment`)).status).toBe(404);
  });
});
