/** Every page of D-Sure, read from its router: looked over by axe in both languages, light and dark, and printed on A4. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page as Screen } from 'puppeteer';
import { openBrowser, type TestBrowser, violations } from '../support/browser.ts';
import { readPdf } from '../support/read-pdf.ts';
import { type EveryPage, key, number, openEveryPage, pathsOf } from './support/every-page.ts';
import { type House, openHouse } from './support/house.ts';
import { viewingPassword } from './support/locators.ts';
import { screenOf } from './support/screens.ts';

/** What programs read, and addresses that only lead to others. */
const noPages = [
  '/api/certificates',
  '/api/responses',
  '/api/bursts',
  '/',
  '/locators',
  '/locators/:id/password',
  '/certificates/:grant/memo',
  '/administration',
  '/account/passkeys',
];
let house: House;
let browser: TestBrowser;
let every: EveryPage;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  every = await openEveryPage(house, noPages);
});
afterAll(async () => {
  await browser.close();
  await house.close();
});
beforeEach(() => house.owner.tries.deleteMany());

test('every page was opened, and what is left out is there', () => {
  expect(every.unopened).toEqual([]);
  expect(every.pages.length).toBeGreaterThan(25);
  expect(noPages.filter((path) => !pathsOf(house).includes(path))).toEqual([]);
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])(
  'no page (%s, dark %s, %d px) has anything that axe objects to, or is wider than the screen',
  async (language, dark, width) => {
    const screen = await screenOf(browser, house.url, every.reading, { dark, width });
    for (const address of every.pages) {
      await screen.goto(`${house.url}${address}?lang=${language}`);
      await look(screen, address);
    }
    for (const [name, press] of Object.entries(presses)) {
      await press(screen);
      await look(screen, name);
    }
    expect(browser.complaints.filter((complaint) => !isRefusal(complaint))).toEqual([]);
    await screen.close();
  },
  240_000,
);

test.each(['ja', 'en'])(
  '%s: what is printed is the matter, without ways, forms, buttons or a password',
  async (language) => {
    const screen = await screenOf(browser, house.url, every.reading, { dark: true });
    await screen.goto(`${house.url}/opened?lang=${language}`);
    const locator = every.pages.find((address) => /^\/locators\/[0-9a-f-]{36}$/.test(address)) ?? '';
    const { address } = every.certificate;
    for (const [at, says] of [
      [address, number],
      [`${address}/revisions/1`, number],
      ['/opened', number],
      [locator, 'https://shoken.example.jp/view/A-1'],
      ['/administration/records', '高根沢町'],
    ] as const) {
      await screen.goto(`${house.url}${at}`);
      await printed(screen, at, says);
    }
    await presses['contract check']?.(screen);
    await printed(screen, 'contract check', '50,000,000');
    await presses['shown password']?.(screen);
    await printed(screen, 'shown password', 'https://shoken.example.jp/view/A-1');
    await screen.close();
  },
);

/** By day and by night: paper is white. */
const ink = 'rgb(51, 51, 51)';

/** A refused form answers with a status that the browser notes in its console: no fault of the page. */
const isRefusal = (complaint: string) => /status of (409|422) /.test(complaint);

/** Pages that a press shows. */
const presses: Record<string, (screen: Screen) => Promise<void>> = {
  'contract check': (screen) =>
    press(screen, `${every.certificate.address}/contract-check`, '.form-section', {
      contractAmount: '50,000,000',
      contractOn: '令和8年4月3日',
      worksTo: 'x',
    }),
  'question before a correction': (screen) =>
    press(screen, `${every.certificate.address}/correction`, 'form[action$="/correction"]', {
      reason: '契約日が違います。',
    }),
  'refused memo': (screen) => press(screen, every.certificate.address, 'form[action$="/memo"]', { 'memo-text': key }),
  'refused locator': (screen) =>
    press(screen, '/locators/new', 'form[action="/locators"]', { url: 'http://x.example' }),
  'known locator': (screen) =>
    press(screen, '/locators/new', 'form[action="/locators"]', {
      url: 'https://shoken.example.jp/view/A-1',
      password: viewingPassword,
      kind: 'other',
      projectName: '町道補修工事',
      contractor: '△△組',
    }),
  'shown password': (screen) => {
    const locator = every.pages.find((address) => /^\/locators\/[0-9a-f-]{36}$/.test(address)) ?? '';
    return press(screen, locator, 'form[action*="/password"]', {});
  },
};

async function press(screen: Screen, at: string, form: string, typed: Record<string, string>): Promise<void> {
  await screen.goto(`${house.url}${at}`);
  for (const [name, value] of Object.entries(typed)) {
    await screen.$eval(
      `${form} [name="${name}"]`,
      (field, text) => {
        (field as HTMLInputElement).value = text;
      },
      value,
    );
  }
  await Promise.all([
    screen.waitForNavigation(),
    screen.$eval(`${form} button`, (button) => (button as HTMLElement).click()),
  ]);
}

/** With everything on it unfolded. */
async function look(screen: Screen, name: string): Promise<void> {
  await screen.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  expect([name, await violations(screen)]).toEqual([name, []]);
  const isWide = await screen.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect([name, isWide]).toEqual([name, false]);
  if (process.env.SHOTS !== undefined) {
    const file = `${name.replaceAll(/[0-9a-f-]{36}/g, 'id').replaceAll('/', '_')}-${screen.viewport()?.width}.png`;
    await screen.screenshot({ path: `${process.env.SHOTS}/${file}`, fullPage: true });
  }
}

async function printed(screen: Screen, name: string, says: string): Promise<void> {
  await screen.emulateMediaType('print');
  expect([name, await screen.evaluate(() => getComputedStyle(document.body).color)]).toEqual([name, ink]);
  await screen.emulateMediaType();
  const { text } = await readPdf(await screen.pdf({ preferCSSPageSize: true }));
  expect([name, text]).toEqual([name, expect.stringContaining(says)]);
  for (const word of [
    'ログアウト',
    'English',
    'Signout',
    '日本語',
    '探す言葉',
    'コピー',
    'パスワード',
    'password',
    viewingPassword,
  ])
    expect([name, text]).toEqual([name, expect.not.stringContaining(word)]);
}
