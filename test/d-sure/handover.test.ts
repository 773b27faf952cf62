/** The hand-over of staff for 1 April: a file out, a file in, looked at, and applied as a whole, at once or on its day. */
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { shiftJis } from '../../api/bulk/shift-jis.ts';
import { Browser } from '../../bin/example/browser.ts';
import { applyDueHandovers } from '../../d-sure/staff/handover.ts';
import { openBrowser, violations } from '../support/browser.ts';
import { email, type House, openHouse, password } from './support/house.ts';

const heading = '利用者番号,氏名,メールアドレス,部署,権限';
const administrator = 'takanezawa-soumu,総務 花子,soumu@takanezawa.example.jp,総務課,管理者';
const officer = 'takanezawa-toshi,土木 次郎,toshi@takanezawa.example.jp,都市整備課,担当者';
const successor = ',後任 五郎,kaikei@takanezawa.example.jp,会計課、総務課,担当者';
let house: House;

beforeEach(async () => {
  await house?.close();
  house = await openHouse();
});
afterAll(() => house.close());

async function signedIn(): Promise<Browser> {
  const browser = new Browser(house.url);
  await browser.press(await browser.visit('/sign-in'), 'ログイン', { メールアドレス: email, パスワード: password });
  return browser;
}

/** Sends the file with the page's form; the page that follows. */
async function upload(browser: Browser, file: string | Uint8Array) {
  const page = await browser.visit('/administration/handovers');
  const form = new FormData();
  form.set('formToken', /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '');
  form.set('file', new Blob([typeof file === 'string' ? file : Uint8Array.from(file)]), '利用者.csv');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const address = new URL('/administration/handovers', house.url);
  const headers = { cookie, origin: house.url };
  const answer = await fetch(address, { method: 'POST', body: form, headers, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location !== null) return browser.visit(location);
  const html = await answer.text();
  return { status: answer.status, address: '', html, text: html.replace(/<[^>]+>/g, ' '), headers: answer.headers };
}

const active = async () =>
  (await house.owner.authorityUser.findMany({ where: { deactivatedAt: null }, orderBy: { email: 'asc' } })).map(
    ({ name, email: address }) => `${name} ${address}`,
  );

test('the file of the present state comes back as no change, in UTF-8 and in Shift_JIS', async () => {
  const browser = await signedIn();
  const file = (await browser.visit('/administration/users.csv')).html;
  expect(file.replace('\ufeff', '').split('\r\n')[0]).toBe(heading);
  expect((await upload(browser, file)).text).toContain('今の状態と同じです');
  expect((await upload(browser, shiftJis(file.replace('\ufeff', '')))).text).toContain('今の状態と同じです');
});

test('who joins, changes and leaves is shown first and applied as a whole; views stay with the person who left', async () => {
  const browser = await signedIn();
  const moved = officer.replace('都市整備課', '総務課');
  const look = await upload(browser, [heading, administrator, moved, successor].join('\r\n'));
  expect(look.text).toContain('新しい方 1 人、変わる方 1 人、離れる方 2 人、変わらない方 1 人');
  expect(look.text).toContain('都市整備課 → 総務課');
  expect(await active()).toHaveLength(4);
  const done = await browser.press(look, 'この内容で反映する');
  expect(done.text).toContain('人事異動を反映しました');
  expect(await active()).toEqual([
    '後任 五郎 kaikei@takanezawa.example.jp',
    '総務 花子 soumu@takanezawa.example.jp',
    '土木 次郎 toshi@takanezawa.example.jp',
  ]);
  const left = await house.owner.authorityUser.findUniqueOrThrow({ where: { id: 'takanezawa-kaikei' } });
  expect(left).toMatchObject({ name: '会計 三郎', formerEmail: 'kaikei@takanezawa.example.jp' });
  const again = await browser.press(look, 'この内容で反映する');
  expect([again.status, again.text]).toEqual([409, expect.stringContaining('すでに反映または取り消されています')]); // handover-must-be-open
});

test('two people exchange their addresses', async () => {
  const browser = await signedIn();
  const swapped = [administrator.replace('soumu@', 'toshi@'), officer.replace('toshi@', 'soumu@')];
  await browser.press(await upload(browser, [heading, ...swapped].join('\n')), 'この内容で反映する');
  expect(await active()).toEqual(['土木 次郎 soumu@takanezawa.example.jp', '総務 花子 toshi@takanezawa.example.jp']);
});

test('everything that is wrong is told by row and column, and nothing changes', async () => {
  const browser = await signedIn();
  const rows = [
    administrator,
    'nobody,番号 違い,x@takanezawa.example.jp,総務課,担当者',
    ',,no address,無い課,王様',
    ',部署 なし,soumu@takanezawa.example.jp,,担当者',
  ];
  const page = await upload(browser, [heading, ...rows].join('\r\n'));
  expect(page.status).toBe(422);
  for (const said of [
    'この番号の利用者はいません',
    '氏名がありません',
    '登録されていない部署',
    '権限は',
    '部署がありません',
    '同じものが上の行にも',
  ]) {
    expect(page.text).toContain(said);
  }
  expect(await active()).toHaveLength(4);
});

test.each([
  ['no file', ''],
  ['another file', 'a,b\r\n1,2'],
  ['no CSV', `${heading}\r\n"open`],
  ['neither encoding', Uint8Array.of(0x82, 0xff, 0xfe, 0x0a)],
])('%s is refused (handover-must-be-a-csv-of-ours)', async (_what, file) => {
  const page = await upload(await signedIn(), file);
  expect([page.status, page.text]).toEqual([422, expect.stringContaining('読み取れるCSVではありません')]);
});

test('a file without an administrator who can sign in is not applied', async () => {
  const browser = await signedIn();
  const look = await upload(browser, [heading, officer, successor.replace('担当者', '管理者')].join('\n'));
  const refused = await browser.press(look, 'この内容で反映する');
  expect([refused.status, refused.text]).toEqual([
    409,
    expect.stringContaining('ログインできる管理者がいなくなります'),
  ]);
  expect(await active()).toHaveLength(4);
});

test('one for a day waits for it, may be cancelled, and says why where it no longer fits', async () => {
  const browser = await signedIn();
  const file = [heading, administrator, officer].join('\n');
  const plan = async (on: string) =>
    browser.press(await upload(browser, file), 'この内容で反映する', { 反映する日: on });
  expect((await plan('2020-04-01')).text).toContain('反映する日は今日以降に'); // handover-day-must-not-be-past
  expect((await plan('2099-02-31')).status).toBe(422);
  expect((await plan('2099-04-01')).text).toContain('予約しました');
  await applyDueHandovers(house.services);
  expect(await active()).toHaveLength(4);

  const [waiting] = await house.owner.handover.findMany({ where: { effectiveOn: { not: null } } });
  const page = await browser.visit(`/administration/handovers/${waiting?.id}`);
  expect((await browser.press(page, 'この人事異動を取り消す')).text).toContain('取り消しました');
  await plan('2099-04-02');
  await house.owner.authorityUser.update({ where: { id: 'takanezawa-toshi' }, data: { deactivatedAt: new Date() } });
  house.setClock(new Date('2099-04-01T15:00:00Z'));
  await applyDueHandovers(house.services);
  const [late] = await house.owner.handover.findMany({ where: { problem: { not: null } } });
  expect(late?.problem).toContain('送られたあとに利用者や部署が変わりました'); // handover-must-fit-the-present
  expect(await active()).toHaveLength(3);
  await house.owner.authorityUser.update({ where: { id: 'takanezawa-toshi' }, data: { deactivatedAt: null } });
  await house.owner.handover.updateMany({ data: { problem: null } });
  await Promise.all([applyDueHandovers(house.services), applyDueHandovers(house.services)]);
  expect(await active()).toHaveLength(2);
});

test('the pages have nothing that axe objects to, by day and by night, in both languages, from 360 px', async () => {
  const reading = await signedIn();
  const { address } = await upload(
    reading,
    [heading, administrator, officer.replace('担当者', '閲覧者'), successor].join('\n'),
  );
  const browser = await openBrowser();
  for (const [language, dark, width] of [
    ['ja', false, 1280],
    ['en', true, 360],
  ] as const) {
    const screen = await browser.person({ dark, width });
    await screen.goto(`${house.url}/sign-in?lang=${language}`);
    await screen.type('#email', email);
    await screen.type('#password', password);
    await Promise.all([screen.waitForNavigation(), screen.keyboard.press('Enter')]);
    for (const [name, at] of Object.entries({ handovers: '/administration/handovers', handover: address })) {
      await screen.goto(`${house.url}${at}`);
      expect([name, await violations(screen)]).toEqual([name, []]);
      expect([name, await screen.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([name, true]);
      const folder = process.env.SHOTS;
      if (folder !== undefined) await screen.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    }
    await screen.close();
  }
  expect(browser.complaints).toEqual([]);
  await browser.close();
});
