/** The list of deposits over all bank files: how each stands, searched, paged, as a file, and from there by hand to its fee. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Browser } from '../../../../bin/example/browser.ts';
import { addDays, dayInJapan } from '../../../../domain/dates.ts';
import { boxesOf, feeDue, recordPayment, sheet, takeIn, tokenIn, withdraw } from '../support/fees.ts';
import { type OpenOperations, openOperations } from '../support/operations.ts';

const today = dayInJapan(new Date());
let operations: OpenOperations;
let clerk: Browser;
beforeAll(async () => {
  operations = await openOperations();
  ({ browser: clerk } = await operations.signIn('operator'));
}, 60_000);
afterAll(() => operations.close());
beforeEach(() => operations.owner.rateLimit.deleteMany());

test('says so where there is none', async () => {
  expect((await clerk.visit('/fees/deposits')).text).toContain('未処理の入金はありません');
  expect((await clerk.visit('/fees/deposits?q=ﾀﾞﾚ')).text).toContain('この条件に合う入金はありません');
});

test('tells of deposits of all files how they stand, what they were counted for, and leads to both', async () => {
  const { guaranteeId, receiptNumber } = await feeDue(operations, '一覧の工事');
  await takeIn(clerk, sheet([today, 100, 'ﾀﾞﾚｶ', 'x1', ''], [addDays(today, -3), 200, 'ﾌﾙｲ', 'x2', '']), '一.csv');
  const second = await takeIn(clerk, sheet([today, 39_400, 'ﾂｷﾞﾉ', 'x3', receiptNumber]), '二.csv');
  const waiting = await clerk.visit('/fees/deposits');
  expect(waiting.text).toMatch(/3件、合計\s*39,700円/);
  expect(waiting.text.indexOf('フルイ')).toBeLessThan(waiting.text.indexOf('ダレカ')); // the longest waiting first
  expect(waiting.html).toMatch(/href="\/fees\/files\/[0-9a-f-]{36}">一\.csv/);
  await clerk.send(second.address.split('?')[0] as string, boxesOf(second));
  const counted = await clerk.visit('/fees/deposits?state=counted');
  expect(counted.text).toContain('記録中');
  expect(counted.html).toContain(`href="/guarantees/${guaranteeId}"`);
  const command = await operations.db.command.findFirstOrThrow({ where: { guaranteeId, name: 'recordFeePayment' } });
  await recordPayment(operations, command.id);
  expect((await clerk.visit('/fees/deposits?state=counted')).text).toContain('記録済み');
});

test('is searched by kana of any width, day, amount and file, and what is no day is told beside its field', async () => {
  const found = async (query: string) => {
    const { text } = await clerk.visit(`/fees/deposits?state=all&${query}`);
    return /(\d+)件、合計/.exec(text)?.[1];
  };
  const file = await operations.db.bankFile.findFirstOrThrow({ where: { fileName: '一.csv' } });
  expect(await found('q=ダレカ')).toBe('1');
  expect(await found('q=ﾀﾞﾚｶ')).toBe('1');
  expect(await found(`to=${addDays(today, -1)}`)).toBe('1');
  expect(await found('amount=39,400')).toBe('1');
  expect(await found(`file=${file.id}`)).toBe('2');
  expect(await found('file=nobody')).toBe('3');
  const wrong = await clerk.visit('/fees/deposits?from=2027/2/31');
  expect(wrong.html).toContain('id="from-error"');
});

test('an unmatched deposit is counted by hand from there; one whose payment was refused stands apart', async () => {
  const fee = await feeDue(operations, '手で選ぶ工事');
  await takeIn(clerk, sheet([today, 39_400, 'ﾃﾃﾞ', 'x4', '']), '三.csv');
  const list = await clerk.visit('/fees/deposits?q=ﾃﾃﾞ');
  const page = await clerk.visit(/href="(\/fees\/deposits\/[0-9a-f-]{36})"/.exec(list.html)?.[1] ?? '');
  const values = { formToken: tokenIn(page), step: 'count', [`fee.${fee.guaranteeId}.1`]: 'yes' };
  const counted = await clerk.send(page.address, new URLSearchParams(values));
  expect(counted.address).toContain('done=counted');
  await withdraw(operations, fee);
  const command = await operations.db.command.findFirstOrThrow({
    where: { guaranteeId: fee.guaranteeId, name: 'recordFeePayment' },
  });
  expect(await recordPayment(operations, command.id)).toMatchObject({ state: 'refused' });
  const refused = await clerk.visit('/fees/deposits?state=refused');
  expect(refused.text).toContain('テデ');
  expect(refused.text).toContain('未処理に戻す');
});

test('goes on page by page, and leaves as one file of all that is found', async () => {
  const many = Array.from({ length: 60 }, (_, n) => [today, 1000 + n, 'ﾀｸｻﾝ', `m${n}`, ''] as const);
  await takeIn(clerk, sheet(...many), '四.csv');
  const first = await clerk.visit('/fees/deposits?q=タクサン');
  expect(first.html.match(/<tr id="deposit-/g)).toHaveLength(50);
  const second = await clerk.follow(first, '次のページ');
  expect(second.html.match(/<tr id="deposit-/g)).toHaveLength(10);
  const { html } = await clerk.visit('/fees/deposits.csv?q=タクサン');
  const rows = parse(html, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(60);
  expect(rows[0]).toMatchObject({ ファイル名: '四.csv', 状態: '未処理' });
});
