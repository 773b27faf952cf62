/** 代決 and 関係会社 on their pages: set by whom they are about or by an administrator, and ended with a reason. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
beforeAll(async () => {
  operations = await openOperations();
});
afterAll(() => operations.close());
beforeEach(() => operations.owner.approvalDelegation.deleteMany());

const today = dayInJapan(new Date());
const typed = {
  approverId: sampleStaff.approver.id,
  delegateId: sampleStaff.secondReviewer.id,
  fromOn: today,
  toOn: addDays(today, 5),
  reason: '夏季休暇のため',
};

async function set(browser: Browser, own: Partial<typeof typed> = {}): Promise<Page> {
  const form = await browser.visit('/delegations/new');
  const formToken = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  return browser.send('/delegations/new', new URLSearchParams({ formToken, ...typed, ...own }));
}

test('an approver sets the own substitute, who is told so on top of each page', async () => {
  const { browser } = await operations.signIn('approver');
  const done = await set(browser);
  for (const words of ['代決を設定しました', '承認 二郎', '審査 四郎', '代決中', '夏季休暇のため'])
    expect(done.text).toContain(words);
  expect((await operations.signIn('secondReviewer')).page.text).toContain('審査担当者・代決');
  const form = await browser.follow(done, '終える');
  const silent = await browser.press(form, '代決を終える', { 理由: '' });
  expect([silent.status, silent.text.includes('理由を入力してください')]).toEqual([422, true]);
  const ended = await browser.press(silent, '代決を終える', { 理由: '早く戻ったため' });
  for (const words of ['代決を終えました', 'いま、代決はありません', '終わった代決'])
    expect(ended.text).toContain(words);
  expect((await operations.signIn('secondReviewer')).page.text).not.toContain('代決');
});

test('an approver sets nobody else’s (delegation-must-be-of-oneself); an administrator sets anybody’s', async () => {
  const { browser: approver } = await operations.signIn('approver');
  const refused = await set(approver, {
    approverId: sampleStaff.secondReviewer.id,
    delegateId: sampleStaff.approver.id,
  });
  expect([refused.status, refused.text.includes('ご自分の代決だけです')]).toEqual([403, true]);
  const { browser: administrator } = await operations.signIn('administrator');
  expect((await set(administrator)).text).toContain('代決を設定しました');
  const person = await administrator.visit(`/users/${sampleStaff.approver.id}`);
  for (const words of ['承認 二郎さんの代わりに審査 四郎さんが承認します', '代決を設定した'])
    expect(person.text).toContain(words);
});

test('what is wrong with it stands beside each field', async () => {
  const { browser } = await operations.signIn('administrator');
  const wrong = await set(browser, {
    delegateId: typed.approverId,
    fromOn: addDays(today, -1),
    toOn: addDays(today, 200),
    reason: '',
  });
  expect(wrong.status).toBe(422);
  for (const id of ['delegateId', 'fromOn', 'toOn', 'reason']) expect(wrong.html).toContain(`href="#${id}"`);
});

test('staff declare their own connected companies; only another administrator ends that', async () => {
  const { browser } = await operations.signIn('reviewer');
  const form = await browser.follow(await browser.follow(await browser.visit('/'), '審査 一郎'), '関係会社');
  const found = await browser.visit(`${form.address}?q=${encodeURIComponent('△△土木')}`);
  const [, contractorId = ''] = /name="contractorId" value="([^"]+)"/.exec(found.html) ?? [];
  const formToken = /name="formToken" value="([^"]+)"/.exec(found.html)?.[1] ?? '';
  const values = { formToken, q: '△△土木', contractorId, fromOn: '2020-04-01', toOn: '', reason: '弟が代表者' };
  const done = await browser.send('/account/connections', new URLSearchParams(values));
  for (const words of ['関係会社を登録しました', '△△土木 有限会社', '弟が代表者']) expect(done.text).toContain(words);
  const again = await browser.send('/account/connections', new URLSearchParams(values));
  expect([again.status, again.text.includes('すでに登録されています')]).toEqual([409, true]);
  expect((await browser.visit('/account/connections?q=zzz')).text).toContain('この名前の受注者は見つかりません');
  const { browser: administrator } = await operations.signIn('administrator');
  const end = await administrator.follow(
    await administrator.visit(`/users/${sampleStaff.reviewer.id}`),
    '登録を終える',
  );
  const ended = await administrator.press(end, '登録を終える', { 理由: '代表者の交代を確認した' });
  for (const words of ['関係会社の登録を終えました', '代表者の交代を確認した']) expect(ended.text).toContain(words);
});
