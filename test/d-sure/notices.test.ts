/** Opening a certificate by the key notice itself: its PDF, or a picture of it, dropped on the page or chosen. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from '../../bin/example/browser.ts';
import { maxNoticeBytes } from '../../d-sure/notice/read-notice.ts';
import { openBrowser, type TestBrowser, violations } from '../support/browser.ts';
import { type House, openHouse } from './support/house.ts';
import { createPosting } from './support/postings.ts';
import { keyNotice, screenOf, signIn } from './support/screens.ts';

const number = '31074-00001M';
const key = 'Z28YUE4J3Bux';
let house: House;
let browser: TestBrowser;
let notice: Awaited<ReturnType<typeof keyNotice>>;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  await createPosting(house.url, number, key);
  notice = await keyNotice(browser, number, key);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});
beforeEach(async () => {
  await house.owner.tries.deleteMany();
  await house.owner.rateLimit.deleteMany();
});

async function sent(bytes: Uint8Array | null, name = 'notice'): Promise<Page> {
  const { reading, home } = await signIn(house.url);
  const form = new FormData();
  form.set('formToken', /name="formToken" value="([^"]+)"/.exec(home.html)?.[1] ?? '');
  if (bytes !== null) form.set('notice', new Blob([Uint8Array.from(bytes)]), name);
  return reading.send('/notices', form);
}

test.each(['pdf', 'png', 'jpeg'] as const)(
  'a %s of the notice opens the certificate, without JavaScript',
  async (kind) => {
    const page = await sent(notice[kind]);
    expect(page.status).toBe(200);
    expect(page.text).toContain('電子証書の内容');
    expect(page.address).toMatch(/^\/certificates\/[0-9a-f-]{36}$/);
  },
);

test('the notice of a key that opens nothing is refused in the words of a wrong key, and counted as a try', async () => {
  const other = await keyNotice(browser, number, 'aB3dE5gH7jK9');
  const page = await sent(other.pdf);
  expect(page.status).toBe(422);
  expect(page.text).toContain('保証契約番号と認証キーの組み合わせが確認できませんでした');
  expect(await house.owner.tries.count({ where: { count: 1 } })).toBe(2);
});

const encoded = (text: string) => new TextEncoder().encode(text);
const hugePng = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from([0, 1, 0, 0, 0, 1, 0, 0]), // 65,536 × 65,536
]);
test.each<[string, Uint8Array | null, string]>([
  ['no file (notice-must-be-given)', null, 'ファイルを選んでください'],
  ['an empty file', new Uint8Array(), 'ファイルを選んでください'],
  ['a text (notice-must-be-a-pdf-or-picture)', encoded('number and key'), 'このファイルは読み取れません'],
  ['a picture cut off', encoded('\u0089PNG'), 'このファイルは読み取れません'],
  ['a PDF that is none', encoded('%PDF-1.7\nnothing\n%%EOF\n'), 'を読み取れませんでした'],
  ['a picture without end (notice-must-be-small-enough)', hugePng, 'ファイルが大きすぎます'],
  ['a file too large', new Uint8Array(maxNoticeBytes + 1), 'ファイルが大きすぎます'],
])('%s is refused beside the field', async (_what, bytes, said) => {
  const page = await sent(bytes);
  expect(page.status).toBe(422);
  expect(page.html.slice(page.html.indexOf('notice-error'))).toContain(said);
});

test('another paper is refused with what to do (notice-must-hold-number-and-key)', async () => {
  const screen = await browser.person();
  await screen.setContent('<p>請求書 保証契約番号 31074-00001M</p>');
  const pages = [await sent(await screen.pdf()), await sent(await screen.screenshot())];
  await screen.close();
  for (const page of pages) {
    expect(page.status).toBe(422);
    expect(page.text).toContain('番号とキーを入力してください');
  }
});

test('a form without the session’s own token, and one that is no form, are refused', async () => {
  const { reading } = await signIn(house.url);
  expect((await reading.send('/notices', new FormData())).status).toBe(403);
  const broken = await fetch(new URL('/notices', house.url), {
    method: 'POST',
    headers: {
      cookie: [...reading.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'content-type': 'multipart/form-data; boundary=x',
    },
    body: 'no form',
  });
  expect(broken.status).toBe(400);
});

test('the PDF dropped on the page in a browser opens the certificate; nothing of it stands in the address or the log', async () => {
  const { reading } = await signIn(house.url);
  const screen = await screenOf(browser, house.url, reading);
  await screen.goto(`${house.url}/certificates`);
  const arrived = screen.waitForNavigation();
  await screen.evaluate((base64) => {
    const dropped = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    dropped.items.add(new File([bytes], 'notice.pdf', { type: 'application/pdf' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }, Buffer.from(notice.pdf).toString('base64'));
  await arrived;
  expect(await screen.$eval('main', (main) => main.textContent)).toContain('電子証書の内容');
  for (const secret of [number, key]) expect(screen.url()).not.toContain(secret);
  for (const secret of [number, key]) expect(house.logged()).not.toContain(secret);
  expect(browser.complaints).toEqual([]);
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])(
  '%s, dark %s, %d px: axe finds nothing on any page, and nothing is wider than the screen',
  async (language, dark, width) => {
    const { reading } = await signIn(house.url);
    const screen = await screenOf(browser, house.url, reading, { dark, width });
    const look = async (address: string) => {
      await screen.goto(new URL(address, house.url).href);
      expect([address, await violations(screen)]).toEqual([address, []]);
      expect(await screen.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    };
    await look(`/certificates?lang=${language}`);
    await screen.type('#guaranteeNumber', number);
    await screen.type('#key', key);
    await Promise.all([screen.waitForNavigation(), screen.click('form[action="/certificates"] button')]);
    const certificate = new URL(screen.url()).pathname;
    await look('/certificates');
    for (const rest of ['', '/contract-check', '/acceptance', '/correction']) await look(`${certificate}${rest}`);
    if (language === 'en') {
      const own = await screen.evaluate(() => {
        for (const japanese of document.querySelectorAll('[lang="ja"]')) japanese.remove();
        return document.querySelector('main')?.textContent ?? '';
      });
      expect(own).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
    }
  },
);
