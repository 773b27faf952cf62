/** D-Sure in a real browser: a person's page that is signed in, and the key notice as a contractor hands it over. */
import type { Page as Screen } from 'puppeteer';
import { Browser, type Page } from '../../../bin/example/browser.ts';
import { AuthenticationKey } from '../../../domain/authentication-key.ts';
import { renderDocument } from '../../../templates/render.ts';
import type { Person, TestBrowser } from '../../support/browser.ts';
import { buildCertificate, buildKeyNotice } from '../../templates/build-certificate.ts';
import { email, password } from './house.ts';

/** Signed in without JavaScript; the page that opens certificates. */
export async function signIn(url: string, as = email): Promise<{ reading: Browser; home: Page }> {
  const reading = new Browser(url);
  const typed = { メールアドレス: as, パスワード: password };
  return { reading, home: await reading.press(await reading.visit('/sign-in'), 'ログイン', typed) };
}

/** The same session in a real browser. */
export async function screenOf(
  browser: TestBrowser,
  url: string,
  reading: Browser,
  person: Person = {},
): Promise<Screen> {
  const screen = await browser.person(person);
  const cookies = [...reading.cookies].map(([name, value]) => ({ name, value: decodeURIComponent(value), url }));
  await screen.browserContext().setCookie(...cookies.map(({ name, value, url: at }) => cookieFor(name, value, at)));
  return screen;
}

function cookieFor(name: string, value: string, url: string) {
  return { name, value: encodeURIComponent(value), domain: new URL(url).hostname, path: '/' };
}

/** The key notice of this guarantee, printed and photographed. */
export async function keyNotice(browser: TestBrowser, guaranteeNumber: string, key: string) {
  const notice = buildKeyNotice({
    certificate: buildCertificate({ guaranteeNumber }),
    key: new AuthenticationKey(key),
  });
  const screen = await browser.person();
  await screen.setContent(renderDocument('key-notice', notice));
  const pdf = await screen.pdf({ format: 'A4' });
  const png = await screen.screenshot({ fullPage: true });
  const jpeg = await screen.screenshot({ fullPage: true, type: 'jpeg', quality: 60 });
  await screen.close();
  return { pdf, png, jpeg };
}
