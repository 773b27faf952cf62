/** Companies never see each other: every address, with every id of another company, answers as for an id that nobody has. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createApp } from '../../api/app.ts';
import { buildExample } from '../support/cases.ts';
import { type OpenDesk, openDesk, people } from './net-desk/support/desk.ts';
import { type Address, addressesOf, parametersOf, thingOf } from './support/addresses.ts';
import { type Asker, atApi, atDesk, type Form, type Told } from './support/asking.ts';
import { fillCompany } from './support/foreign-company.ts';
import { idsOf } from './support/foreign-ids.ts';
import { goodBodies, goodForm } from './support/good-forms.ts';

const secretWords = [
  '他社に見えない工事',
  'marumaru-kensetsu',
  '見本 花子',
  '見本 次郎',
  '〇〇建設',
  '他社に見えないキー',
];
/** What parameters beside ids may be. */
const otherValues = ['1', 'key-notice', 'fee-statement', 'certificate-check-copy'];
/** Pages of nobody: the same for all; and what a mail's link opens, whose token is a secret and no id. */
const everybodys = ['/help/:topic', '/new-password/:token'];
let desk: OpenDesk;
/** Of the other company, and of the stranger's own. */
let ids: readonly string[];
let ownIds: readonly string[];
let deskAddresses: readonly Address[];
let apiAddresses: readonly Address[];
beforeAll(async () => {
  desk = await openDesk();
  deskAddresses = addressesOf(desk.app).filter(({ path }) => !everybodys.includes(path));
  apiAddresses = addressesOf(createApp(desk.services));
  const followed = await fillCompany(desk);
  const { contract, guarantees, delivery } = buildExample(new Date(), { feePayment: 'per-case' });
  const body = { contract, guarantees, delivery };
  expect((await desk.post('otherContractor', '/api/v1/applications', { body })).status).toBe(201);
  ownIds = await ownIdsOf(people.stranger.contractorId);
  const theirs = await idsOf(desk.owner, people.clerk.contractorId);
  ids = [...new Set([...followed, ...theirs])].filter((id) => !ownIds.includes(id));
});
afterAll(() => desk.close());
beforeEach(() => desk.owner.rateLimit.deleteMany());

async function ownIdsOf(contractorId: string): Promise<readonly string[]> {
  const select = { id: true };
  const rows = await Promise.all([
    desk.owner.guarantee.findMany({ where: { contractorId }, select }),
    desk.owner.application.findMany({ where: { contractorId }, select }),
    desk.owner.command.findMany({ where: { userId: people.stranger.id }, select }),
  ]);
  return rows.flat().map(({ id }) => id);
}

/** Addresses of things that have no page of their own: what they do is pressed elsewhere. */
function pressedElsewhere(addresses: readonly Address[]): readonly Address[] {
  const shown = addresses.filter(({ method }) => method === 'GET').map(({ path }) => thingOf(path));
  return addresses.filter(({ path }) => parametersOf(path) > 0 && !shown.includes(thingOf(path)));
}

/** The things that the other company's own administrator opens with these ids. */
async function opened(addresses: readonly Address[], owner: Asker): Promise<Set<string>> {
  const things = new Set<string>();
  for (const address of addresses.filter(({ method, path }) => method === 'GET' && parametersOf(path) > 0)) {
    for (const values of valuesFor(address)) {
      if (things.has(thingOf(address.path))) break;
      if ((await owner.ask(address, values)).status < 400) things.add(thingOf(address.path));
    }
  }
  return things;
}

function valuesFor({ path }: Address): readonly (readonly string[])[] {
  if (parametersOf(path) === 1) return ids.map((id) => [id]);
  return ids.flatMap((id) => [...otherValues, ...ids].map((other) => [id, other]));
}

/** Addresses of things that nobody of the other company has: the walk would prove nothing there. */
function unproved(addresses: readonly Address[], things: ReadonlySet<string>): string[] {
  return addresses.map(({ path }) => thingOf(path)).filter((thing) => thing !== '' && !things.has(thing));
}

/** Sends each of the forms; at least one of them is in order, so that the thing itself is looked for. */
async function walk(address: Address, stranger: Asker, forms: readonly Form[]): Promise<void> {
  const statuses = new Set<number>();
  for (const form of address.method === 'GET' ? [{}] : forms) {
    const missing = new Map<string, Told>();
    for (const values of valuesFor(address)) {
      const nobodys = nobodysFor(values);
      const key = nobodys.filter((value) => !isId(value)).join();
      const none = missing.get(key) ?? (await stranger.ask(address, nobodys, form));
      missing.set(key, none);
      statuses.add(none.status);
      expect({ address, values, ...(await stranger.ask(address, values, form)) }).toEqual({ address, values, ...none });
    }
    if (parametersOf(address.path) > 1) await walkBelowOwn(address, stranger, form);
  }
  expect([address, [...statuses].some((status) => status === 403 || status === 404)]).toEqual([address, true]);
  expect([address, [...statuses].every((status) => status >= 400 && status < 500)]).toEqual([address, true]);
}

/** What is another's does not exist below what is one's own either. */
async function walkBelowOwn(address: Address, stranger: Asker, form: Form): Promise<void> {
  for (const own of ownIds) {
    const none = await stranger.ask(address, [own, randomUUID()], form);
    for (const id of ids) {
      const values = [own, id];
      expect({ values, ...(await stranger.ask(address, values, form)) }).toEqual({ values, ...none });
    }
  }
}

const isId = (value: string) => value.length > 30;
const nobodysFor = (values: readonly string[]) => values.map((value) => (isId(value) ? randomUUID() : value));

/** Names of fields and questions that pages read, from their own sources and from those of every portal. */
function namesRead(): string[] {
  const folders = ['net-desk', 'portal'].map((name) => join(import.meta.dirname, '../../api', name));
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const reads = /(?:formField|said|chosen|typed\w*)\(\w+(?:\.query)?, '([\w.-]+)'|request\.query\.(\w+)/g;
  return [
    ...new Set(sources.flatMap((source) => [...source.matchAll(reads)].map((found) => found[1] ?? found[2] ?? ''))),
  ];
}

describe('at Net Desk', () => {
  test('another company’s things answer as things that nobody has, at every address', async () => {
    const things = await opened(deskAddresses, await atDesk(desk, 'administrator'));
    const pressed = pressedElsewhere(deskAddresses);
    expect(
      unproved(
        deskAddresses.filter((address) => !pressed.includes(address)),
        things,
      ),
    ).toEqual([]);
    const stranger = await atDesk(desk, 'stranger');
    for (const address of deskAddresses.filter(({ path }) => parametersOf(path) > 0))
      await walk(address, stranger, [{}, goodForm]);
    const owner = await atDesk(desk, 'administrator');
    for (const address of pressed) {
      const statuses = [];
      for (const values of valuesFor(address)) statuses.push((await owner.ask(address, values, {})).status);
      expect([address, statuses.some((status) => status < 400)]).toEqual([address, true]); // still there for its owner
    }
  }, 240_000);

  test('no other page tells of them, whatever it is asked; nor does it change with what they do', async () => {
    const stranger = await atDesk(desk, 'stranger');
    const plain = deskAddresses.filter(({ path }) => parametersOf(path) === 0);
    const names = namesRead().filter((name) => !['formToken', 'current', 'password', 'again'].includes(name)); // secrets are no ids
    expect(names).toEqual(expect.arrayContaining(['q', 'after', 'before', 'formId']));
    const before = new Map<Address, string>();
    for (const address of plain) {
      const none = await stranger.ask(address, [], {});
      before.set(address, levelled(none.said));
      for (const word of secretWords) expect(none.said).not.toContain(word);
      const nobodysId = randomUUID();
      const missing = await stranger.ask(address, [], Object.fromEntries(names.map((name) => [name, nobodysId])));
      for (const id of ids) {
        await Promise.all([desk.owner.rateLimit.deleteMany(), desk.owner.tries.deleteMany()]);
        const told = await stranger.ask(address, [], Object.fromEntries(names.map((name) => [name, id])));
        expect([address, told.status, levelled(told.said)]).toEqual([address, missing.status, levelled(missing.said)]);
      }
    }
    await fillCompany(desk);
    for (const address of plain.filter(({ method }) => method === 'GET')) {
      const { said } = await stranger.ask(address, [], {});
      const drafts = /^\/drafts/.test(address.path); // the walk itself began some
      if (!drafts) expect([address, levelled(said)]).toEqual([address, before.get(address)]);
    }
  }, 240_000);
});

/** Without what is new in each answer: ids, keys, the time, and places of event streams, which are sealed. */
function levelled(said: string): string {
  return said
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/name="formToken" value="[^"]+"/g, 'TOKEN')
    .replace(/place=[\w%.~-]+/g, 'PLACE')
    .replace(/\d{4}\/\d\d\/\d\d \d\d:\d\d/g, 'TIME')
    .replace(/\[\["?set-cookie"?[^\]]*\]/g, 'COOKIE');
}

describe('at the JSON API', () => {
  test('another company’s things answer as things that nobody has, at every address', async () => {
    const stranger = atApi(desk, 'otherContractor');
    const walked: Address[] = [];
    for (const address of apiAddresses.filter(({ path }) => parametersOf(path) > 0)) {
      await walk(address, stranger, goodBodies());
      const [values = []] = valuesFor(address);
      const { said } = await stranger.ask(address, nobodysFor(values), {});
      if (!said.includes('scope-must-allow-this')) walked.push(address); // the rest is for staff alone
    }
    expect(walked.length).toBeGreaterThan(5);
    expect(unproved(walked, await opened(walked, atApi(desk, 'contractor')))).toEqual([]);
  }, 240_000);

  test('a cursor names a row that one has seen, and counts nobody’s rows; another’s is none (cursor-must-be-one-of-ours)', async () => {
    const list = (who: 'contractor' | 'otherContractor', query: string) => desk.get(who, `/api/v1/guarantees?${query}`);
    const own = await list('contractor', 'limit=1');
    const named = Buffer.from(own.body.nextCursor, 'base64url').toString();
    expect(named).toBe(own.body.guarantees[0].id);
    const nobodysCursor = Buffer.from(randomUUID()).toString('base64url');
    const [theirs, none] = [
      await list('otherContractor', `cursor=${own.body.nextCursor}`),
      await list('otherContractor', `cursor=${nobodysCursor}`),
    ];
    expect([theirs.status, theirs.body.name, theirs.text]).toEqual([400, 'cursor-must-be-one-of-ours', none.text]);
    expect((await list('contractor', `cursor=${own.body.nextCursor}`)).status).toBe(200);
  });
});

test('a new address of things that nobody has here makes the walk fail', () => {
  const app = express().get('/messages/:id', () => undefined);
  app.use(express.Router().post('/guarantees/:id/messages/:messageId', () => undefined));
  expect(unproved(addressesOf(app), new Set(['/guarantees/:id']))).toEqual([
    '/messages/:id',
    '/guarantees/:id/messages/:messageId',
  ]);
  expect(() =>
    addressesOf(
      express().use(
        '/below',
        express.Router().get('/:id', () => undefined),
      ),
    ),
  ).toThrow('root');
});
