/** Ways of an authority's officer with passkeys, in a real browser with a simulated device. */
import type { Page } from 'puppeteer';
import { pathOf, pressed } from '../../api/net-desk/support/passkeys.ts';
import { type Device, plugIn } from '../../api/net-desk/support/virtual-authenticator.ts';
import type { TestBrowser } from '../../support/browser.ts';
import { type House, password } from './house.ts';

export const officer = 'toshi@takanezawa.example.jp';
export const officerId = 'takanezawa-toshi';

/** No passkey, session or try of a test before; people come in from here, with the password alone. */
export async function cleared({ owner }: House): Promise<void> {
  const { passkey, session, tries, rateLimit, authority, authorityUser } = owner;
  await passkey.deleteMany();
  await session.deleteMany();
  await tries.deleteMany();
  await rateLimit.deleteMany();
  await authority.updateMany({ data: { entryRule: 'network', networks: ['127.0.0.1/32'] } });
  await authorityUser.updateMany({ data: { twoFactorEnabled: false } });
}

export async function requireSecondFactor({ owner }: House): Promise<void> {
  await owner.authority.updateMany({ data: { entryRule: 'second-factor' } });
}

export async function signInWith({ url }: House, page: Page, as = officer): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.type('#email', as);
  await page.type('#password', password);
  await pressed(page, 'form[action="/sign-in"] button');
}

/** Signed in, and at the press that makes the passkey. */
export async function aboutToMake({ url }: House, page: Page, name = '庁舎のパソコン'): Promise<void> {
  await page.goto(`${url}/account/passkeys/new`);
  await page.waitForSelector('#name', { visible: true });
  await page.type('#name', name);
  await page.type('#password', password);
  await pressed(page, 'main button[type="submit"]');
}

/** Signed in, with a passkey that the account lists. */
export async function registered(
  house: House,
  chromium: TestBrowser,
  as = officer,
): Promise<{ page: Page; device: Device }> {
  const page = await chromium.person();
  const device = await plugIn(page);
  await signInWith(house, page, as);
  await aboutToMake(house, page);
  await pressed(page, 'form[data-passkey] button');
  if (pathOf(page) !== '/account') throw new Error(`The press led to ${pathOf(page)}.`);
  return { page, device };
}
