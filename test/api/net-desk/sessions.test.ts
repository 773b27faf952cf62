/** ログイン中の端末: which sessions are open, and the end of one of them. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { createSession } from '../support/another-session.ts';
import { type OpenDesk, openDesk, people } from './support/desk.ts';

let desk: OpenDesk;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));
beforeEach(() => desk.owner.session.deleteMany());

test('another session is ended after a page that says which, and no other ends', async () => {
  const { browser: lost } = await desk.signIn('clerk');
  const { browser } = await desk.signIn('clerk');
  const { browser: colleague } = await desk.signIn('reader');
  await createSession(desk.owner, people.clerk.id, 'net-desk');
  const listed = await browser.visit('/account');
  expect(listed.text).toContain('Safari（iPhone） 203.0.113.7');
  expect(listed.html.match(/\/account\/sessions\/[\w-]+\/end/g)).toHaveLength(2);
  const [first] = await desk.owner.session.findMany({ orderBy: { createdAt: 'asc' } });
  const asked = await browser.visit(`/account/sessions/${first?.id}/end`);
  expect(asked.text).toContain('次の端末でのログインを終わらせますか');
  expect((await lost.visit('/account')).address).toBe('/account');
  const done = await browser.press(asked, 'ログインを終わらせる');
  expect(done.text).toContain('選んだ端末のログインを終わらせました');
  expect((await lost.visit('/account')).address).toBe('/sign-in');
  expect((await colleague.visit('/account')).address).toBe('/account');
  expect(await desk.owner.session.count({ where: { userId: people.clerk.id } })).toBe(2);
});

test('nobody ends this very session so, one of another portal, one that is over, or a colleague’s (address-must-exist)', async () => {
  const { browser, page } = await desk.signIn('clerk');
  const own = await desk.owner.session.findFirstOrThrow();
  const elsewhere = await createSession(desk.owner, people.clerk.id, 'operations');
  const over = await createSession(desk.owner, people.clerk.id, 'net-desk');
  await desk.owner.session.update({ where: { id: over }, data: { expiresAt: new Date() } });
  const theirs = await createSession(desk.owner, people.reader.id, 'net-desk');
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  for (const id of [own.id, elsewhere, over, theirs, 'nobodys']) {
    expect((await browser.visit(`/account/sessions/${id}/end`)).status).toBe(404);
    const pressed = await browser.send(`/account/sessions/${id}/end`, new URLSearchParams({ formToken }));
    expect([id, pressed.status]).toEqual([id, 404]);
  }
  expect(await desk.owner.session.count()).toBe(4);
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
] as const)('%s: the pages have nothing that axe objects to (dark %s, %d px)', async (language, dark, width) => {
  const page = await chromium.person({ dark, width });
  await createSession(desk.owner, people.clerk.id, 'net-desk');
  const look = async (name: string) => {
    expect([name, await violations(page)]).toEqual([name, []]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const folder = process.env.SHOTS;
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  };
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/account?lang=${language}`);
  await look('sessions');
  await Promise.all([page.waitForNavigation(), page.click('a[href$="/end"]')]);
  await look('session-end');
  await Promise.all([page.waitForNavigation(), page.click('main button.danger')]);
  await look('session-ended');
});
