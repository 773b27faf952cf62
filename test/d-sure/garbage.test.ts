/** D-Sure in English, read from its routers: every page, and every form sent garbage; a sentence, never a 500, nothing half done. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Browser } from '../../bin/example/browser.ts';
import { createApp } from '../../d-sure/app.ts';
import { addressesOf, filled } from '../api/support/addresses.ts';
import { type Garbage, garbageForms, oddValues } from '../support/garbage.ts';
import { tableDigests, touched } from '../support/table-digests.ts';
import { textsInTables, untranslated } from '../support/untranslated.ts';
import { createPasskey, email, type House, openHouse, password, sessionSecret } from './support/house.ts';
import { register } from './support/locators.ts';
import { createPosting } from './support/postings.ts';

/** Kept although a form was refused: who tried how often, and who looked at what. */
const keptOnPurpose = ['rate_limit', 'tries', 'session', 'view', 'locator_view'];
/** The portal's name is a setting; an addressee in an example and another platform are names. */
const names = ['保証確認サービス', '高根沢町長', '保証証券等確認システム'];
const key = 'Z28YUE4J3Bux';
const userId = 'takanezawa-soumu';
let house: House;
let browser: Browser;
let formToken: string;
const ids: Record<string, string> = { users: 'takanezawa-toshi', revision: '1' };

beforeAll(async () => {
  house = await openHouse();
  await createPosting(house.url, '31074-00001M', key);
  ids.departments = (await house.owner.department.findFirstOrThrow({ where: { name: '会計課' } })).id;
  ids.handovers = randomUUID();
  const handover = {
    id: ids.handovers,
    authorityId: 'takanezawa',
    uploadedById: userId,
    uploadedAt: new Date(),
    rows: [],
  };
  await house.owner.handover.create({ data: handover });
  ids.passkeys = await createPasskey(house.owner, userId);
  browser = new Browser(house.url);
  const typed = { 'Email address': email, 'E-mail address': email, Password: password };
  const signIn = await browser.visit('/sign-in?lang=en');
  const known = Object.fromEntries(Object.entries(typed).filter(([label]) => signIn.html.includes(`>${label}`)));
  const page = await browser.press(signIn, 'Sign in', known);
  formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const sent = new URLSearchParams({ formToken, guaranteeNumber: '31074-00001M', key });
  await browser.visit('/?lang=ja'); // the form's labels, as that function types into them
  ids.locators = (await register(browser)).address.split(/[/?]/)[2] ?? '';
  await browser.visit('/?lang=en');
  ids.certificates = (await browser.send('/certificates', sent)).address.split('/').at(-1) ?? '';
});
afterAll(() => house.close());
beforeEach(() => house.owner.rateLimit.deleteMany());

function addresses(method: 'GET' | 'POST') {
  const settings = { origin: house.url, sessionSecret, name: '保証確認サービス', trustedProxies: 0 };
  return addressesOf(createApp(house.services, settings))
    .filter((address) => address.method === method && !/^\/(?:api|health|ready)/.test(address.path))
    .map(({ path }) => {
      const kind = path.split('/').find((part) => Object.hasOwn(ids, part)) ?? '';
      return { path, address: filled(path, [ids[kind] ?? '', '1']) };
    });
}

const data = async () => new Set([...(await textsInTables(house.owner)), ...names, ...oddValues]);

async function fieldsOnPages(): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { address } of addresses('GET')) {
    const { html } = await browser.visit(address);
    for (const [, name = ''] of html.matchAll(/<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"/g)) found.add(name);
  }
  return [...found].filter((name) => name !== 'formToken');
}

test('every page speaks English to whoever chose it', async () => {
  const known = await data();
  const left: string[] = [];
  for (const { path, address } of addresses('GET')) {
    const page = await browser.visit(address);
    expect([path, page.status < 400]).toEqual([path, true]);
    if (/text\/html/.test(page.headers.get('content-type') ?? ''))
      left.push(...untranslated(page.html, known).map((text) => `${path}: ${text}`));
  }
  expect(left).toEqual([]);
  expect(addresses('GET').length).toBeGreaterThan(20);
});

const sentence = /class="[^"]*(?:banner|field-error)|id="error-summary"/;

test('every form', async () => {
  const fields = await fieldsOnPages();
  const sessions = await house.owner.session.findMany();
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (address: string, { contentType, body }: Garbage) => {
    const headers = { cookie, origin: house.url, 'content-type': contentType };
    const answer = await fetch(`${house.url}${address}`, { method: 'POST', redirect: 'manual', headers, body });
    await house.owner.session.createMany({ data: sessions, skipDuplicates: true }); // whoever signed out is in again
    return { status: answer.status, html: await answer.text() };
  };
  const wrong: string[] = [];
  const seen = new Set<number>();
  for (const { path, address } of addresses('POST')) {
    const known = await data();
    let before = await tableDigests(house.owner, keptOnPurpose);
    for (const garbage of garbageForms(fields, { formToken })) {
      const { status, html } = await send(address, garbage);
      seen.add(status);
      const after = await tableDigests(house.owner, keptOnPurpose);
      const changed = status >= 400 ? touched(before, after) : [];
      const left = status >= 400 ? untranslated(html, known) : [];
      const about = `${path} ${garbage.name}: ${status}`;
      if (status >= 500 || (status >= 400 && !sentence.test(html))) wrong.push(`${about} ${html.slice(0, 200)}`);
      if (changed.length > 0 || left.length > 0) wrong.push(`${about} touched ${changed} says ${left.join(' | ')}`);
      before = after;
    }
  }
  expect(wrong).toEqual([]);
  expect(seen.has(422)).toBe(true);
  expect(addresses('POST').length).toBeGreaterThan(20);
}, 600_000);
