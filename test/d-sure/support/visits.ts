/** Visits of an authority's people, read as a person reads them: signed in, and with a certificate open. */
import { expect } from '@jest/globals';
import { Browser, type Page } from '../../../bin/example/browser.ts';
import { email, type House, password } from './house.ts';
import { get } from './postings.ts';

export const key = 'Z28YUE4J3Bux';

let count = 0;
/** One that no certificate of the test has yet. */
export const newNumber = () => `31074-${String(++count).padStart(5, '0')}M`;

export interface Visit {
  readonly browser: Browser;
  readonly page: Page;
}

/** From the front page to the page that opens certificates. */
export async function signedIn(house: House, as = email): Promise<Visit> {
  const browser = new Browser(house.url);
  const page = await browser.press(await browser.visit('/'), 'ログイン', { メールアドレス: as, パスワード: password });
  return { browser, page };
}

/** On the page of this certificate, opened with `key`. */
export async function opened(house: House, number: string, as = email): Promise<Visit> {
  const { browser, page } = await signedIn(house, as);
  return { browser, page: await browser.press(page, '開く', { 保証契約番号: number, 認証キー: key }) };
}

/** What the surety hears of this guarantee. */
export async function responsesOn(house: House, number: string) {
  const { json } = await get(house.url, '/api/responses?limit=1000');
  return json.responses.filter(({ guaranteeNumber }: { guaranteeNumber: string }) => guaranteeNumber === number);
}

/** No tries of a test before. */
export async function forgetTries({ owner }: House): Promise<void> {
  await Promise.all([owner.tries.deleteMany(), owner.rateLimit.deleteMany()]);
}

const tables = ['session', 'account', 'guarantee', 'revision', 'grant', 'tries', 'view', 'response', 'rate_limit'];

/** None of these words stands in a table that people write to, or in the log. */
export async function expectUntold(house: House, secrets: readonly string[]): Promise<void> {
  for (const table of [...tables, 'authority_user']) {
    const [row] = await house.owner.$queryRawUnsafe<{ all: string | null }[]>(
      `SELECT string_agg(t::text, ' ') AS all FROM "${table}" t`,
    );
    for (const secret of secrets) expect(row?.all ?? '').not.toContain(secret);
  }
  for (const secret of [...secrets, email]) expect(house.logged()).not.toContain(secret);
}
