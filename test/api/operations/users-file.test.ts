/** 利用者 as a list that is searched, and as a file that is looked at and taken in as a whole. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
let administrator: Browser;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  administrator = (await operations.signIn('administrator')).browser;
}, 60_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));

async function written(address = '/users'): Promise<string> {
  return Buffer.from(await administrator.download(await administrator.visit(address), 'CSVを保存')).toString();
}

async function send(text: string, by = administrator): Promise<Page> {
  const page = await by.visit('/users/file');
  const form = new FormData();
  form.set('formToken', /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '');
  form.set('file', new File([text], '利用者.csv', { type: 'text/csv' }));
  return by.send('/users/file', form);
}

const newcomer = '新人 一,Shinjin@mirai-hosho.example.jp,,,審査担当者,栃木支店,,\r\n';
const alsoAuditor = '新人 一,shinjin@mirai-hosho.example.jp,,,監査担当者,すべての支店,,\r\n';

test('people are found by words, role, branch and state; the file says what the list says', async () => {
  const named = (page: Page) =>
    Object.values(sampleStaff)
      .filter(({ name }) => page.text.includes(name))
      .map(({ name }) => name);
  expect(named(await administrator.visit('/users?q=goro'))).toEqual(['栃木 五郎', '管理 八重']); // the person’s own name stands above
  const atTokyo = await administrator.visit('/users?role=reviewer&branch=tokyo');
  expect(atTokyo.text).toContain('審査 一郎');
  expect(atTokyo.text).not.toContain('栃木 五郎');
  const none = await administrator.visit('/users?state=invited');
  expect(none.text).toContain('この条件に合う利用者はいません');
  expect(await written('/users?q=goro')).toBe(
    '\uFEFF氏名,メールアドレス,状態,二段階認証,権限,支店,最初の日,最後の日\r\n栃木 五郎,goro@mirai-hosho.example.jp,利用中,設定済み,審査担当者,栃木支店,2020-04-01,\r\n',
  );
  expect((await administrator.visit('/users?state=nothing&after=nobody&role=x')).status).toBe(200);
});

test('a list longer than a page has a next one, in the order of names', async () => {
  const many = Array.from({ length: 60 }, (_, at) => ({
    id: crypto.randomUUID(),
    name: `多数 ${100 + at}`,
    roles: [],
  }));
  await operations.owner.user.createMany({ data: many });
  const first = await administrator.visit('/users?q=多数');
  expect(first.text).toContain('60名');
  expect(first.text).toContain('多数 149');
  expect(first.text).not.toContain('多数 150');
  const second = await administrator.follow(first, '次のページ');
  expect(second.text).toContain('多数 150');
  expect(second.text).toContain('多数 159');
  expect((await administrator.follow(second, '前のページ')).text).toContain('多数 100');
  await operations.owner.user.deleteMany({ where: { id: { in: many.map(({ id }) => id) } } });
});

test('a file that was written out comes back unchanged', async () => {
  expect((await send(await written())).text).toContain('今の登録と同じ内容です');
});

test('everything that is wrong is told by row and column, and nothing is changed', async () => {
  const people = await operations.db.user.count();
  const page = await send(
    `${await written()}新人 一,x,,,部長,栃木支店,,\r\n栃木 六郎,goro@mirai-hosho.example.jp,,,監査担当者,すべての支店,,\r\n`,
  );
  expect(page.status).toBe(422);
  for (const words of [
    '直していただく行（3件）',
    'メールアドレス',
    '権限',
    '登録されていない名前です',
    '氏名が、いまの登録',
  ])
    expect(page.text).toContain(words);
  expect(await operations.db.user.count()).toBe(people);
  expect((await send('氏名\r\n')).text).toContain('1行目の見出しが、利用者のCSVと違います'); // staff-file-headings-must-be-ours
  expect((await send('')).status).toBe(422);
});

test('a file is looked at, asks for a reason, and then invites and gives, once, each with its act', async () => {
  const { db } = operations;
  const looked = await send(
    `${await written()}${newcomer}${alsoAuditor}登録 六花,rikka@mirai-hosho.example.jp,,,運用担当者,すべての支店,,\r\n`,
  );
  for (const words of ['まだ変わっていません', '付ける権限は3件、招待する方は1名', '招待する', '権限を付ける'])
    expect(looked.text).toContain(words);
  const silent = await administrator.press(looked, 'すべて取り込む');
  expect([silent.status, silent.text.includes('理由を入力してください')]).toEqual([422, true]);
  expect(await db.user.count({ where: { email: 'shinjin@mirai-hosho.example.jp' } })).toBe(0);
  const done = await administrator.press(silent, 'すべて取り込む', { 理由: '四月の異動' });
  expect(done.text).toContain('付けた権限は3件です');
  const { id } = await db.user.findUniqueOrThrow({ where: { email: 'shinjin@mirai-hosho.example.jp' } });
  expect(
    await db.accountMail.count({ where: { kind: 'invitation', toAddress: 'shinjin@mirai-hosho.example.jp' } }),
  ).toBe(1);
  const acts = await db.event.findMany({ where: { subject: `user/${id}` }, orderBy: { sequence: 'asc' } });
  expect(acts.map(({ kind }) => kind)).toEqual(['person-invited', 'role-given']);
  const page = await administrator.visit(`/users/${id}`);
  for (const words of ['招待中', '審査担当者', '栃木支店', '監査担当者', '四月の異動'])
    expect(page.text).toContain(words);
  const again = await administrator.press(looked, 'すべて取り込む', { 理由: '四月の異動' });
  expect([again.status, again.text.includes('すでに取り込まれた')]).toEqual([409, true]); // register-file-must-be-open
  expect(await db.staffGrant.count({ where: { userId: id } })).toBe(2);
  expect((await send(`${await written()}`)).text).toContain('今の登録と同じ内容です');
});

test('what another administrator changed after the look is not passed over (person-must-not-have-changed)', async () => {
  const looked = await send(
    `${await written()}運用 三郎,saburo@mirai-hosho.example.jp,,,監査担当者,すべての支店,,\r\n新人 二,futari@mirai-hosho.example.jp,,,監査担当者,すべての支店,,\r\n`,
  );
  const grant = { userId: sampleStaff.operator.id, role: 'auditor', fromOn: new Date(), grantedAt: new Date() };
  await operations.owner.staffGrant.create({ data: { id: crypto.randomUUID(), ...grant } });
  const refused = await administrator.press(looked, 'すべて取り込む', { 理由: '兼務' });
  expect(refused.status).toBe(409);
  expect(await operations.db.user.count({ where: { email: 'futari@mirai-hosho.example.jp' } })).toBe(0);
  await operations.owner.staffGrant.deleteMany({ where: { userId: sampleStaff.operator.id, role: 'auditor' } });
});

test('a file is its administrator’s own; others are not offered one', async () => {
  const looked = await send(`${await written()}新人 三,mitsu@mirai-hosho.example.jp,,,監査担当者,すべての支店,,\r\n`);
  const grant = {
    userId: sampleStaff.auditor.id,
    role: 'administrator',
    fromOn: new Date('2020-04-01'),
    grantedAt: new Date(),
  };
  const { browser: auditor } = await operations.signIn('auditor');
  expect((await auditor.visit('/users')).text).not.toContain('CSVで取り込む');
  expect((await auditor.visit(looked.address)).status).toBe(403);
  await operations.owner.staffGrant.create({ data: { id: crypto.randomUUID(), ...grant } });
  expect((await auditor.visit(looked.address)).status).toBe(409);
  await operations.owner.staffGrant.deleteMany({ where: { userId: sampleStaff.auditor.id, role: 'administrator' } });
});

test('the list, the form and the look stand with no violation, on a desk and on a phone, light and dark', async () => {
  const looked = await send(`${await written()}新人 四,yotsu@mirai-hosho.example.jp,,,監査担当者,すべての支店,,\r\n`);
  for (const [width, dark] of [
    [1280, false],
    [360, true],
  ] as const) {
    const page = await chromium.person({ width, dark });
    await operations.signInWith(page, 'administrator');
    for (const path of ['/users', '/users/file', looked.address]) {
      await page.goto(`${operations.url}${path}`);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([path, beyond, await violations(page)]).toEqual([path, 0, []]);
    }
  }
}, 60_000);
