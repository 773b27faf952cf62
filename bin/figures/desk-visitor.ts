/** A person at Net Desk for measuring: signed in once, then asking for pages with nothing but a cookie. */
import { setTimeout } from 'node:timers/promises';
import { Browser } from '../example/browser.ts';

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
  const since = performance.now();
  for (;;) {
    const browser = new Browser(url);
    const typed = { メールアドレス: email, パスワード: password };
    const page = await browser.press(await browser.visit('/sign-in'), 'ログイン', typed);
    if (page.status < 400) return visitor(url, browser);
    if (page.status !== 429 || performance.now() - since > patienceMs) {
      throw new Error(`Nobody could sign in at Net Desk: it answered ${page.status}.`);
    }
    await setTimeout(limitedMs);
  }
}

function visitor(url: string, browser: Browser): Visitor {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
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
