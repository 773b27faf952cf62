/** The terms of use: accepted with version and time before anything else, and again when they change (R-N6). */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sampleTerms } from '../../../domain/sample-terms.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk, people } from './support/desk.ts';

let desk: OpenDesk;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));
beforeEach(async () => {
  await desk.owner.termsAcceptance.deleteMany();
  await desk.owner.termsOfUse.deleteMany({ where: { version: { not: sampleTerms.version } } });
});

const acceptances = () => desk.owner.termsAcceptance.findMany({ where: { userId: people.clerk.id } });

test('nothing else is possible before they are accepted; then version and time are kept', async () => {
  const { page, browser } = await desk.signIn('clerk');
  expect(page.address).toBe('/terms');
  expect(page.text).toContain('認証キーの取扱い');
  for (const address of ['/', '/drafts', '/guarantees.csv', '/account']) {
    expect((await browser.visit(address)).address).toBe('/terms');
  }
  expect((await browser.visit('/events')).status).toBe(401);
  expect((await browser.press(page, '同意して利用を始める')).address).toBe('/');
  const [kept, ...more] = await acceptances();
  expect(more).toEqual([]);
  expect(kept?.version).toBe(sampleTerms.version);
  expect(Date.now() - (kept?.acceptedAt.getTime() ?? 0)).toBeLessThan(60_000);
  expect((await browser.visit('/terms')).address).toBe('/');
});

test('a new version asks again from its day on; the earlier acceptance stays', async () => {
  const { page, browser } = await desk.signIn('clerk');
  await browser.press(page, '同意して利用を始める');
  const next = { version: '2027-04', text: '# 第1条\n\n新しい規約です。', textEnglish: '# Article 1\n\nNew terms.' };
  const validFrom = new Date(Date.now() + 86_400_000);
  await desk.owner.termsOfUse.create({ data: { ...next, validFrom } });
  expect((await browser.visit('/')).address).toBe('/');
  await desk.owner.termsOfUse.updateMany({ where: next, data: { validFrom: new Date(Date.now() - 1_000) } });
  const again = await browser.visit('/');
  expect(again.text).toContain('新しい規約です');
  await browser.press(again, '同意して利用を始める');
  expect(await acceptances()).toHaveLength(2);
});

test('signing out needs no acceptance', async () => {
  const { page, browser } = await desk.signIn('clerk');
  expect((await browser.press(page, 'ログアウト')).address).toBe('/sign-in');
  expect(await acceptances()).toEqual([]);
});

test.each([
  ['ja', false],
  ['en', true],
])('the page (%s) has nothing that axe objects to', async (language, dark) => {
  const page = await chromium.person({ dark, width: 360 });
  await page.goto(`${desk.url}/sign-in?lang=${language}`);
  await desk.signInWith(page, 'clerk');
  expect(new URL(page.url()).pathname).toBe('/terms');
  expect(await violations(page)).toEqual([]);
  await page.browserContext().close();
});
