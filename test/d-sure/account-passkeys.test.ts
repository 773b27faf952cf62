/** The passkeys of a person of an authority: the pages, what makes none, and where none are offered. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pressed, textOf } from '../api/net-desk/support/passkeys.ts';
import { plugIn } from '../api/net-desk/support/virtual-authenticator.ts';
import { openBrowser, type TestBrowser, violations } from '../support/browser.ts';
import { createPasskey, type House, openHouse } from './support/house.ts';
import { aboutToMake, cleared, officer, officerId, requireSecondFactor, signInWith } from './support/passkeys.ts';
import { signIn } from './support/screens.ts';

let house: House;
let chromium: TestBrowser;
beforeAll(async () => {
  [house, chromium] = await Promise.all([openHouse('localhost'), openBrowser('localhost')]);
});
afterAll(() => Promise.all([house.close(), chromium.close()]));
beforeEach(() => cleared(house));

test('no passkey without a name and the person’s password (current-password-must-match), to no question of ours (passkey-must-be-made-anew), nor an eleventh (passkeys-must-be-few)', async () => {
  const page = await chromium.person();
  await plugIn(page);
  await signInWith(house, page);
  await page.goto(`${house.url}/account/passkeys/new`);
  await page.waitForSelector('#name', { visible: true });
  await pressed(page, 'main button[type="submit"]');
  expect(await page.$eval('#name-error', (error) => error.textContent)).toContain('入力');
  await page.type('#name', 'パソコン');
  await page.type('#password', 'not the password of anybody');
  await pressed(page, 'main button[type="submit"]');
  expect(await page.$eval('#password-error', (error) => error.textContent)).toContain('今のパスワードが違います');
  await aboutToMake(house, page);
  await page.$eval('form[data-passkey]', (form) => {
    form.querySelector('[name="answer"]')?.setAttribute('value', '{}');
    (form as HTMLFormElement).submit();
  });
  await page.waitForNavigation();
  expect(await textOf(page)).toContain('パスキーを登録できませんでした');
  for (let n = 0; n < 10; n++) await createPasskey(house.owner, officerId);
  await aboutToMake(house, page, '多すぎる');
  expect(await textOf(page)).toContain('パスキーは10個まで登録できます');
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
] as const)('%s: the pages have nothing that axe objects to (dark %s, %d px)', async (language, dark, width) => {
  const page = await chromium.person({ dark, width });
  const look = async (name: string) => {
    expect([name, await violations(page)]).toEqual([name, []]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const folder = process.env.SHOTS;
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  };
  await requireSecondFactor(house);
  await page.goto(`${house.url}/sign-in?lang=${language}`);
  await look('passkey-sign-in');
  await signInWith(house, page);
  await look('passkey-second-factor');
  await house.owner.authority.updateMany({ data: { entryRule: 'network' } });
  await page.goto(`${house.url}/account/passkeys/new`);
  await look('passkey-new');
  await aboutToMake(house, page);
  await look('passkey-making');
  await createPasskey(house.owner, officerId);
  await page.goto(`${house.url}/account?done=passkey`);
  await look('passkey-account');
  await pressed(page, 'a[href$="/removal"]');
  await look('passkey-removal');
});

test('without JavaScript no press is shown; at a network address none is offered: browsers have no passkeys for it', async () => {
  const { reading, home } = await signIn(house.url, officer);
  expect(home.address).toBe('/certificates');
  expect((await reading.visit('/account/passkeys/new')).html).toContain('novalidate hidden data-needs-passkeys');
  const numbered = await openHouse();
  try {
    const { reading: person } = await signIn(numbered.url, officer);
    expect((await person.visit('/account')).text).not.toContain('パスキー');
    expect((await person.visit('/sign-in')).text).not.toContain('パスキー');
    const question = await fetch(`${numbered.url}/sign-in/passkey/question`, { method: 'POST' });
    expect(question.status).toBe(404);
  } finally {
    await numbered.close();
  }
});

test('no page complains in its console of anything but a refused press', () => {
  expect(chromium.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
});
