/** Staff sign in with a passkey of this portal; a contractor's person does not come in with one. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { pathOf, pressed, textOf, triesToSignIn } from '../net-desk/support/passkeys.ts';
import { plugIn } from '../net-desk/support/virtual-authenticator.ts';
import { type OpenOperations, openOperations, password } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations({}, 'localhost'), openBrowser('localhost')]);
});
afterAll(() => Promise.all([operations.close(), chromium.close()]));

test('a passkey takes the place of password and code, on this portal alone', async () => {
  const page = await chromium.person();
  await plugIn(page);
  await operations.signInWith(page, 'reviewer');
  await page.goto(`${operations.url}/account/passkeys/new`);
  await page.type('#name', '職場のパソコン');
  await page.type('#password', password);
  await pressed(page, 'main button[type="submit"]');
  await pressed(page, 'form[data-passkey] button');
  expect(await textOf(page)).toContain('職場のパソコン');

  await triesToSignIn(operations.url, page);
  expect(pathOf(page)).toBe('/');
  const session = await operations.owner.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
  expect(session).toMatchObject({ portal: 'operations', userId: sampleStaff.reviewer.id });

  await operations.owner.passkey.updateMany({ data: { portal: 'net-desk' } });
  await triesToSignIn(operations.url, page);
  expect(await textOf(page)).toContain('このパスキーではログインできませんでした');
  expect(await violations(page)).toEqual([]);
});
