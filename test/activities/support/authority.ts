/** An authority at D-Sure's own pages: signs in, opens a certificate by number and key, accepts it or asks for a correction. */
import type { Services } from '../../../activities/index.ts';
import { Browser, type Page } from '../../../bin/example/browser.ts';
import { keyContext } from '../../../domain/sealing.ts';
import { authority, type DSureProcess } from '../../support/d-sure-process.ts';

export const correctionReason = '契約日を令和8年4月2日としてください。';

/** On return the authority has opened the guarantee's certificate and done this; the page it then sees. */
export async function acts(
  { services, dSure }: { readonly services: Services; readonly dSure: DSureProcess },
  { guaranteeId }: { readonly guaranteeId: string },
  act: 'open' | 'accept' | 'ask for a correction',
): Promise<Page> {
  const { guaranteeNumber, authenticationKey } = await services.db.guarantee.findUniqueOrThrow({
    where: { id: guaranteeId },
    include: { authenticationKey: true },
  });
  const sealed = Buffer.from(authenticationKey?.sealed as string, 'base64');
  const key = Buffer.from(services.keyRing.open(sealed, keyContext(guaranteeId))).toString();
  const browser = new Browser(dSure.url);
  const signedIn = await browser.press(await browser.visit('/'), 'ログイン', {
    メールアドレス: authority.email,
    パスワード: authority.password,
  });
  const typed = { 保証契約番号: guaranteeNumber as string, 認証キー: key };
  const opened = await browser.press(signedIn, '開く', typed);
  if (act === 'open') return opened;
  if (act === 'accept') {
    const asked = await browser.follow(opened, '受領する');
    return browser.press(asked, '受領する');
  }
  const form = await browser.follow(opened, '補正を依頼する');
  const look = await browser.press(form, '内容を確認する', { 理由: correctionReason });
  return browser.press(look, '補正を依頼する');
}
