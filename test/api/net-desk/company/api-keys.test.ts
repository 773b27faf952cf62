/** API keys of a company: made by its administrators, told once, limited, revoked. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../../../bin/example/browser.ts';
import { addDays, addMonths, dayInJapan } from '../../../../domain/dates.ts';
import { mostKeys } from '../../../../prisma/company-keys.ts';
import { createApiKey } from '../../../../prisma/people.ts';
import { type OpenDesk, openDesk, people } from '../support/desk.ts';

const path = '/company/api-keys';
let now = new Date();
let desk: OpenDesk;
let administrator: Browser;
beforeAll(async () => {
  desk = await openDesk({ clock: { now: () => now } });
  ({ browser: administrator } = await desk.signIn('administrator'));
});
afterAll(() => desk.close());

/** What a person makes of the form; the parts that radios stand for are said by name. */
async function make(own: Record<string, string> = {}): Promise<{ page: Page; token: string }> {
  const form = await administrator.visit(`${path}/new`);
  const page = await administrator.send(path, filled(form, own));
  return { page, token: /hosho_[\w-]{43}/.exec(page.html)?.[0] ?? '' };
}

function filled(form: Page, own: Record<string, string>): URLSearchParams {
  const hidden = [...form.html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
  const usual = { name: '原価管理システム', mayDo: 'all', pace: '', endsOn: addMonths(dayInJapan(now), 3) };
  return new URLSearchParams({
    ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
    ...usual,
    ...own,
  });
}

function ask(token: string, method = 'GET', address = '/api/v1/guarantees') {
  return fetch(`${desk.apiUrl}${address}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': 'a-test' },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
}

test('a key is told once, on the page after it was made, and opens what its company may see', async () => {
  const { page, token } = await make();
  expect(page.address).toBe(path); // and not with the key in it
  expect(page.text).toContain('この一度だけ');
  expect((await ask(token)).status).toBe(200);
  const list = await administrator.visit(path);
  expect(list.text).toContain('原価管理システム');
  expect(list.text).toContain('見本 次郎');
  expect(list.html).not.toContain(token);
  expect(JSON.stringify(await desk.owner.apiKey.findMany())).not.toContain(token);
});

test('the same form sent twice makes one key, and does not tell it again', async () => {
  const form = filled(await administrator.visit(`${path}/new`), { name: '二度押し' });
  await administrator.send(path, form);
  const again = await administrator.send(path, form);
  expect(again.text).toContain('すでに作られています');
  expect(again.html).not.toMatch(/hosho_/);
  expect(await desk.owner.apiKey.count({ where: { name: '二度押し' } })).toBe(1);
});

test('what is wrong stands beside its field, and what was typed is kept', async () => {
  const tooLate = addDays(addMonths(dayInJapan(now), 24), 1);
  for (const [own, field, sentence] of [
    [{ name: ' ' }, 'name', 'この項目を入力してください'],
    [{ name: 'あ'.repeat(61) }, 'name', '文字数が多すぎます'],
    [{ name: 'a\u202Eb' }, 'name', '印刷できない文字'],
    [{ mayDo: 'everything' }, 'mayDo', '選択肢や種類'],
    [{ pace: '61' }, 'pace', '選択肢や種類'],
    [{ endsOn: '2027/2/31' }, 'endsOn', '暦にある日付'],
    [{ endsOn: dayInJapan(now) }, 'endsOn', '明日から2年以内の日付に'], // key-must-end-in-time
    [{ endsOn: tooLate }, 'endsOn', '明日から2年以内の日付に'],
  ] as const) {
    const { page } = await make(own);
    expect(page.status).toBe(422);
    const [, said] = new RegExp(`id="${field}-error">([^<]*)<`).exec(page.html) ?? [];
    expect(said ?? page.html.slice(page.html.indexOf('field-error'))).toContain(sentence);
    expect(page.html).toContain(`href="#${field}"`);
  }
});

test('names are shown as text, whatever they look like', async () => {
  await make({ name: '<script>alert(1)</script>' });
  const list = await administrator.visit(path);
  expect(list.html).not.toContain('<script>alert');
  expect(list.text).toContain('<script>alert(1)</script>');
});

test('a key that only reads acts on nothing (scope-must-allow-this)', async () => {
  const { token } = await make({ mayDo: 'read' });
  expect((await ask(token)).status).toBe(200);
  const answer = await ask(token, 'POST', '/api/v1/applications');
  expect([answer.status, await answer.json()]).toEqual([
    403,
    expect.objectContaining({ name: 'scope-must-allow-this' }),
  ]);
});

test('a key held to a pace is told to wait, and goes on after a minute (requests-must-be-few)', async () => {
  const { token } = await make({ pace: '10' });
  const statuses = [];
  for (let n = 0; n < 12; n++) statuses.push((await ask(token)).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
  const refused = await ask(token);
  expect([refused.headers.get('retry-after'), await refused.json()]).toEqual([
    '60',
    expect.objectContaining({ name: 'requests-must-be-few' }),
  ]);
  now = new Date(now.getTime() + 61_000);
  expect((await ask(token)).status).toBe(200);
});

test('the last use is written down, and not at each request', async () => {
  const { token } = await make({ name: '最後の利用' });
  const lastUsed = async () => (await desk.owner.apiKey.findFirstOrThrow({ where: { name: '最後の利用' } })).lastUsedAt;
  expect(await lastUsed()).toBeNull();
  await ask(token);
  const first = await lastUsed();
  expect(first).toEqual(now);
  now = new Date(now.getTime() + 30_000);
  await ask(token);
  expect(await lastUsed()).toEqual(first);
  now = new Date(now.getTime() + 31_000);
  await ask(token);
  expect(await lastUsed()).toEqual(now);
});

test('a key opens nothing after its last day (api-key-must-be-valid)', async () => {
  const { token } = await make({ name: '短い', endsOn: addDays(dayInJapan(now), 1) });
  const today = now;
  now = new Date(`${addDays(dayInJapan(today), 1)}T23:59:59+09:00`);
  expect((await ask(token)).status).toBe(200);
  now = new Date(now.getTime() + 1_000);
  expect((await ask(token)).status).toBe(401);
  expect((await administrator.visit(path)).text).toContain('期限切れ');
  now = today;
});

test('a key is revoked after a question, and opens nothing from then on', async () => {
  const { token } = await make({ name: '失効させるキー' });
  const { id } = await desk.owner.apiKey.findFirstOrThrow({ where: { name: '失効させるキー' } });
  const question = await administrator.visit(`${path}/${id}/revocation`);
  expect(question.text).toContain('元に戻せません');
  expect((await ask(token)).status).toBe(200);
  const after = await administrator.press(question, '失効させる');
  expect(after.text).toContain('APIキーを失効させました');
  expect((await ask(token)).status).toBe(401);
  expect((await administrator.visit(`${path}/${id}/revocation`)).text).toContain('もう使えなくなっています');
});

test('administrators see every key of their company; clerks and readers no page of it (role-must-allow-this)', async () => {
  const key = { userId: people.clerk.id, name: '花子の古いキー', scopes: ['contractor'] as const };
  const { id } = await createApiKey(desk.db, key);
  expect((await administrator.visit(path)).text).toContain('花子の古いキー');
  for (const who of ['clerk', 'reader'] as const) {
    const { browser, page } = await desk.signIn(who);
    expect(page.text).not.toContain('会社の設定');
    const token = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    for (const address of [path, `${path}/new`, `${path}/${id}/revocation`])
      expect((await browser.visit(address)).status).toBe(403);
    for (const address of [path, `${path}/${id}/revocation`])
      expect((await browser.send(address, new URLSearchParams({ formToken: token }))).status).toBe(403);
  }
});

test('another company’s key does not exist (api-key-must-exist)', async () => {
  const key = { userId: people.stranger.id, name: '他社のキー', scopes: ['contractor'] as const };
  const { id, token } = await createApiKey(desk.db, key);
  expect((await administrator.visit(path)).text).not.toContain('他社のキー');
  expect((await administrator.visit(`${path}/${id}/revocation`)).status).toBe(404);
  expect((await ask(token)).status).toBe(200);
});

test('a company has not endless keys (api-keys-must-be-few)', async () => {
  const { browser: stranger } = await desk.signIn('stranger');
  for (let n = 0; n < mostKeys; n++)
    await createApiKey(desk.db, { userId: people.stranger.id, name: `${n}`, scopes: ['contractor'] });
  const page = await stranger.send(path, filled(await stranger.visit(`${path}/new`), {}));
  expect([page.status, page.text]).toEqual([409, expect.stringContaining('APIキーが多すぎます')]);
});
