/** Every page of Net Desk, read from its router, looked over by axe in both languages, light and dark. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { addressesOf } from '../support/addresses.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';
import { everyPage } from './support/every-page.ts';

/** Pages that stand at a point of a way that tests of their own go, axe in hand; and the stream, which is no page. */
const lookedAtElsewhere = [
  '/account/passkeys',
  '/account/passkeys/:id/removal',
  '/account/second-factor/confirmation',
  '/account/second-factor/removal',
  '/account/recovery-codes',
  '/drafts/:id/confirmation',
  '/drafts/:id/sent',
  '/events',
  '/guarantees/:id/claim/file.pdf',
  '/guarantees/:id/resubmission/confirmation',
  '/new-password/:token',
  '/password-reset/sent',
  '/sign-in/code',
  '/sign-in/recovery-code',
  '/terms',
];
let desk: OpenDesk;
let chromium: TestBrowser;
let pages: readonly string[];
let unopened: readonly string[];

beforeAll(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  ({ pages, unopened } = await everyPage(desk, lookedAtElsewhere));
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));
beforeEach(() => desk.owner.rateLimit.deleteMany());

test('every page was opened', () => {
  expect(unopened).toEqual([]);
  expect(pages.length).toBeGreaterThan(30);
});

test('what is looked at elsewhere is there', () => {
  const paths = addressesOf(desk.app).map(({ path }) => path);
  expect(lookedAtElsewhere.filter((path) => !paths.includes(path))).toEqual([]);
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])(
  'no page (%s, dark %s, %d px) has anything that axe objects to',
  async (language, dark, width) => {
    const page = await chromium.person({ dark, width });
    await desk.signInWith(page, 'administrator');
    for (const address of pages) {
      await page.goto(`${desk.url}${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
      expect([address, await violations(page)]).toEqual([address, []]);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect([address, isWide]).toEqual([address, false]);
    }
    expect(chromium.complaints).toEqual([]);
  },
  180_000,
);
