/** Every address of the JSON API, read from its router: bodies and questions with garbage in each place are refused by name. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import { refusalSentences } from '../../domain/refusals.ts';
import { tableDigests, touched } from '../support/table-digests.ts';
import { type OpenDesk, openDesk, people } from './net-desk/support/desk.ts';
import { valuesFor } from './net-desk/support/every-page.ts';
import { type Address, addressesOf, filled } from './support/addresses.ts';
import type { Who } from './support/api.ts';
import { fillCompany } from './support/foreign-company.ts';
import { idsOf } from './support/foreign-ids.ts';
import { goodBodies } from './support/good-forms.ts';

/** How often keys were used, and that a command was asked for and refused: kept on purpose. */
const keptOnPurpose = ['api_key', 'command'];
const asking: readonly Who[] = ['contractor', 'reviewer', 'operator'];
let desk: OpenDesk;
let addresses: readonly Address[];
let ids: readonly string[];
beforeAll(async () => {
  desk = await openDesk({ commandWaitMs: 1 });
  addresses = addressesOf(createApp(desk.services)).filter(({ path }) => path.startsWith('/api/v1/'));
  ids = [...(await fillCompany(desk)), ...(await idsOf(desk.owner, people.clerk.contractorId))];
});
afterAll(() => desk.close());

const deep = (levels: number): unknown => (levels === 0 ? 'x' : [deep(levels - 1)]);
const oddJson: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  'x'.repeat(1100),
  'a\u0000b',
  'a\u202Eb',
  '2026-02-31',
  '__proto__',
  [],
  {},
  deep(300),
  Array.from({ length: 2000 }, () => ({})),
];

/** The body with each of the odd values in each of its places, one at a time, and with a field that nobody asked for. */
function spoiled(body: unknown): unknown[] {
  const places = placesIn(body);
  return [
    { ...(body as object), unknown: 1 },
    ...places.flatMap((place) => oddJson.map((odd) => replaced(body, place, odd))),
  ];
}

function placesIn(value: unknown): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [name],
    ...placesIn(inner).map((place) => [name, ...place]),
  ]);
}

function replaced(value: unknown, [name, ...rest]: readonly string[], odd: unknown): unknown {
  if (name === undefined) return odd;
  const inner = replaced((value as Record<string, unknown>)[name], rest, odd);
  return Array.isArray(value)
    ? value.map((each, index) => (String(index) === name ? inner : each))
    : { ...(value as object), [name]: inner };
}

async function ask(
  { method, path }: Address,
  values: readonly string[],
  who: Who,
  question: { query?: string; body?: unknown },
) {
  const isFile = path.endsWith('/attachments');
  const headers = {
    Authorization: `Bearer ${desk.tokens[who]}`,
    ...(method === 'GET'
      ? {}
      : { 'Idempotency-Key': randomUUID(), 'Content-Type': isFile ? 'application/pdf' : 'application/json' }),
  };
  const body = method === 'GET' ? {} : { body: isFile ? 'no PDF' : JSON.stringify(question.body ?? {}) };
  const answer = await fetch(`${desk.apiUrl}${filled(path, values)}${question.query ?? ''}`, {
    method,
    headers,
    ...body,
  });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
}

type Told = Awaited<ReturnType<typeof ask>>;

/** Null where all is well: an answer, or a problem with a name that we have and its sentence. */
function fault({ status, type, text }: Told): string | null {
  if (status < 400) return null;
  if (status >= 500 || !type.startsWith('application/problem+json')) return `${status} ${text.slice(0, 200)}`;
  const { name, title } = JSON.parse(text) as { name: string; title: string };
  return Object.hasOwn(refusalSentences, name) && title !== '' ? null : `${status} ${name}`;
}

/** Who may ask there, and the ids of something that is there. */
async function wayTo(address: Address): Promise<{ who: Who; values: readonly string[] } | null> {
  for (const who of asking) {
    for (const values of valuesFor(address.path, ids)) {
      await desk.owner.rateLimit.deleteMany();
      const { status } = await ask(address, values, who, {});
      if (status === 403) break;
      if (status !== 404) return { who, values };
    }
  }
  return null;
}

/** The whole application where one is taken, else what acts take. */
function bodiesFor({ path }: Address) {
  const [, ...acts] = goodBodies();
  const whole = acts.pop();
  return /applications$|resubmission$/.test(path) ? [whole] : acts;
}

function inParts<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}

test('bodies', async () => {
  const wrong: string[] = [];
  let refused = 0;
  for (const address of addresses.filter(({ method }) => method === 'POST')) {
    const way = await wayTo(address);
    if (way === null) continue; // incidents: nothing is stuck here, and a walk of theirs has its own
    for (const bodies of inParts(bodiesFor(address).flatMap(spoiled), 25)) {
      const before = await tableDigests(desk.owner, keptOnPurpose);
      const all: Told[] = [];
      for (const body of bodies) {
        const told = await ask(address, way.values, way.who, { body });
        const found = fault(told);
        if (found !== null) wrong.push(`${address.path} ${JSON.stringify(body).slice(0, 150)}: ${found}`);
        all.push(told);
      }
      refused += all.filter(({ status }) => status === 422).length;
      const changed = touched(before, await tableDigests(desk.owner, keptOnPurpose));
      if (changed.length > 0 && all.every(({ status }) => status >= 400))
        wrong.push(`${address.path} touched ${changed}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(100);
}, 600_000);

test('questions', async () => {
  const names = [
    'limit',
    'cursor',
    'stage',
    'product',
    'authorityId',
    'fromOn',
    'toOn',
    'name',
    'state',
    '__proto__',
    'x',
  ];
  const values = [
    '',
    '-1',
    '0',
    '201',
    '1e9',
    '1.5',
    'abc',
    '%00',
    '%FF%FE',
    '%ED%A0%80',
    '2026-02-31',
    'a'.repeat(3000),
    '%',
    '[]',
  ];
  const queries = [
    ...names.flatMap((name) => values.map((value) => `?${name}=${value}`)),
    ...names.flatMap((name) => [`?${name}=1&${name}=2`, `?${name}[]=1`, `?${name}[a][b]=1`, `?${name}`]),
    `?${names.map((name) => `${name}=1`).join('&')}`,
    `?${'a=1&'.repeat(2000)}`,
  ];
  const wrong: string[] = [];
  for (const address of addresses.filter(({ method }) => method === 'GET')) {
    const way = (await wayTo(address)) ?? { who: 'operator' as const, values: [randomUUID(), randomUUID()] };
    for (const query of queries) {
      const found = fault(await ask(address, way.values, way.who, { query }));
      if (found !== null) wrong.push(`${address.path}${query.slice(0, 100)}: ${found}`);
    }
  }
  expect(wrong).toEqual([]);
}, 600_000);
