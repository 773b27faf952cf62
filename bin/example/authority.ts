/** The sample authority at D-Sure: signs in, opens a certificate by number and key, and accepts it. */
import { Browser, type Page } from './browser.ts';

export interface Authority {
  /** Opens the certificate and gives the PDF; D-Sure records the view. */
  open(guaranteeNumber: string, authenticationKey: string): Promise<{ page: Page; file: Uint8Array }>;
  /** Accepts what was opened. */
  accept(page: Page): Promise<void>;
}

/** A person of the authority, signed in. */
export async function signInAtDSure(url: string, person: { email: string; password: string }): Promise<Authority> {
  const browser = new Browser(url);
  const signInPage = await browser.visit('/sign-in');
  const fields = { メールアドレス: person.email, パスワード: person.password };
  const home = expectWords(await browser.press(signInPage, 'ログイン', fields), '認証キー');
  return {
    async open(guaranteeNumber, authenticationKey) {
      const typed = { 保証契約番号: guaranteeNumber, 認証キー: authenticationKey };
      const page = expectWords(await browser.press(home, '開く', typed), guaranteeNumber);
      return { page, file: await browser.download(page, 'PDFを保存する') };
    },
    async accept(page) {
      const asked = await browser.follow(page, '受領する');
      expectWords(await browser.press(asked, '受領する'), '受領');
    },
  };
}

function expectWords(page: Page, words: string): Page {
  if (page.status !== 200 || !page.text.includes(words)) {
    throw new Error(`D-Sure answered ${page.status} at ${page.address}: ${page.text.slice(0, 300)}`);
  }
  return page;
}
