/** クリア on the form: asked first where something would be lost, with JavaScript and without. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { type OpenDesk, openDesk } from '../support/desk.ts';

let desk: OpenDesk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), browser.close()]));

async function newDraft(options: { javaScript?: boolean }): Promise<Page> {
  const page = await browser.person(options);
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/drafts`);
  await press(page, '新しく申し込む');
  return page;
}

async function press(page: Page, words: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-xpath(//button[normalize-space()="${words}"])`);
  await Promise.all([page.waitForNavigation(), button?.click()]);
}

const words = (page: Page) => page.$eval('main', (main) => main.textContent ?? '');

test.each([true, false])('clearing asks first where something would be lost (JavaScript: %s)', async (javaScript) => {
  const page = await newDraft({ javaScript });
  await press(page, '請負工事の情報をクリア');
  expect(await words(page)).not.toContain('入力した内容をクリアしますか');
  await page.type('[id="contract.projectName"]', '消える工事');
  await page.type('[id="delivery.contactPerson"]', '残る人');
  await press(page, '請負工事の情報をクリア');
  expect(await words(page)).toContain('入力した内容をクリアしますか');
  if (javaScript) expect(await violations(page)).toEqual([]);
  const value = (name: string) => page.$eval(`[id="${name}"]`, (element) => (element as HTMLInputElement).value);
  await press(page, 'クリアせずに戻る');
  expect(await value('contract.projectName')).toBe('消える工事');
  await press(page, '請負工事の情報をクリア');
  await press(page, 'クリアする');
  expect([await value('contract.projectName'), await value('delivery.contactPerson')]).toEqual(['', '残る人']);
});
