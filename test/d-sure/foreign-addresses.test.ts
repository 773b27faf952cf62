/** A walk over every address of D-Sure's pages, read from its routers: with another authority's ids, with each right, and signed out. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Router } from 'express';
import { Browser, type Page } from '../../bin/example/browser.ts';
import { administrationRoutes } from '../../d-sure/pages/administration/routes.ts';
import { pageRoutes } from '../../d-sure/routes.ts';
import { createPasskey, email, type House, openHouse, password, sessionSecret } from './support/house.ts';
import { register } from './support/locators.ts';
import { createPosting } from './support/postings.ts';

const key = 'Z28YUE4J3Bux';
const stranger = 'kanri@other.example.jp';
let house: House;
let addresses: { method: 'get' | 'post'; path: string }[];
const own: Record<string, string> = {};

beforeAll(async () => {
  house = await openHouse();
  const settings = { origin: house.url, sessionSecret, name: '保証確認サービス' };
  const services = { ...house.services, settings, pages: {}, signIn: {} } as unknown as Parameters<
    typeof pageRoutes
  >[0];
  addresses = [...addressesOf(pageRoutes(services)), ...addressesOf(administrationRoutes(services))];
  await seedStranger();
  await createPosting(house.url, '31074-00001M', key);
  const { browser, page } = await signedIn(email);
  const opened = await browser.press(page, '開く', { 保証契約番号: '31074-00001M', 認証キー: key });
  own.grant = opened.address.split('/').at(-1) ?? '';
  own.users = 'takanezawa-toshi';
  own.departments = (await house.owner.department.findFirstOrThrow({ where: { name: '会計課' } })).id;
  own.handovers = randomUUID();
  own.passkeys = await createPasskey(house.owner, 'takanezawa-soumu');
  own.locators = idIn((await register(browser)).address);
  await house.owner.handover.create({
    data: {
      id: own.handovers,
      authorityId: 'takanezawa',
      uploadedById: 'takanezawa-soumu',
      uploadedAt: new Date(),
      rows: [],
    },
  });
});
afterAll(() => house.close());

test('the walk knows every address', () => {
  expect(addresses.length).toBeGreaterThan(45);
  expect(addresses).toContainEqual({ method: 'post', path: '/administration/users/:id/start-code' });
  expect(addresses).toContainEqual({ method: 'get', path: '/certificates/:grant/revisions/:revision/file' });
  expect(addresses).toContainEqual({ method: 'post', path: '/locators/:id/password' });
});

test('another authority’s administrator finds at each address what nobody has: the same answer as for an id of nobody', async () => {
  const { browser, formToken } = await signedIn(stranger);
  const before = await snapshot();
  for (const { method, path } of addresses.filter(({ path: each }) => /:(id|grant)/.test(each))) {
    const ours = await call(browser, method, filled(path, ownOf(path)), formToken);
    const nobodys = await call(browser, method, filled(path, randomUUID()), formToken);
    expect([method, path, ours.status, ours.text]).toEqual([method, path, 404, nobodys.text]);
  }
  expect(await snapshot()).toEqual(before);
});

test.each([
  ['officer', 'toshi@takanezawa.example.jp'],
  ['reader', 'kaikei@takanezawa.example.jp'],
])('an %s administers nothing (role-must-allow-this)', async (_right, as) => {
  const { browser, formToken } = await signedIn(as);
  const before = await snapshot();
  for (const { method, path } of addresses.filter(({ path: each }) => each.startsWith('/administration'))) {
    const { status } = await call(browser, method, filled(path, ownOf(path)), formToken);
    expect([method, path, status]).toEqual([method, path, 403]);
  }
  expect(await snapshot()).toEqual(before);
});

test('a reader opens a certificate and answers nothing', async () => {
  const { browser, page, formToken } = await signedIn('kaikei@takanezawa.example.jp');
  const opened = await browser.press(page, '開く', { 保証契約番号: '31074-00001M', 認証キー: key });
  expect(opened.status).toBe(200);
  for (const word of ['受領する', '補正を依頼する', 'メモを保存する']) expect(opened.text).not.toContain(word);
  for (const part of ['acceptance', 'correction'])
    for (const method of ['get', 'post'] as const)
      expect((await call(browser, method, `${opened.address}/${part}`, formToken)).status).toBe(403);
});

test('who is not signed in is led to the sign-in from every address', async () => {
  for (const { method, path } of addresses.filter(({ path: each }) => !/^\/($|sign-in)/.test(each))) {
    const address = filled(path, ownOf(path));
    const page = await call(new Browser(house.url), method, address, '');
    expect([method, path, page.address]).toEqual([method, path, '/sign-in']);
  }
});

async function signedIn(as: string): Promise<{ browser: Browser; page: Page; formToken: string }> {
  await house.owner.rateLimit.deleteMany();
  const browser = new Browser(house.url);
  const typed = { メールアドレス: as, パスワード: password };
  const page = await browser.press(await browser.visit('/sign-in'), 'ログイン', typed);
  return { browser, page, formToken: /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '' };
}

function call(browser: Browser, method: 'get' | 'post', address: string, formToken: string): Promise<Page> {
  return method === 'get'
    ? browser.visit(address)
    : browser.send(
        address,
        new URLSearchParams({ formToken, formId: randomUUID(), reason: 'x', revision: '1', name: 'x' }),
      );
}

/** The id of the thing that the address is about: /administration/users/:id, /locators/:id, /certificates/:grant. */
function ownOf(path: string): string {
  return own[/(\w+)\/:id/.exec(path)?.[1] ?? 'grant'] ?? '';
}

function idIn(address: string): string {
  return /[0-9a-f-]{36}/.exec(address)?.[0] ?? '';
}

function filled(path: string, id: string): string {
  return path.replace(/:(id|grant)/, id).replace(':revision', '1');
}

function addressesOf(router: Router): { method: 'get' | 'post'; path: string }[] {
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : (['get', 'post'] as const)
          .filter((method) => (route as unknown as { methods: Record<string, boolean> }).methods[method])
          .map((method) => ({ method, path: route.path })),
  );
}

/** What a walk must leave as it was. */
async function snapshot(): Promise<unknown> {
  const {
    authorityUser,
    department,
    handover,
    verification,
    view,
    response,
    locator,
    locatorView,
    locatorChange,
    passkey,
  } = house.owner;
  return {
    users: await authorityUser.findMany({ orderBy: { id: 'asc' } }),
    departments: await department.findMany({ orderBy: { id: 'asc' } }),
    handovers: await handover.findMany(),
    locators: await locator.findMany(),
    locatorViews: await locatorView.count(),
    locatorChanges: await locatorChange.count(),
    codes: await verification.count(),
    views: await view.count(),
    responses: await response.count(),
    passkeys: await passkey.findMany(),
  };
}

async function seedStranger(): Promise<void> {
  const { owner } = house;
  await owner.authority.create({
    data: { id: 'other', name: '別の町', entryRule: 'network', networks: ['127.0.0.1/32'], entryChosenAt: new Date() },
  });
  const id = 'other-kanri';
  const data = { id, name: '別の 管理者', email: stranger, authorityId: 'other', right: 'administrator' };
  await owner.authorityUser.create({ data });
  const { password: hash } = await owner.account.findUniqueOrThrow({ where: { id: 'takanezawa-soumu' } });
  await owner.account.create({ data: { id, accountId: id, providerId: 'credential', userId: id, password: hash } });
}
