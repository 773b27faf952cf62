/** Every form of Operations, from its table of addresses, is sent garbage: told in a sentence, in English too, and nothing half done. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Route } from '../../../api/operations/route.ts';
import type { Browser } from '../../../bin/example/browser.ts';
import type { SampleStaffName } from '../../../prisma/sample-staff.ts';
import { brokenOneByOne, type Garbage, garbageForms, oddValues } from '../../support/garbage.ts';
import { tableDigests, touched } from '../../support/table-digests.ts';
import { textsInTables, untranslated } from '../../support/untranslated.ts';
import { filled } from '../support/addresses.ts';
import { admitted, type EveryPage, everyPage } from './support/every-page.ts';
import { type FormOnPage, formsOnPages } from './support/forms-on-pages.ts';
import { likelyValues } from './support/likely-values.ts';
import type { OpenOperations } from './support/operations.ts';
import { openReviewing } from './support/under-review.ts';

/** No pages of their own, or shown by the service's name alone. */
const onTheWay = [
  '/account/passkeys',
  '/account/recovery-codes',
  '/account/second-factor/confirmation',
  '/events',
  '/new-password/:token',
  '/sign-in/code',
  '/sign-in/recovery-code',
];
/** Kept although a form was refused: who tried how often, who is signed in, questions to an authenticator, messages read. */
const keptOnPurpose = ['rate_limit', 'tries', 'session', 'passkey_challenge', 'verification', 'message_reading'];
const names = ['保証業務', '保証確認サービス', '見本'];
let operations: OpenOperations;
let every: EveryPage;
let forms: ReadonlyMap<string, FormOnPage>;
let data: ReadonlySet<string>;
const posts = () => operations.routes.filter(({ method }) => method === 'post');

beforeAll(async () => {
  operations = await openReviewing();
  every = await everyPage(operations, onTheWay);
  forms = await formsOnPages(every, operations.routes, async (who) => (await senderOf(who)).browser);
}, 180_000);
afterAll(() => operations.close());

interface Told {
  readonly status: number;
  readonly location: string | null;
  readonly html: string;
}

interface Sender {
  readonly browser: Browser;
  readonly formToken: string;
  send(address: string, garbage: Garbage): Promise<Told>;
}

const senders = new Map<SampleStaffName, Promise<Sender>>();

/** Each signs in once, and reads English. Whoever signs out is in again. */
function senderOf(who: SampleStaffName): Promise<Sender> {
  const sender = senders.get(who) ?? signedIn(who);
  senders.set(who, sender);
  return sender;
}

async function signedIn(who: SampleStaffName): Promise<Sender> {
  const { browser, page } = await operations.signIn(who);
  const sessions = await operations.owner.session.findMany();
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  await browser.visit('/?lang=en');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    browser,
    formToken,
    async send(address, { contentType, body }) {
      const headers = { cookie, origin: operations.url, 'content-type': contentType };
      const answer = await fetch(`${operations.url}${address}`, { method: 'POST', redirect: 'manual', headers, body });
      const told = { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
      if (address.startsWith('/sign-out'))
        await operations.owner.session.createMany({ data: sessions, skipDuplicates: true });
      return told;
    },
  };
}

const sentence = /<(?:p|li|div)\b[^>]*class="[^"]*(?:banner|field-error)|id="error-summary"|class="not-allowed/;

/** What is wrong with what was answered: a fault of ours, a refusal without words, words in another language. */
function faults({ status, location, html }: Told): string[] {
  if (status < 400) return status >= 300 && location === null ? ['leads nowhere'] : [];
  const left = untranslated(html, data);
  return [
    ...(status >= 500 ? ['is our own fault'] : []),
    ...(sentence.test(html) ? [] : [`says nothing: ${html.slice(0, 200)}`]),
    ...(left.length > 0 ? [`says ${left.join(' | ')}`] : []),
  ];
}

/**
 * Sends all of it, one after the other; what is wrong with the answers. What was refused in a row touched no table together.
 * What stands before a press that was accepted is sent again, and looked at alone: of such a row it cannot be told.
 */
async function sendAll(sender: Sender, address: string, garbage: readonly Garbage[], seen: Set<number>) {
  const wrong: string[] = [];
  let before = await tableDigests(operations.owner, keptOnPurpose);
  let refused: Garbage[] = [];
  const again: Garbage[] = [];
  const look = async () => {
    const after = await tableDigests(operations.owner, keptOnPurpose);
    const changed = refused.length === 0 ? [] : touched(before, after);
    if (changed.length > 0) wrong.push(`${address} touched ${changed}: ${refused.map(({ name }) => name).join(', ')}`);
    [before, refused] = [after, []];
  };
  const send = async (each: Garbage): Promise<boolean> => {
    const told = await sender.send(address, each);
    seen.add(told.status);
    wrong.push(...faults(told).map((fault) => `${address} ${each.name}: ${told.status} ${fault}`));
    return told.status >= 400;
  };
  for (const each of garbage) {
    if (await send(each)) refused.push(each);
    else {
      again.push(...refused.splice(0));
      await look();
    }
  }
  await look();
  for (const each of again) {
    if (await send(each)) refused.push(each);
    await look();
  }
  return wrong;
}

/** Where the form is sent, and who may: as it stands on a page, or an address of something that is there. */
async function destination(route: Route): Promise<{ who: SampleStaffName; address: string }> {
  const shown = forms.get(route.path);
  if (shown !== undefined) return shown;
  const may = await admitted(operations, route);
  for (const who of may) {
    const { send, formToken } = await senderOf(who);
    const nothing = garbageForms([], { formToken })[0] as Garbage;
    for (const values of likelyValues(route.path, every.ids)) {
      const address = filled(route.path, values);
      if ((await send(address, nothing)).status !== 404) return { who, address };
    }
  }
  return { who: may[0] as SampleStaffName, address: filled(route.path, [randomUUID(), randomUUID()]) };
}

test('every form, all of its fields broken', async () => {
  const fields = [...new Set([...forms.values()].flatMap((form) => [...form.fields.keys()]))].filter(
    (name) => name !== 'formToken' && name !== 'requestId',
  );
  const wrong: string[] = [];
  const seen = new Set<number>();
  for (const route of posts()) {
    const { who, address } = await destination(route);
    await operations.owner.rateLimit.deleteMany();
    data = new Set([...(await textsInTables(operations.owner)), ...names, ...oddValues]);
    const sender = await senderOf(who);
    const garbage = garbageForms(fields, { formToken: sender.formToken, requestId: randomUUID() });
    wrong.push(...(await sendAll(sender, address, garbage, seen)));
  }
  expect(wrong).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining([404, 422]));
  expect(posts().length).toBeGreaterThan(40);
}, 600_000);

test('every form that stands on a page, one field broken and the others as a person would send them', async () => {
  const wrong: string[] = [];
  const seen = new Set<number>();
  for (const [path, { who, address, fields }] of forms) {
    if (path === '/sign-out') continue;
    await operations.owner.rateLimit.deleteMany();
    data = new Set([...(await textsInTables(operations.owner)), ...names, ...oddValues]);
    const sender = await senderOf(who);
    const own = () => ({ formToken: sender.formToken, requestId: randomUUID() });
    const others = new Map([...fields].filter(([name]) => !(name in own())));
    wrong.push(...(await sendAll(sender, address, brokenOneByOne(others, own), seen)));
  }
  expect(wrong).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining([303, 422]));
  expect(forms.size).toBeGreaterThan(25);
}, 600_000);

/** As they stand in an address. */
const oddParts = ['nobody', '%00', '%FF', '%', "'%20OR%201=1", 'x'.repeat(1000), '..%2F..', '__proto__'];

/** What the questions of lists are called. */
const questions =
  'q after before cursor page from to due sort stage state holder branch kind min max area actor show done'.split(' ');

test('every address with garbage where its values stand, and in its question', async () => {
  const wrong: string[] = [];
  const seen = new Set<number>();
  for (const route of operations.routes.filter(({ path }) => path !== '/events')) {
    const [who] = await admitted(operations, route);
    const { browser, formToken, send } = await senderOf(who as SampleStaffName);
    await operations.owner.rateLimit.deleteMany();
    data = new Set([...(await textsInTables(operations.owner)), ...names, ...oddValues]);
    for (const part of oddParts) {
      const path = route.path.replace(/:\w+/g, part);
      if (route.method === 'post' && path === route.path) continue;
      const address =
        route.method === 'post' ? path : `${path}?${questions.map((name) => `${name}=${part}`).join('&')}`;
      const { status, html } =
        route.method === 'get'
          ? await browser.visit(address)
          : await send(address, garbageForms([], { formToken })[0] as Garbage);
      seen.add(status);
      if (status >= 500) wrong.push(`${route.method} ${address}: ${status} ${html.slice(0, 200)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining([200, 404]));
}, 300_000);
