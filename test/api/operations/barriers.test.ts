/** Every page of Operations, read from its table of addresses, looked over by axe in both languages, light and dark. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type EveryPage, everyPage } from './support/every-page.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

/** Pages that stand at a point of a way that tests of their own go; the stream, which is no page; a copy to check. */
const lookedAtElsewhere = [
  '/account/passkeys',
  '/account/second-factor/confirmation',
  '/events',
  '/guarantees/:id/certificates/:revision', // a printed paper to check: no script runs in it, and axe is one
  '/new-password/:token',
  '/sign-in/code',
  '/sign-in/recovery-code',
];
let operations: OpenOperations;
let chromium: TestBrowser;
let every: EveryPage;

beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  every = await everyPage(operations, lookedAtElsewhere);
}, 180_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));
beforeEach(() => operations.owner.rateLimit.deleteMany());

test('every page was opened by somebody', () => {
  expect(every.unopened).toEqual([]);
  expect([...every.opened.values()].flat()).toEqual(expect.arrayContaining(['/', '/account', '/sign-in']));
});

test('what is looked at elsewhere is there', () => {
  const paths = operations.routes.map(({ path }) => path);
  expect(lookedAtElsewhere.filter((path) => !paths.includes(path))).toEqual([]);
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])(
  'no page (%s, dark %s, %d px) has anything that axe objects to',
  async (language, dark, width) => {
    for (const [who, addresses] of every.opened) {
      const page = await chromium.person({ dark, width });
      await operations.signInWith(page, who);
      for (const address of addresses) {
        await page.goto(`${operations.url}${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
        expect([address, await violations(page)]).toEqual([address, []]);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect([address, isWide]).toEqual([address, false]);
      }
      await page.close();
    }
    expect(chromium.complaints).toEqual([]);
  },
  240_000,
);
