/** Ways of a person with passkeys, in a real browser with a simulated device. */
import type { Page } from 'puppeteer';
import type { TestBrowser } from '../../../support/browser.ts';
import { type DeskWho, type OpenDesk, password } from './desk.ts';
import { type Device, plugIn } from './virtual-authenticator.ts';

export const textOf = (page: Page) => page.$eval('main', (main) => main.textContent);
export const pressed = (page: Page, selector: string) => Promise.all([page.waitForNavigation(), page.click(selector)]);
export const pathOf = (page: Page) => new URL(page.url()).pathname;

/** Signed in with the password, and at the press that makes the passkey. */
export async function aboutToMake(desk: OpenDesk, page: Page, who: DeskWho, name: string): Promise<void> {
  await page.goto(`${desk.url}/account/passkeys/new`);
  if (pathOf(page) !== '/account/passkeys/new') {
    await desk.signInWith(page, who);
    await page.goto(`${desk.url}/account/passkeys/new`);
  }
  await page.type('#name', name);
  await page.type('#password', password);
  await pressed(page, 'main button[type="submit"]');
}

/** Signed in, with a passkey that the account lists. */
export async function registered(
  desk: OpenDesk,
  chromium: TestBrowser,
  who: DeskWho = 'clerk',
  name = '会社のパソコン',
): Promise<{ page: Page; device: Device }> {
  const page = await chromium.person();
  const device = await plugIn(page);
  await aboutToMake(desk, page, who, name);
  await pressed(page, 'form[data-passkey] button');
  if (pathOf(page) !== '/account') throw new Error(`The press led to ${pathOf(page)}.`);
  return { page, device };
}

/** Signed out, and the press for passkeys pressed: what the browser shows then. */
export async function triesToSignIn(url: string, page: Page): Promise<void> {
  await page.deleteCookie(...(await page.cookies(url)));
  await page.goto(`${url}/sign-in`);
  await page.waitForSelector('form[data-passkey] button', { visible: true });
  await pressed(page, 'form[data-passkey] button');
}

/** The device's answer to a question of the portal, as a page with other wishes would get it. */
export function answerIn(page: Page, userVerification: 'required' | 'discouraged'): Promise<string> {
  return page.evaluate(async (wish) => {
    const question = await (await fetch('/sign-in/passkey/question', { method: 'POST' })).json();
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...question, userVerification: wish });
    return JSON.stringify(await navigator.credentials.get({ publicKey }));
  }, userVerification);
}

/** The answer as a form of that origin sends it. */
export function sentAnswer(url: string, answer: string, origin: string): Promise<Response> {
  const body = new URLSearchParams({ answer });
  return fetch(`${url}/sign-in/passkey`, { method: 'POST', body, headers: { origin }, redirect: 'manual' });
}
