/** An authority at D-Sure's own pages: signs in, opens a certificate by number and key, accepts it or asks for a correction. */
import type { Services } from '../../../activities/index.ts';
import { Browser, type Page } from '../../../bin/example/browser.ts';
import { allowances } from '../../../d-sure/tries.ts';
import { keyContext } from '../../../domain/sealing.ts';
import { authority, type DSureProcess } from '../../support/d-sure-process.ts';

export const correctionReason = '契約日を令和8年4月2日としてください。';

/** On return the authority has opened the guarantee's certificate and done this; the page it then sees. */
export async function acts(
  { services, dSure }: { readonly services: Services; readonly dSure: DSureProcess },
  { guaranteeId }: { readonly guaranteeId: string },
  act: 'open' | 'accept' | 'ask for a correction' | 'try wrong keys',
): Promise<Page> {
  const { guaranteeNumber, authenticationKey } = await services.db.guarantee.findUniqueOrThrow({
    where: { id: guaranteeId },
    include: { authenticationKey: true },
  });
  const sealed = Buffer.from(authenticationKey?.sealed as string, 'base64');
  const key = Buffer.from(services.keyRing.open(sealed, keyContext(guaranteeId))).toString();
  if (act === 'try wrong keys') return tryWrongKeys(dSure, guaranteeNumber as string);
  const { browser, home } = await signIn(dSure, authority.email);
  const typed = { 保証契約番号: guaranteeNumber as string, 認証キー: key };
  const opened = await browser.press(home, '開く', typed);
  if (act === 'open') return opened;
  if (act === 'accept') {
    const asked = await browser.follow(opened, '受領する');
    return browser.press(asked, '受領する');
  }
  const form = await browser.follow(opened, '補正を依頼する');
  const look = await browser.press(form, '内容を確認する', { 理由: correctionReason });
  return browser.press(look, '補正を依頼する');
}

async function signIn({ url }: DSureProcess, email: string): Promise<{ browser: Browser; home: Page }> {
  const browser = new Browser(url);
  const typed = { メールアドレス: email, パスワード: authority.password };
  return { browser, home: await browser.press(await browser.visit('/'), 'ログイン', typed) };
}

/** One more than the platform takes for a number, by two people in turn: each has tries left. */
async function tryWrongKeys(dSure: DSureProcess, guaranteeNumber: string): Promise<Page> {
  const people = await Promise.all([signIn(dSure, authority.email), signIn(dSure, 'toshi@takanezawa.example.jp')]);
  const typed = { 保証契約番号: guaranteeNumber, 認証キー: 'aB3dE5gH7jK9' };
  const pages: Page[] = [];
  for (let n = 0; n <= allowances.number.tries; n++) {
    const { browser, home } = people[n % 2] as (typeof people)[number];
    pages.push(await browser.press(home, '開く', typed));
  }
  return pages.at(-1) as Page;
}
