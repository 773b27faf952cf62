/** The decisions of a review: each on a page of its own, pressed once, refused beside its field. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../../../bin/example/browser.ts';
import { type SampleStaffName, sampleStaff } from '../../../../prisma/sample-staff.ts';
import { applyFor } from '../../net-desk/support/followed.ts';
import type { OpenOperations } from '../support/operations.ts';
import { claimFor, makeStop, openReviewing, stageNow } from '../support/under-review.ts';

let operations: OpenOperations;
beforeAll(async () => {
  operations = await openReviewing();
});
afterAll(() => operations.close());
beforeEach(async () => {
  await operations.owner.productSetting.updateMany({ data: { secondApprovalYen: null } });
});

const at = (id: string, rest = '') => `/reviews/${id}${rest}`;
const commandsOf = (guaranteeId: string, name: string) =>
  operations.owner.command.findMany({ where: { guaranteeId, name } });

/** A case that this person holds, and the page of one decision. */
async function held(who: SampleStaffName, link: string, terms: Parameters<typeof applyFor>[2] = {}) {
  const { guaranteeId: id } = await applyFor(operations, {}, terms);
  await claimFor(operations, who, id);
  const { browser } = await operations.signIn(who);
  return { id, browser, form: await browser.follow(await browser.visit(at(id)), link) };
}

describe('approve', () => {
  test('the page says what follows; pressed twice and in two tabs it is one approval', async () => {
    const { id, browser, form } = await held('reviewer', '承認する');
    expect(form.text).toContain('一括納付のため、入金を待たずに発行へ進みます');
    expect(form.text).toMatch(/保証料（承認で確定します）： [\d,]+円/);
    const tab = await browser.visit(at(id, '/approval'));
    const approved = await browser.press(form, 'この内容で承認する');
    expect(approved.address).toBe(at(id, '?recorded=approve'));
    expect(approved.text).toContain('承認を記録しました');
    expect((await browser.press(form, 'この内容で承認する')).address).toBe(at(id, '?recorded=approve'));
    const late = await browser.press(tab, 'この内容で承認する');
    expect([late.status, late.text.includes('この保証は審査の段階ではありません')]).toEqual([409, true]);
    expect((await commandsOf(id, 'approve')).map(({ state }) => state)).toEqual(['applied']);
    expect(await stageNow(operations, id)).toBe('issuing');
  });

  test('a payer per case is waited for', async () => {
    const { id, browser, form } = await held('reviewer', '承認する', { feePayment: 'per-case' });
    expect(form.text).toContain('受注者に保証料のご案内をメールで送り、入金を待ちます');
    await browser.press(form, 'この内容で承認する');
    expect(await stageNow(operations, id)).toBe('awaiting-fee');
  });

  test('a stop of the register is passed neither without a reason nor by a reviewer (stop-must-be-passed-with-a-reason, stop-must-be-passed-by-an-approver)', async () => {
    const takeOut = await makeStop(operations, 'papers');
    const { id, browser, form } = await held('reviewer', '承認する');
    expect((await browser.visit(at(id))).text).toContain('審査要領 第3条');
    expect(form.text).toContain('承認を止める確認事項');
    const without = await browser.press(form, 'この内容で承認する');
    expect([without.status, without.html.includes('id="reason-error"')]).toEqual([422, true]);
    expect(without.text).toContain('承認者が理由を入力してください');
    const reason = '原本を窓口で確認した';
    const by = await browser.press(without, 'この内容で承認する', { 止める確認事項があっても承認する理由: reason });
    expect([by.status, by.text.includes('理由を付けて承認できるのは承認者です')]).toEqual([403, true]);
    expect(by.html).toContain(reason);
    expect(await stageNow(operations, id)).toBe('applied');
    const own = await held('approver', '承認する');
    expect((await own.browser.press(own.form, 'この内容で承認する')).status).toBe(422);
    const form2 = await own.browser.visit(at(own.id, '/approval'));
    await own.browser.press(form2, 'この内容で承認する', { 止める確認事項があっても承認する理由: reason });
    expect(await stageNow(operations, own.id)).toBe('issuing');
    const file = await own.browser.visit(`/guarantees/${own.id}`);
    expect(file.text).toMatch(/引受を承認した.*承認 二郎.*通した停止の確認：添付書類\s*原本を窓口で確認した/);
    await takeOut();
  });

  test('above the limit a second person approves: who approved first is named and may not, an approver may (second-approver-must-differ)', async () => {
    await operations.owner.productSetting.updateMany({ data: { secondApprovalYen: 1_000_000n } });
    const { id, browser, form } = await held('approver', '承認する');
    expect(form.text).toContain('二人目の承認を待ちます');
    const first = await browser.press(form, 'この内容で承認する');
    expect(first.text).toContain('一人目の承認： 承認 二郎 二人目の承認は、別の方が行います。');
    await claimFor(operations, 'approver', id);
    const again = await browser.press(await browser.visit(at(id, '/approval')), 'この内容で承認する');
    expect([again.status, await stageNow(operations, id)]).toEqual([409, 'awaiting-second-approval']);
    const { id: other, browser: reviewing, form: firstForm } = await held('reviewer', '承認する');
    await reviewing.press(firstForm, 'この内容で承認する');
    await claimFor(operations, 'secondReviewer', other);
    const { browser: second } = await operations.signIn('secondReviewer');
    const page = await second.visit(at(other));
    expect(page.text).toContain('二人目の承認は、承認者が行います');
    const refused = await second.press(await second.visit(at(other, '/approval')), 'この内容で承認する');
    expect([refused.status, await stageNow(operations, other)]).toEqual([403, 'awaiting-second-approval']);
    await operations.owner.reviewClaim.deleteMany();
    await claimFor(operations, 'approver', other);
    const seen = await browser.visit(at(other, '/approval'));
    expect(seen.text).toContain('一人目の承認： 審査 一郎');
    await browser.press(seen, 'この内容で承認する');
    expect(await stageNow(operations, other)).toBe('issuing');
  });
});

describe('return', () => {
  test('a reason and remarks beside fields are shown once more, may be rewritten, and are one return', async () => {
    const { id, browser, form } = await held('reviewer', '差し戻す');
    const typed = {
      差戻しの理由: '金額をご確認ください。',
      '指摘：請負金額': '変更契約後の<額>です',
      '指摘：担当者名': 'お名前を',
    };
    const checking = await browser.press(form, '差戻しの内容を確認する', typed);
    expect(checking.text).toContain('差戻しの確認');
    for (const words of [...Object.values(typed), '50,000,000円']) expect(checking.text).toContain(words);
    expect(await stageNow(operations, id)).toBe('applied');
    const changed = await browser.press(checking, '書き直す');
    expect(changed.text).toContain('変更契約後の<額>です');
    const sent = await browser.press(
      await browser.press(changed, '差戻しの内容を確認する', typed),
      'この内容で差し戻す',
    );
    expect(sent.text).toContain('差戻しを記録しました');
    const [command] = await commandsOf(id, 'return');
    expect(command?.content).toEqual({
      reason: typed.差戻しの理由,
      remarks: [
        { field: 'contract.amountYen', words: '変更契約後の<額>です' },
        { field: 'delivery.contactPerson', words: 'お名前を' },
      ],
    });
    expect(await stageNow(operations, id)).toBe('returned');
  });

  test('what is wrong is told beside its field, and what was typed stays', async () => {
    const { id, browser, form } = await held('reviewer', '差し戻す');
    const typed = { 差戻しの理由: '', '指摘：請負金額': `${'あ'.repeat(1000)}い` };
    const refused = await browser.press(form, '差戻しの内容を確認する', typed);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('id="reason-error"');
    expect(refused.html).toContain('id="remark.contract.amountYen-error"');
    expect(refused.text).toContain('あい');
    expect(await stageNow(operations, id)).toBe('applied');
  });
});

describe('decline and ask for a paper', () => {
  test('a decline asks for its reason and is confirmed before it is final (reason-must-be-given)', async () => {
    const { id, browser, form } = await held('reviewer', '引受不可にする');
    const without = await browser.press(form, '引受不可の内容を確認する');
    expect([without.status, without.html.includes('id="reason-error"')]).toEqual([422, true]);
    const checking = await browser.press(without, '引受不可の内容を確認する', { 引受不可の理由: '限度額を超えるため' });
    expect([checking.text.includes('元に戻せません'), await stageNow(operations, id)]).toEqual([true, 'applied']);
    await browser.press(checking, '引受不可に確定する');
    expect(await stageNow(operations, id)).toBe('declined');
  });

  test('a further paper is asked for once, with one mail, and the review stays with its reviewer', async () => {
    const { id, browser, form } = await held('reviewer', '書類を求める');
    const typed = { 依頼する書類: '契約書の写し\r\n（変更分を含む）' };
    const checking = await browser.press(form, '依頼の内容を確認する', typed);
    const asked = await browser.press(checking, 'この内容で依頼する');
    expect(asked.address).toBe(at(id, '?recorded=paper-request'));
    expect(asked.text).toContain('まだ届いていません');
    await browser.press(checking, 'この内容で依頼する');
    expect(await operations.owner.paperRequest.findMany({ where: { guaranteeId: id } })).toMatchObject([
      { words: '契約書の写し\n（変更分を含む）', askedById: sampleStaff.reviewer.id },
    ]);
    expect(await operations.owner.mail.count({ where: { guaranteeId: id, kind: 'paper-asked' } })).toBe(1);
    expect(asked.text).toContain('あなたが担当しています');
  });
});

test('who lost the case meanwhile is told by a press of any decision, and nothing is recorded (case-must-not-be-held-by-another, case-must-be-held)', async () => {
  const pages: [string, string, Record<string, string>][] = [
    ['承認する', 'この内容で承認する', {}],
    ['差し戻す', '差戻しの内容を確認する', { 差戻しの理由: 'あ' }],
    ['引受不可にする', '引受不可の内容を確認する', { 引受不可の理由: 'あ' }],
    ['書類を求める', '依頼の内容を確認する', { 依頼する書類: 'あ' }],
  ];
  const { guaranteeId: id } = await applyFor(operations);
  await claimFor(operations, 'reviewer', id);
  const { browser } = await operations.signIn('reviewer');
  const page = await browser.visit(at(id));
  const forms = await Promise.all(pages.map(([link]) => browser.follow(page, link)));
  const pressAll = async () => {
    const told: Page[] = [];
    for (const [index, [, button, typed]] of pages.entries())
      told.push(await press(browser, forms[index], button, typed));
    return told;
  };
  await operations.owner.reviewClaim.deleteMany();
  for (const { status, text } of await pressAll())
    expect([status, text.includes('まだ担当がいません')]).toEqual([409, true]);
  await claimFor(operations, 'secondReviewer', id);
  for (const { status, text } of await pressAll())
    expect([status, text.includes('審査 四郎さんが担当しています')]).toEqual([409, true]);
  expect(await operations.owner.command.count({ where: { guaranteeId: id } })).toBe(0);
});

function press(browser: Browser, form: Page | undefined, button: string, typed: Record<string, string>) {
  if (form === undefined) throw new Error('The page was not opened.');
  return browser.press(form, button, typed);
}

test('a form of another page, or without its number, is no press (form-must-be-from-this-page)', async () => {
  const { id, browser, form } = await held('reviewer', '承認する');
  const formToken = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const sent = await browser.send(at(id, '/approval'), new URLSearchParams({ formToken, requestId: 'none' }));
  expect([sent.status, await stageNow(operations, id)]).toEqual([403, 'applied']);
});
