/** A person at Net Desk or Operations for measuring: signed in once, then asking for pages with nothing but a cookie. */
import { setTimeout } from 'node:timers/promises';
import { codeOf } from '../example/authenticator.ts';
import { Browser, type Page } from '../example/browser.ts';

export interface DeskAddress {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

export interface Visitor {
  /** What the session sends with every request. */
  readonly cookie: string;
  /** Milliseconds until the whole page had come. */
  visit(path: string): Promise<number>;
}

const patienceMs = 60_000;
/** After so long without a try, sign-ins of this address are allowed again. */
const limitedMs = 11_000;

/** Signed in. Where too many did so just now (they are limited), it waits its turn. */
export async function signInAtDesk({ url, email, password }: DeskAddress): Promise<Visitor> {
  const browser = new Browser(url);
  await inTurn(async () => {
    const typed = { メールアドレス: email, パスワード: password };
    return browser.press(await browser.visit('/sign-in'), 'ログイン', typed);
  });
  return visitor(url, browser);
}

/** Signed in at Operations, with a code of this secret; returns the cookies by name. */
export async function signInAtOperations(
  { url, email, password }: DeskAddress,
  totpSecret: string,
): Promise<ReadonlyMap<string, string>> {
  const browser = new Browser(url);
  const typed = { メールアドレス: email, パスワード: password };
  const asked = await inTurn(async () => browser.press(await browser.visit('/sign-in'), 'ログイン', typed));
  await inTurn(() => browser.press(asked, 'ログイン', { 認証コード: codeOf(totpSecret) }));
  return browser.cookies;
}

/** The page that was asked for, once it is this address's turn. */
async function inTurn(ask: () => Promise<Page>): Promise<Page> {
  const since = performance.now();
  for (;;) {
    const page = await ask();
    if (page.status < 400) return page;
    if (page.status !== 429 || performance.now() - since > patienceMs) {
      throw new Error(`Nobody could sign in: ${page.address} answered ${page.status}.`);
    }
    await setTimeout(limitedMs);
  }
}

/** As a request sends them. */
export function cookieOf(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

function visitor(url: string, browser: Browser): Visitor {
  const cookie = cookieOf(browser.cookies);
  return {
    cookie,
    async visit(path) {
      const since = performance.now();
      const response = await fetch(new URL(path, url), { headers: { cookie }, redirect: 'manual' });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`);
      return performance.now() - since;
    },
  };
}
