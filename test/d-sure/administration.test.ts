/** An administrator keeps the authority's departments, people and way in, as a person presses the pages. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../bin/example/browser.ts';
import { openBrowser, violations } from '../support/browser.ts';
import { email, type House, openHouse, password } from './support/house.ts';

const readerEmail = 'kaikei@takanezawa.example.jp';
const officerEmail = 'toshi@takanezawa.example.jp';
const reader = '/administration/users/takanezawa-kaikei';
let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.owner.tries.deleteMany();
  await house.owner.rateLimit.deleteMany();
});

async function signedIn(as = email, secret = password): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser(house.url);
  const typed = { メールアドレス: as, パスワード: secret };
  return { browser, page: await browser.press(await browser.visit('/sign-in'), 'ログイン', typed) };
}

test('departments are added, renamed and closed; a name is there once, and one with people stays (department-name-must-be-free, department-must-be-empty)', async () => {
  const { browser } = await signedIn();
  const page = await browser.visit('/administration/departments');
  const added = await browser.press(page, '追加する', { 部署の名前: '上下水道課' });
  expect(added.text).toContain('上下水道課');
  const twice = await browser.press(page, '追加する', { 部署の名前: '上下水道課' });
  expect([twice.status, twice.text]).toEqual([409, expect.stringContaining('同じ名前の部署がすでにあります')]);
  const { id } = await house.owner.department.findFirstOrThrow({ where: { name: '上下水道課' } });
  const form = await browser.visit(`/administration/departments/${id}`);
  expect((await browser.press(form, '名前を変える', { 部署の名前: '水道課' })).text).toContain('水道課');
  const asked = await browser.visit(`/administration/departments/${id}/closure`);
  expect((await browser.press(asked, '廃止する')).text).toContain('部署を廃止しました');
  const { id: busy } = await house.owner.department.findFirstOrThrow({ where: { name: '会計課' } });
  const refused = await browser.press(await browser.visit(`/administration/departments/${busy}/closure`), '廃止する');
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('所属する利用者がいます')]);
});

test('a new person sets a password with the code on paper, answers for the main department, and moves', async () => {
  const { browser } = await signedIn();
  const form = await browser.visit('/administration/users/new');
  const department = async (name: string) => (await house.owner.department.findFirstOrThrow({ where: { name } })).id;
  const as = 'shinjin@takanezawa.example.jp';
  const typed = { 氏名: '新人 四郎', メールアドレス: as, 主な部署: await department('総務課') };
  const formToken = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const send = (address: string, more: Record<string, string>) =>
    browser.send(
      address,
      new URLSearchParams({
        formToken,
        name: typed.氏名,
        email: as,
        right: 'officer',
        department: typed.主な部署,
        ...more,
      }),
    );
  const noDepartment = await send('/administration/users', { department: '' });
  expect([noDepartment.status, noDepartment.text]).toEqual([422, expect.stringContaining('部署を一つ以上選んで')]); // department-must-be-chosen
  expect((await send('/administration/users', { right: 'king' })).status).toBe(422); // right-must-be-known
  expect((await send('/administration/users', { email: officerEmail })).status).toBe(409); // mail-address-must-be-free
  expect((await send('/administration/users', { email: 'no address' })).status).toBe(422);
  const added = await send('/administration/users', {});
  expect(added.text).toContain('まだログインできません');
  const paper = await browser.press(added, '開始コードを発行する');
  const code = /class="key">([^<]+)</.exec(paper.html)?.[1] ?? '';
  const person = new Browser(house.url);
  const own = { パスワード: '', secret: 'tanpopo-54-suiheisen-k' };
  const start = await person.visit('/sign-in/start');
  const fields = { メールアドレス: as, 開始コード: code, 新しいパスワード: own.secret };
  await person.press(start, '設定する', { ...fields, '新しいパスワード（確認）': own.secret });
  const inside = await signedIn(as, own.secret);
  expect(inside.page.text).toContain('高根沢町 総務課');
  await send(added.address.replace(/\?.*/, ''), { department: await department('会計課'), right: 'reader' });
  const moved = await inside.browser.visit('/account');
  expect(moved.text).toContain('高根沢町 会計課');
  expect(moved.text).toContain('閲覧者');
});

test('who leaves is signed out at once and refused like a stranger; the row and its address’s name stay', async () => {
  const gone = await signedIn(readerEmail);
  const { browser } = await signedIn();
  const asked = await browser.visit(`${reader}/deactivation`);
  expect((await browser.press(asked, '利用を停止する')).text).toContain('利用を停止した方');
  expect((await gone.browser.visit('/certificates')).address).toBe('/sign-in');
  const again = await signedIn(readerEmail);
  expect([again.page.status, again.page.text]).toEqual([
    422,
    expect.stringContaining('メールアドレスかパスワードが違います'),
  ]);
  const row = await house.owner.authorityUser.findUniqueOrThrow({ where: { id: 'takanezawa-kaikei' } });
  expect(row).toMatchObject({ name: '会計 三郎', formerEmail: readerEmail });
  expect((await browser.visit(reader)).text).toContain('に停止しました');
});

test('the last administrator who can sign in stays one, and stays (administrator-must-remain)', async () => {
  const { browser } = await signedIn();
  const own = '/administration/users/takanezawa-soumu';
  const refused = await browser.press(await browser.visit(`${own}/deactivation`), '利用を停止する');
  expect([refused.status, refused.text]).toEqual([
    409,
    expect.stringContaining('ログインできる管理者がいなくなります'),
  ]);
  const { id } = await house.owner.department.findFirstOrThrow({ where: { name: '総務課' } });
  const form = await browser.visit(own);
  const formToken = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const lowered = new URLSearchParams({ formToken, name: '総務 花子', email, right: 'officer', department: id });
  expect((await browser.send(own, lowered)).status).toBe(409);
});

test('an administrator ends a person’s sessions, and removes a lost second factor', async () => {
  const officer = await signedIn(officerEmail);
  const { browser } = await signedIn();
  const address = '/administration/users/takanezawa-toshi';
  await browser.press(await browser.visit(address), 'この方のすべてのログインを終わらせる');
  expect((await officer.browser.visit('/certificates')).address).toBe('/sign-in');
  const userId = 'takanezawa-toshi';
  await house.owner.twoFactor.create({ data: { id: 'lost', userId, secret: 'x', backupCodes: 'x' } });
  await house.owner.authorityUser.update({ where: { id: userId }, data: { twoFactorEnabled: true } });
  const page = await browser.press(await browser.visit(address), '二段階認証を解除する');
  expect(page.text).toContain('二段階認証を解除しました');
  expect(await house.owner.twoFactor.count({ where: { userId } })).toBe(0);
});

test('a way in that would lock the administrator out is not saved; one that does not holds at once', async () => {
  const { browser } = await signedIn();
  const page = await browser.visit('/administration/entry');
  expect(page.text).toContain('今は「ネットワークの制限」です');
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const choose = (rule: string, networks: string) =>
    browser.send('/administration/entry', new URLSearchParams({ formToken, rule, networks }));
  expect((await choose('network', '203.0.113.0/24')).text).toContain('今お使いのネットワークが含まれていません'); // own-network-must-stay-inside
  expect((await choose('second-factor', '')).text).toContain('先にご自分の二段階認証を設定してください'); // own-second-factor-must-be-set-up
  expect((await choose('network', '0.0.0.0/0')).text).toContain('範囲が広すぎます');
  expect((await choose('', '')).status).toBe(422);
  expect((await choose('network', '203.0.113.0/24\n127.0.0.1')).text).toContain('保存しました');
  const records = await browser.visit('/administration/records');
  expect(records.text).toContain('ログインの条件を変更');
  expect(records.text).toContain('203.0.113.0/24, 127.0.0.1/32');
});

test('text that would be markup is shown as text; what cannot be printed is refused', async () => {
  const { browser } = await signedIn();
  const page = await browser.visit('/administration/departments');
  const hostile = await browser.press(page, '追加する', { 部署の名前: '<script>alert(1)</script>' });
  expect(hostile.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  for (const name of ['\u0000', '\u202eabc', ' ', '𠮷'.repeat(61)]) {
    expect((await browser.press(page, '追加する', { 部署の名前: name })).status).toBe(422);
  }
  for (const address of ['/administration/users/%00', '/administration/departments/%00', '/administration/users/x']) {
    expect((await browser.visit(address)).status).toBe(404);
  }
});

test('the pages have nothing that axe objects to, by day and by night, in both languages, from 360 px', async () => {
  const browser = await openBrowser();
  const { id } = await house.owner.department.findFirstOrThrow({ where: { name: '会計課' } });
  const addresses = {
    users: '/administration/users',
    'new-user': '/administration/users/new',
    user: '/administration/users/takanezawa-toshi',
    deactivation: '/administration/users/takanezawa-toshi/deactivation',
    left: reader,
    departments: '/administration/departments',
    department: `/administration/departments/${id}`,
    closure: `/administration/departments/${id}/closure`,
    entry: '/administration/entry',
    records: '/administration/records',
  };
  for (const [language, dark, width] of [
    ['ja', false, 1280],
    ['en', true, 360],
  ] as const) {
    const screen = await browser.person({ dark, width });
    await screen.goto(`${house.url}/sign-in?lang=${language}`);
    await screen.type('#email', email);
    await screen.type('#password', password);
    await Promise.all([screen.waitForNavigation(), screen.keyboard.press('Enter')]);
    for (const [name, address] of Object.entries(addresses)) {
      await screen.goto(`${house.url}${address}`);
      expect([name, await violations(screen)]).toEqual([name, []]);
      expect([name, await screen.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([name, true]);
      const folder = process.env.SHOTS;
      if (folder !== undefined) await screen.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    }
    await screen.goto(`${house.url}/administration/users/takanezawa-toshi`);
    await Promise.all([screen.waitForNavigation(), screen.click('form[action$="start-code"] button')]);
    expect(await violations(screen)).toEqual([]);
    await screen.close();
  }
  expect(browser.complaints).toEqual([]);
  await browser.close();
});
