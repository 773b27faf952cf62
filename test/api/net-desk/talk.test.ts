/** Messages with the branch and 「申込内容と間違いがある」: at Net Desk as a person reads them, by the JSON API for the branch. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';
import { applyFor, arrive, issue, keyOf, seal } from './support/followed.ts';

let desk: OpenDesk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

async function posted(): Promise<string> {
  const revision = await applyFor(desk);
  await issue(desk, revision);
  await arrive(desk, revision);
  return revision.guaranteeId;
}
const api = (id: string, rest: string) => `/api/v1/guarantees/${id}/${rest}`;
const hostile = '<script>alert(1)</script>\r\nSubject: x 👷 𠮷';

describe('messages', () => {
  test('of the contractor are read by the branch, whose answer is new until it is seen', async () => {
    const id = await posted();
    const { browser: reading } = await desk.signIn('clerk');
    const sent = await reading.press(await reading.visit(`/guarantees/${id}`), 'メッセージを送る', {
      支店へのメッセージ: hostile,
    });
    expect(sent.text).toContain('メッセージを送りました');
    expect(sent.html).not.toContain('<script>alert');
    const { body } = await desk.get('reviewer', api(id, 'messages'));
    expect(body.messages).toMatchObject([{ side: 'contractor', by: '見本 花子', words: hostile.replace('\r', '') }]);
    const answer = await desk.post('reviewer', api(id, 'messages'), {
      body: { words: '承知しました。\n<b>確認します</b>' },
    });
    expect(answer.status).toBe(201);
    const home = await reading.visit('/');
    expect(home.text).toContain('新しいメッセージ 1件：承知しました。');
    const { browser: colleague } = await desk.signIn('administrator');
    const page = await reading.follow(home, 'メッセージを読む');
    expect(page.text).toContain('（新しいメッセージ 1件）');
    expect(page.text).toContain('<b>確認します</b>');
    expect((await reading.visit('/')).text).not.toContain('承知しました');
    expect((await colleague.visit('/')).text).toContain('承知しました');
    const own = await desk.get('contractor', api(id, 'messages'));
    expect(own.body.messages.map(({ by }: { by: string | null }) => by)).toEqual(['見本 花子', null]);
  });

  test('go once, however often one form is sent, and never with the key in them', async () => {
    const id = await posted();
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.visit(`/guarantees/${id}`);
    for (let press = 0; press < 2; press++)
      await reading.press(page, 'メッセージを送る', { 支店へのメッセージ: '一度だけ' });
    expect(await desk.db.message.count({ where: { guaranteeId: id } })).toBe(1);
    const words = `キーは ${(await keyOf(desk, id)).reveal()} です`;
    const told = await reading.press(await reading.visit(`/guarantees/${id}`), 'メッセージを送る', {
      支店へのメッセージ: words,
    });
    expect([told.status, told.html.includes('id="words-error">認証キーが含まれています')]).toEqual([422, true]);
    const blank = await reading.press(await reading.visit(`/guarantees/${id}`), 'メッセージを送る');
    expect([blank.status, blank.text.includes('この項目を入力してください')]).toEqual([422, true]);
    const asked = await desk.post('contractor', api(id, 'messages'), { body: { words } });
    expect(asked.body.name).toBe('message-must-not-hold-the-key');
    const key = randomUUID();
    const first = await desk.post('reviewer', api(id, 'messages'), { key, body: { words: '同じ言葉' } });
    expect((await desk.post('reviewer', api(id, 'messages'), { key, body: { words: '同じ言葉' } })).text).toBe(
      first.text,
    );
    const other = await desk.post('reviewer', api(id, 'messages'), { key, body: { words: '別の言葉' } });
    expect(other.body.name).toBe('idempotency-key-must-not-be-reused');
    await expect(desk.db.message.updateMany({ data: { words: 'x' } })).rejects.toThrow();
  });

  test('appear without a reload, and what is being typed stays', async () => {
    const id = await posted();
    const page = await browser.person();
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}/guarantees/${id}`);
    await page.type('#words', '書きかけ');
    await desk.post('operator', api(id, 'messages'), { body: { words: '支店からです' } });
    await seal(desk);
    await until(() => page.evaluate(() => document.querySelector('.messages')?.textContent?.includes('支店からです')));
    expect(await page.$eval('#words', (field) => (field as HTMLTextAreaElement).value)).toBe('書きかけ');
  });
});

describe('申込内容と間違いがある', () => {
  const wrong = {
    間違いのある項目: 'contract-amount',
    正しい内容: '51,000,000円',
    理由: '請負契約書に<b>51,000,000円</b>とあります',
  };

  test('opens a request, told to the branch, shown with its state until and after it is answered', async () => {
    const id = await posted();
    const { browser: reading } = await desk.signIn('clerk');
    const form = await reading.follow(await reading.visit(`/guarantees/${id}`), '申込内容と間違いがある');
    expect(form.text).toContain('50,000,000円');
    const page = await reading.press(form, '支店に訂正を依頼する', wrong);
    for (const words of ['訂正の依頼を支店に送りました', '回答待ち', '51,000,000円', '<b>51,000,000円</b>'])
      expect(page.text).toContain(words);
    const list = await desk.get('reviewer', '/api/v1/correction-requests');
    const request = list.body.correctionRequests.find(({ guaranteeId }: { guaranteeId: string }) => guaranteeId === id);
    expect(request).toMatchObject({ field: 'contract-amount', state: 'open', revision: 1, answer: null });
    expect((await desk.get('reviewer', api(id, 'messages'))).body.messages[0].words).toContain(
      '【申込内容と間違いがある】',
    );
    const body = { words: '訂正の証書を発行します。', correctionRequestId: request.id };
    expect((await desk.post('operator', api(id, 'messages'), { body })).status).toBe(201);
    const answered = await reading.visit(`/guarantees/${id}`);
    for (const words of ['回答あり', '支店の回答', '訂正の証書を発行します。']) expect(answered.text).toContain(words);
    const { body: told } = await desk.get('contractor', api(id, 'correction-requests'));
    expect(told.correctionRequests).toMatchObject([
      { state: 'answered', answer: { words: '訂正の証書を発行します。' } },
    ]);
    const { stage, amountYen } = await desk.db.revision.findFirstOrThrow({ where: { guaranteeId: id } });
    expect([stage, amountYen]).toEqual(['posted', 20_000_000n]);
    const events = await desk.db.event.findMany({
      where: { guaranteeId: id, kind: { in: ['message', 'correction-requested'] } },
      orderBy: { sequence: 'asc' },
    });
    expect(events.map(({ kind }) => kind)).toEqual(['correction-requested', 'message']);
  });

  test('is refused by name: twice for one line, without words, before anything was issued, for a line that is not there', async () => {
    const id = await posted();
    const { browser: reading } = await desk.signIn('clerk');
    const form = await reading.visit(`/guarantees/${id}/correction-request`);
    await reading.press(form, '支店に訂正を依頼する', wrong);
    expect((await reading.press(form, '支店に訂正を依頼する', wrong)).text).toContain('訂正の依頼を支店に送りました');
    const again = await reading.press(
      await reading.visit(`/guarantees/${id}/correction-request`),
      '支店に訂正を依頼する',
      wrong,
    );
    expect([again.status, again.html.includes('id="field-error">この項目はすでに依頼済みです')]).toEqual([422, true]);
    const blank = await reading.press(
      await reading.visit(`/guarantees/${id}/correction-request`),
      '支店に訂正を依頼する',
    );
    expect([blank.status, ...blank.html.matchAll(/id="(\w+)-error"/g)].length).toBe(4);
    const content = { field: 'contract-amount', shouldBe: '1円', reason: '契約書' };
    const twice = await desk.post('contractor', api(id, 'correction-requests'), { body: content });
    expect(twice.body.name).toBe('correction-must-not-be-open-already');
    const { guaranteeId } = await applyFor(desk);
    const early = await desk.post('contractor', api(guaranteeId, 'correction-requests'), { body: content });
    expect([early.status, early.body.name]).toEqual([409, 'guarantee-must-be-issued-for-correction']);
    expect((await reading.visit(`/guarantees/${guaranteeId}`)).text).not.toContain('申込内容と間違いがある');
    const byContractor = { words: '回答', correctionRequestId: randomUUID() };
    const none = await desk.post('contractor', api(id, 'messages'), { body: byContractor });
    expect(none.body.name).toBe('correction-request-must-exist');
  });

  test('of another contractor is as if it never was, at every address', async () => {
    const id = await posted();
    const { browser: stranger, page } = await desk.signIn('stranger');
    const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] as string;
    expect((await stranger.visit(`/guarantees/${id}/correction-request`)).status).toBe(404);
    for (const rest of ['messages', 'correction-request']) {
      const values = new URLSearchParams({
        ...{ formToken, requestId: randomUUID(), words: 'x' },
        ...{ field: 'other', shouldBe: 'x', reason: 'x' },
      });
      expect((await stranger.send(`/guarantees/${id}/${rest}`, values)).status).toBe(404);
    }
    for (const rest of ['messages', 'correction-requests']) {
      expect((await desk.get('otherContractor', api(id, rest))).status).toBe(404);
      const body = rest === 'messages' ? { words: 'x' } : { field: 'other', shouldBe: 'x', reason: 'x' };
      expect((await desk.post('otherContractor', api(id, rest), { body })).status).toBe(404);
    }
    expect((await desk.get('otherContractor', '/api/v1/correction-requests')).body.correctionRequests).toEqual([]);
  });
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
] as const)('%s, dark %s, %d px: axe finds nothing on the case and the form', async (language, dark, width) => {
  const id = await posted();
  const long = 'とても長い言葉'.repeat(30);
  await desk.post('contractor', api(id, 'messages'), { body: { words: `${long}\n二行目` } });
  await desk.post('reviewer', api(id, 'messages'), { body: { words: long } });
  await desk.post('contractor', api(id, 'correction-requests'), {
    body: { field: 'other', shouldBe: long.slice(0, 200), reason: long },
  });
  const page = await browser.person({ dark, width });
  await desk.signInWith(page, 'clerk');
  for (const path of ['', '/correction-request']) {
    await page.goto(`${desk.url}/guarantees/${id}${path}?lang=${language}`);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});
