/** Every page of Net Desk, read from its router, looked over by axe in both languages, light and dark. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { addressesOf, filled, parametersOf } from '../support/addresses.ts';
import { fillCompany } from '../support/foreign-company.ts';
import { idsOf } from '../support/foreign-ids.ts';
import { type OpenDesk, openDesk, people } from './support/desk.ts';
import { applyFor, returnTo } from './support/followed.ts';

/** What parameters beside ids may be. */
const otherValues = ['1', 'key-notice', 'apply'];
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
  const followed = await fillCompany(desk);
  const returned = await applyFor(desk);
  await returnTo(desk, returned, '金額をご確認ください。');
  await desk.owner.user.update({ where: { id: people.reader.id }, data: { deactivatedAt: new Date() } });
  const more = [returned.guaranteeId, people.reader.id];
  const ids = [...new Set([...followed, ...more, ...(await idsOf(desk.owner, people.clerk.contractorId))])];
  [pages, unopened] = await openedBy(ids);
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));
beforeEach(() => desk.owner.rateLimit.deleteMany());

/** An address in order for each page, and the paths for which no id of the company gave one. */
async function openedBy(ids: readonly string[]): Promise<[string[], string[]]> {
  const { browser } = await desk.signIn('administrator');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const [opened, closed]: [string[], string[]] = [[], []];
  const paths = addressesOf(desk.app).filter(({ method }) => method === 'GET');
  for (const { path } of paths.filter((each) => !lookedAtElsewhere.includes(each.path))) {
    let isFile = false;
    let found: string | null = null;
    for (const values of valuesFor(path, ids)) {
      const address = filled(path, values);
      const answer = await fetch(`${desk.url}${address}`, { redirect: 'manual', headers: { cookie } });
      // A paper to be looked at is shut in a sandbox where nothing runs, axe neither; its template has tests of its own.
      const isShutIn = /sandbox/.test(answer.headers.get('content-security-policy') ?? '');
      const isPage = /text\/html/.test(answer.headers.get('content-type') ?? '') && !isShutIn;
      await answer.body?.cancel();
      if (answer.status !== 200) continue;
      isFile = !isPage;
      found = address;
      break;
    }
    if (found === null) closed.push(path);
    else if (!isFile) opened.push(found);
  }
  return [opened, closed];
}

function valuesFor(path: string, ids: readonly string[]): readonly (readonly string[])[] {
  if (parametersOf(path) === 0) return [[]];
  if (parametersOf(path) === 1) return [...ids, ...otherValues].map((id) => [id]);
  return ids.flatMap((id) => [...otherValues, ...ids].map((other) => [id, other]));
}

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
