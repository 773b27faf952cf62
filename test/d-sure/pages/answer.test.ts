/** The authority's answer on a certificate: an acceptance, or a correction asked with a reason. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type House, openHouse, password } from '../support/house.ts';
import { buildPosting, createPosting, post } from '../support/postings.ts';
import { expectUntold, forgetTries, key, newNumber, opened, responsesOn } from '../support/visits.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => forgetTries(house));

test('an acceptance is confirmed first, recorded under the authority, and told to the surety once', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await opened(house, number);
  const asked = await browser.follow(page, '受領する');
  expect(asked.text).toContain('受領は取り消せません');
  const pages = await Promise.all([browser.press(asked, '受領する'), browser.press(asked, '受領する')]);
  for (const each of pages) expect(each.text).toContain('高根沢町 総務課');
  expect((await browser.visit(page.address)).text).toContain('✓ 受領');
  const accepted = (await responsesOn(house, number)).filter(({ kind }: { kind: string }) => kind === 'accepted');
  expect(accepted).toMatchObject([{ revision: 1, by: '高根沢町 総務課', reason: null }]);
});

test('a correction is asked with a reason, looked at before it is sent, and told to the surety once', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await opened(house, number);
  const form = await browser.follow(page, '補正を依頼する');
  const reason = '請負契約日が違います。\n令和8年4月2日としてください。';
  const look = await browser.press(form, '内容を確認する', { 理由: reason });
  expect(look.text).toContain('この内容で補正を依頼しますか');
  expect((await browser.press(look, '理由を直す')).text).toContain('令和8年4月2日としてください。');
  await Promise.all([browser.press(look, '補正を依頼する'), browser.press(look, '補正を依頼する')]);
  expect((await browser.visit(page.address)).text).toContain('補正依頼');
  const asked = (await responsesOn(house, number)).filter(({ kind }: { kind: string }) => kind === 'correction-asked');
  expect(asked).toMatchObject([{ revision: 1, by: '高根沢町 総務課', reason }]);
});

test.each([
  ['no reason', '  ', '理由を入力してください'],
  ['a reason without end', 'あ'.repeat(1_001), '理由は1,000文字以内で入力してください'],
  ['a reason that cannot be printed', 'a\u0000b', '文字'],
  [
    'a reason that tells the key (reason-must-not-hold-the-key)',
    '認証キー Z28Y UE4J 3Bux で開けません',
    '認証キーを消してください',
  ],
])('%s is refused beside its field', async (_what, reason, said) => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await opened(house, number);
  const answer = await browser.press(await browser.follow(page, '補正を依頼する'), '内容を確認する', {
    理由: reason,
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(said);
  expect(await responsesOn(house, number)).toHaveLength(1);
});

test('what was looked at must still be the newest', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await opened(house, number);
  const asked = await browser.follow(page, '受領する');
  await post(house.url, buildPosting(number, { revision: 2, revisionKind: 'correction' }));
  const answer = await browser.press(asked, '受領する');
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('新しい電子証書が届いています');
});

test('a form without the session’s own token is refused', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await opened(house, number);
  for (const formToken of ['', 'x'.repeat(43)]) {
    const answer = await browser.send(`${page.address}/acceptance`, new URLSearchParams({ formToken, revision: '1' }));
    expect(answer.status).toBe(403);
  }
  expect(await responsesOn(house, number)).toHaveLength(1);
});

test('keys and passwords stand in no log and no table', () => expectUntold(house, [key, password]));
