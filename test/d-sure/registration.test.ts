/** The operator registers an authority by the command line; its first administrator comes in with the start code. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Browser } from '../../bin/example/browser.ts';
import { projectRoot } from '../../bin/stack/project-root.ts';
import { email, type House, openHouse } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const secret = 'yamabuki-63-toumorokoshi';
const sunny = [
  '--name',
  '晴海市',
  '--department',
  '契約課',
  '--administrator',
  '晴海 一子',
  '--email',
  'Keiyaku@harumi.example.jp',
];

function command(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, D_SURE_DATABASE_OWNER_URL: house.ownerUrl };
  return new Promise((done) => {
    execFile(join(projectRoot, 'bin/authority'), args, { env }, (error, said) =>
      done({ code: error === null ? 0 : Number(error.code), said }),
    );
  });
}

function registered(said: string): { authorityId: string; startCode: string; isNewCodeOnly: boolean } {
  return JSON.parse(said) as { authorityId: string; startCode: string; isNewCodeOnly: boolean };
}

async function start(code: string) {
  const browser = new Browser(house.url);
  const form = await browser.follow(await browser.visit('/sign-in'), '開始コードを受け取った方');
  const typed = { メールアドレス: 'keiyaku@harumi.example.jp', 開始コード: code, 新しいパスワード: secret };
  return browser.press(form, '設定する', { ...typed, '新しいパスワード（確認）': secret });
}

test('the authority is registered once; a lost start code is made anew until it was used', async () => {
  const first = await command(...sunny, '--json');
  expect(first.code).toBe(0);
  const lost = registered(first.said);
  const again = registered((await command(...sunny, '--json')).said);
  expect(again).toMatchObject({ authorityId: lost.authorityId, isNewCodeOnly: true });
  expect((await start(lost.startCode)).status).toBe(422); // void since there is another
  expect((await start(again.startCode)).status).toBe(200);
  const browser = new Browser(house.url);
  const inside = await browser.press(await browser.visit('/sign-in'), 'ログイン', {
    メールアドレス: 'keiyaku@harumi.example.jp',
    パスワード: secret,
  });
  expect([inside.status, inside.text]).toEqual([200, expect.stringContaining('晴海市')]);
  expect(await house.owner.authority.count({ where: { name: '晴海市' } })).toBe(1);

  const used = await command(...sunny);
  expect([used.code, used.said]).toEqual([1, expect.stringContaining('authority-name-must-be-free')]);
});

test.each([
  ['mail-address-must-be-free', 'みなと市', email],
  ['authority-name-must-be-free', '高根沢町', 'another@takanezawa.example.jp'],
  ['mail-address-must-be-valid', 'みなと市', 'no address'],
  ['field-must-be-given', ' ', 'minato@example.jp'],
])('%s: nothing is registered', async (refusal, name, address) => {
  const args = ['--name', name, '--department', '総務課', '--administrator', '港 太郎', '--email', address];
  const before = await house.owner.authority.count();
  const refused = await command(...args);
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining(refusal)]);
  expect(await house.owner.authority.count()).toBe(before);
});

test('what is not understood is answered with how to say it', async () => {
  for (const args of [[], ['--name', '晴海市'], ['--what']]) {
    const { code, said } = await command(...args);
    expect([args, code]).toEqual([args, 2]);
    expect(said).toMatch(/bin\/authority|Unknown option/);
  }
});
