/** What may be done with a case from its file: offered by stage and role, refused beside its field, recorded once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayInJapan } from '../../../../domain/dates.ts';
import { applyFor, keyOf, move, returnTo } from '../../net-desk/support/followed.ts';
import type { OpenOperations } from '../support/operations.ts';
import { openReviewing, stageNow } from '../support/under-review.ts';
import { wholeCase } from '../support/whole-case.ts';

let operations: OpenOperations;
beforeAll(async () => {
  operations = await openReviewing();
});
afterAll(() => operations.close());

const at = (id: string, rest = '') => `/guarantees/${id}${rest}`;
const today = dayInJapan(new Date());

test('only what stage and role allow is offered, each with what it does', async () => {
  const [applied, returned] = [await applyFor(operations), await applyFor(operations)];
  await returnTo(operations, returned, '直してください。');
  const seen = async (who: 'reviewer' | 'operator' | 'auditor', id: string) => {
    const { browser } = await operations.signIn(who);
    const { html } = await browser.visit(at(id));
    const offered = [`/reviews/${id}`, at(id, '/withdrawal'), at(id, '/messages')];
    return offered.map((address) => html.includes(`="${address}"`));
  };
  expect(await seen('reviewer', applied.guaranteeId)).toEqual([true, false, true]);
  expect(await seen('operator', applied.guaranteeId)).toEqual([false, false, true]);
  expect(await seen('auditor', returned.guaranteeId)).toEqual([false, false, false]);
  expect(await seen('operator', returned.guaranteeId)).toEqual([false, true, true]);
});

test('a payment by hand: refused beside its field, confirmed, recorded once (fee-must-be-paid-in-full, day-must-not-be-ahead)', async () => {
  const revision = await applyFor(operations, {}, { feePayment: 'per-case' });
  const id = revision.guaranteeId;
  await operations.owner.revision.updateMany({ where: { guaranteeId: id }, data: { feeYen: 39_400n } });
  await move(operations, revision, 'awaiting-fee');
  const { browser } = await operations.signIn('operator');
  const form = await browser.follow(await browser.visit(at(id)), '入金を記録する');
  expect((await browser.follow(form, 'やめる')).address).toBe(at(id));
  const formToken = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const check = (amountYen: string, paidOn: string) =>
    browser.send(
      form.address,
      new URLSearchParams({ formToken, requestId: randomUUID(), means: 'cash', amountYen, paidOn }),
    );
  const unread = await check('千円', '31日');
  expect(unread.status).toBe(422);
  for (const field of ['amountYen', 'paidOn']) expect(unread.html).toContain(`id="${field}-error"`);
  const short = await check('39,399', today);
  expect([short.status, short.html.includes('id="amountYen-error"')]).toEqual([422, true]);
  const ahead = await check('39,400', '2099/4/1');
  expect([ahead.status, ahead.html.includes('id="paidOn-error"')]).toEqual([422, true]);
  const confirming = await check('39,400', today);
  expect(await stageNow(operations, id)).toBe('awaiting-fee');
  const recorded = await browser.press(confirming, '入金を記録する');
  expect(recorded.text).toContain('入金を記録しました');
  expect((await browser.press(confirming, '入金を記録する')).address).toBe(at(id, '?recorded=recordFeePayment'));
  const applied = { guaranteeId: id, name: 'recordFeePayment', state: 'applied' };
  expect(await operations.owner.command.count({ where: applied })).toBe(1);
  expect(await stageNow(operations, id)).toBe('issuing');
});

test('a paper certificate is recorded as dispatched, with its day and its tracking number', async () => {
  const revision = await applyFor(operations, {}, { form: 'paper' });
  await move(operations, revision, 'dispatching');
  const { browser } = await operations.signIn('operator');
  const form = await browser.follow(await browser.visit(at(revision.guaranteeId)), '交付を記録する');
  const formToken = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const send = (typed: Record<string, string>) => {
    const values = { formToken, requestId: randomUUID(), step: 'check', ...typed };
    return browser.send(at(revision.guaranteeId, '/dispatch'), new URLSearchParams(values));
  };
  const refused = await send({ method: 'pigeon', dispatchedOn: '31 February' });
  expect(refused.status).toBe(422);
  for (const field of ['method', 'dispatchedOn']) expect(refused.html).toContain(`id="${field}-error"`);
  const confirming = await send({ method: 'post', dispatchedOn: today, trackingNumber: '1234-5678' });
  for (const words of ['1234-5678', '郵送した']) expect(confirming.text).toContain(words);
  const page = await browser.press(confirming, 'この内容で交付を記録する');
  expect(page.text).toContain('交付を記録しました');
  expect(await stageNow(operations, revision.guaranteeId)).toBe('dispatched');
});

test('what was abandoned is withdrawn with a reason, never without (reason-must-be-given)', async () => {
  const revision = await applyFor(operations);
  await returnTo(operations, revision, '直してください。');
  const { browser } = await operations.signIn('operator');
  const form = await browser.follow(await browser.visit(at(revision.guaranteeId)), '取り下げる');
  const refused = await browser.press(form, '取下げの内容を確認する', { 取下げの理由: ' ' });
  expect([refused.status, refused.html.includes('id="reason-error"')]).toEqual([422, true]);
  const confirming = await browser.press(refused, '取下げの内容を確認する', { 取下げの理由: '連絡がつかない' });
  expect(await stageNow(operations, revision.guaranteeId)).toBe('returned');
  const page = await browser.press(confirming, '取下げを確定する');
  expect(page.text).toMatch(/取り下げた.*連絡がつかない/);
  expect(await stageNow(operations, revision.guaranteeId)).toBe('withdrawn');
  expect((await browser.visit(at(revision.guaranteeId, '/withdrawal'))).address).toBe(at(revision.guaranteeId));
});

test('a message goes to the contractor once, answers a correction request, and holds no key (message-must-not-hold-the-key)', async () => {
  const { id, revision, correctionId } = await wholeCase(operations);
  const { browser } = await operations.signIn('reviewer');
  const page = await browser.visit(at(id));
  const empty = await browser.press(page, 'メッセージを送る', { 受注者へのメッセージ: '' });
  expect([empty.status, empty.html.includes('id="words-error"')]).toEqual([422, true]);
  const key = await keyOf(operations, revision.guaranteeId);
  const told = await browser.press(page, 'メッセージを送る', { 受注者へのメッセージ: key.reveal() });
  expect([told.status, told.html.includes('id="words-error"')]).toEqual([422, true]);
  const typed = { 受注者へのメッセージ: '訂正の申込をお願いします。', 回答する訂正の依頼: correctionId };
  const sent = await browser.press(page, 'メッセージを送る', typed);
  expect(sent.text).toContain('メッセージを送りました');
  expect(sent.text).toContain('回答あり');
  await browser.press(page, 'メッセージを送る', typed);
  const answers = await operations.owner.message.findMany({ where: { guaranteeId: id, side: 'surety' } });
  expect(answers.map(({ words, correctionRequestId }) => [words, correctionRequestId])).toEqual([
    ['訂正の申込をお願いします。', correctionId],
  ]);
});
