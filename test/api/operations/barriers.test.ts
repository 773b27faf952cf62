/** Every page of Operations, read from its table of addresses, looked over by axe in both languages, light and dark. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Route } from '../../../api/operations/route.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { isAllowed, type Permission } from '../../../domain/staff-rights.ts';
import { type SampleStaffName, sampleStaff } from '../../../prisma/sample-staff.ts';
import { grantsInForce } from '../../../prisma/staff-grants.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { filled } from '../support/addresses.ts';
import { asStaff, type StaffAsker } from './support/asking.ts';
import { fillOperations } from './support/filled-operations.ts';
import { likelyValues } from './support/likely-values.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

/** Pages that stand at a point of a way that tests of their own go; and the stream, which is no page. */
const lookedAtElsewhere = [
  '/account/passkeys',
  '/account/second-factor/confirmation',
  '/events',
  '/new-password/:token',
  '/sign-in/code',
  '/sign-in/recovery-code',
];
let operations: OpenOperations;
let chromium: TestBrowser;
/** Who opens which addresses: for each page somebody who may. */
const opened = new Map<SampleStaffName, string[]>();
const unopened: string[] = [];

beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  const ids = await fillOperations(operations);
  const pages = operations.routes.filter(({ method, path }) => method === 'get' && !lookedAtElsewhere.includes(path));
  for (const route of pages) {
    const found = await openedBy(route, ids);
    if (found === null) unopened.push(route.path);
    else if (found.isPage) opened.set(found.who, [...(opened.get(found.who) ?? []), found.address]);
  }
}, 180_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));
beforeEach(() => operations.owner.rateLimit.deleteMany());

const askers = new Map<SampleStaffName, Promise<StaffAsker>>();

/** Each signs in once. */
function askerOf(who: SampleStaffName): Promise<StaffAsker> {
  const asker = askers.get(who) ?? asStaff(operations, who);
  askers.set(who, asker);
  return asker;
}

/** An address in order, and somebody who opens it; null where nobody does. */
async function openedBy(route: Route, ids: readonly string[]) {
  for (const who of Object.keys(sampleStaff) as SampleStaffName[]) {
    const grants = await grantsInForce(operations.db, sampleStaff[who].id, dayInJapan(new Date()));
    const isOfRole = !['everybody', 'newcomer', 'staff'].includes(route.admission);
    if (isOfRole && !isAllowed(grants, route.admission as Permission)) continue;
    const asker = await askerOf(who);
    for (const values of likelyValues(route.path, ids)) {
      const { status, isPage } = await asker.ask(route, values);
      if (status === 200) return { who, isPage, address: filled(route.path, values) };
    }
  }
  return null;
}

test('every page was opened by somebody', () => {
  expect(unopened).toEqual([]);
  expect([...opened.values()].flat()).toEqual(expect.arrayContaining(['/', '/account', '/sign-in']));
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
    for (const [who, addresses] of opened) {
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
