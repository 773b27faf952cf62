/** Every page of Net Desk in English: nothing that the service says of itself is Japanese. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Browser } from '../../../bin/example/browser.ts';
import { controlNumberHeading } from '../../../domain/bulk-columns.ts';
import { typedApplication } from '../../../domain/typed-application.ts';
import { buildExample } from '../../support/cases.ts';
import { textsInTables, untranslated } from '../../support/untranslated.ts';
import { codeOf } from './support/authenticator.ts';
import { type OpenDesk, openDesk, password, people } from './support/desk.ts';
import { everyPage } from './support/every-page.ts';
import { applyFor, returnTo } from './support/followed.ts';

/** Not pages, or led through below. */
const onTheWay = [
  '/account/second-factor/confirmation',
  '/account/second-factor/removal',
  '/account/recovery-codes',
  '/drafts/:id/confirmation',
  '/drafts/:id/sent',
  '/events',
  '/guarantees/:id/claim/file.pdf',
  '/guarantees/:id/resubmission/confirmation',
  '/new-password/:token',
  '/sign-in/code',
  '/sign-in/recovery-code',
  '/terms',
];
/** The service's own names are settings; the heading of a column is a word in the contractor's own file. */
const names = ['インターネット保証サービス', '保証確認サービス', controlNumberHeading];
let desk: OpenDesk;
let pages: readonly string[];
let data: ReadonlySet<string>;
beforeAll(async () => {
  desk = await openDesk();
  ({ pages } = await everyPage(desk, onTheWay));
  data = await dataOf();
});
afterAll(() => desk.close());
beforeEach(() => desk.owner.rateLimit.deleteMany());

async function dataOf(): Promise<ReadonlySet<string>> {
  return new Set([...(await textsInTables(desk.owner)), ...names]);
}

async function reader(who: 'administrator' | 'clerk' = 'administrator'): Promise<Browser> {
  const { browser } = await desk.signIn(who);
  await browser.visit('/?lang=en');
  return browser;
}

test('pages that links lead to', async () => {
  const browser = await reader();
  const left = [];
  for (const address of pages)
    left.push(...untranslated((await browser.visit(address)).html, data).map((text) => `${address}: ${text}`));
  expect(left).toEqual([]);
  expect(pages.length).toBeGreaterThan(30);
}, 180_000);

test('what is asked before it is sent: the application, and a returned one with the facts locked or not', async () => {
  const browser = await reader('clerk');
  const { contractorId, id: userId } = people.clerk;
  const id = randomUUID();
  const application = buildExample(new Date());
  const typed = {
    ...typedApplication({ ...application, contract: { ...application.contract, contractDateIs: 'planned' } }),
  };
  await desk.owner.applicationDraft.create({ data: { id, contractorId, userId, typed, savedAt: new Date() } });
  const returned = await applyFor(desk);
  await returnTo(desk, returned, '金額をご確認ください。');
  data = await dataOf();
  for (const address of [
    `/drafts/${id}/confirmation`,
    `/guarantees/${returned.guaranteeId}/resubmission/confirmation`,
  ]) {
    const page = await browser.visit(address);
    expect([address, page.address, page.status]).toEqual([address, address, 200]);
    expect([address, untranslated(page.html, data)]).toEqual([address, []]);
    expect(page.text).toContain('¥50,000,000');
  }
  const confirmation = await browser.visit(`/drafts/${id}/confirmation`);
  const sent = await browser.press(confirmation, 'Apply');
  expect([sent.address, untranslated(sent.html, data)]).toEqual([`/drafts/${id}/sent`, []]);
});

test('the way in: sign-in, wrong tries, the lock-out with its time, the second factor, a forgotten password, the terms', async () => {
  const browser = new Browser(desk.url);
  const seen: string[] = [];
  const look = (page: { html: string; address: string }) =>
    seen.push(...untranslated(page.html, data).map((text) => `${page.address}: ${text}`));
  let page = await browser.visit('/sign-in?lang=en');
  look(page);
  for (let tries = 0; tries < 12; tries++) {
    page = await browser.send('/sign-in', new URLSearchParams({ email: 'nobody@example.jp', password: 'a wrong one' }));
    look(page);
    await desk.owner.rateLimit.deleteMany();
  }
  expect(page.text).toMatch(/\d{4}\/\d\d\/\d\d \d\d:\d\d/);
  for (const address of ['/password-reset', '/password-reset/sent', '/new-password/nobody'])
    look(await browser.visit(address));
  await desk.owner.termsAcceptance.deleteMany();
  const newcomer = await reader('clerk');
  look(await newcomer.visit('/terms'));
  expect(seen).toEqual([]);
});

test('the second factor, from turning it on to turning it off', async () => {
  const { id: userId } = people.clerk;
  const { version } = await desk.owner.termsOfUse.findFirstOrThrow();
  await desk.owner.termsAcceptance.createMany({
    data: [{ userId, version, acceptedAt: new Date() }],
    skipDuplicates: true,
  });
  const browser = await reader('clerk');
  const current = { 'Current password': password };
  const form = await browser.visit('/account/second-factor');
  const registering = await browser.press(form, 'Go on to your authenticator app', current);
  const secret = /<p class="key">(.*?)<\/p>/s.exec(registering.html)?.[1]?.replace(/<[^>]+>|\s/g, '') ?? '';
  const wrong = await browser.press(registering, 'Turn on', { Code: '000000' });
  const codes = await browser.press(registering, 'Turn on', { Code: codeOf(secret) });
  expect(codes.html).toMatch(/<li>\w{5}-\w{5}<\/li>/);
  const again = new Browser(desk.url);
  const typed = { 'E-mail address': people.clerk.email, Password: password };
  const asked = await again.press(await again.visit('/sign-in?lang=en'), 'Sign in', typed);
  const lost = await again.visit('/sign-in/recovery-code');
  expect([asked.address, lost.address]).toEqual(['/sign-in/code', '/sign-in/recovery-code']);
  const rest = [];
  for (const address of ['/account/recovery-codes', '/account/second-factor/removal', '/account/second-factor'])
    rest.push(await browser.visit(address));
  const off = await browser.press(rest[1] as never, 'Turn off', current);
  for (const page of [form, registering, wrong, codes, asked, lost, ...rest, off])
    expect([page.address, untranslated(page.html, data)]).toEqual([page.address, []]);
});
