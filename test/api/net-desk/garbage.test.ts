/** Every form of Net Desk, read from its router, is sent garbage: told in a sentence, in English too, and nothing half done. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser } from '../../../bin/example/browser.ts';
import { controlNumberHeading } from '../../../domain/bulk-columns.ts';
import { type Garbage, garbageForms, oddValues } from '../../support/garbage.ts';
import { tableDigests, touched } from '../../support/table-digests.ts';
import { textsInTables, untranslated } from '../../support/untranslated.ts';
import { type Address, addressesOf, filled } from '../support/addresses.ts';
import { type OpenDesk, openDesk, people } from './support/desk.ts';
import { everyPage, valuesFor } from './support/every-page.ts';
import { recordingRuns } from './support/recording.ts';

/** Kept although a form was refused: what was typed so far, who tried how often, and that a page showed a key. */
const keptOnPurpose = [
  'application_draft',
  'application_correction',
  'rate_limit',
  'tries',
  'session',
  'api_key',
  'key_use',
  'event',
  'event_body',
  'unsealed_event',
];
/** What stands in the tables; of events all that are no readings of a key. */
async function standing(): Promise<ReadonlyMap<string, string>> {
  const tables = await tableDigests(desk.owner, keptOnPurpose);
  const acts = await desk.owner.event.count({ where: { subject: { not: { startsWith: 'reading/' } } } });
  return new Map([...tables, ['event (but readings)', String(acts)]]);
}

const names = ['インターネット保証サービス', '保証確認サービス', controlNumberHeading];
let desk: OpenDesk;
let ids: readonly string[];
let fields: readonly string[];
let sessions: Awaited<ReturnType<OpenDesk['owner']['session']['findMany']>>;
const forms = () => addressesOf(desk.app).filter(({ method }) => method === 'POST');

beforeAll(async () => {
  desk = await openDesk({ runs: recordingRuns(() => desk.db) });
  const every = await everyPage(desk, []);
  ids = every.ids;
  const { browser } = await desk.signIn('administrator');
  fields = await fieldsOn(browser, every.pages);
});
afterAll(() => desk.close());
beforeEach(() => desk.owner.rateLimit.deleteMany());

/** The names of all fields on all pages, the form's own token and number aside. */
async function fieldsOn(browser: Browser, pages: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const address of pages) {
    const { html } = await browser.visit(address);
    for (const [, name = ''] of html.matchAll(/<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"/g)) found.add(name);
  }
  return [...found].filter((name) => name !== 'formToken' && name !== 'requestId');
}

interface Told {
  readonly status: number;
  readonly location: string | null;
  readonly html: string;
}

/** Signed in as who may do everything, reading English. Whoever signs out is in again. */
async function sender() {
  const { browser, page } = await desk.signIn('administrator');
  sessions = await desk.owner.session.findMany({ where: { userId: people.administrator.id } });
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  await browser.visit('/?lang=en');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (address: string, { contentType, body }: Garbage): Promise<Told> => {
    const headers = { cookie, origin: desk.url, 'content-type': contentType };
    const answer = await fetch(`${desk.url}${address}`, { method: 'POST', redirect: 'manual', headers, body });
    const told = { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
    await desk.owner.session.createMany({ data: sessions, skipDuplicates: true });
    return told;
  };
  return { formToken, send };
}

/** An address of something that is there; of nothing where nobody has it. */
async function addressFor({ path }: Address, send: Awaited<ReturnType<typeof sender>>['send'], formToken: string) {
  const nothing = garbageForms([], { formToken })[0] as Garbage;
  for (const values of valuesFor(path, ids)) {
    const address = filled(path, values);
    if ((await send(address, nothing)).status !== 404) return address;
  }
  return filled(path, [randomUUID(), randomUUID()]);
}

const sentence = /<(?:p|li|div)\b[^>]*class="[^"]*(?:banner|field-error)|id="error-summary"|class="not-allowed/;

/** What is wrong with what was answered: a fault of ours, a refusal without words, words in another language. */
function faults({ status, location, html }: Told, data: ReadonlySet<string>): string[] {
  if (status < 400) return status >= 300 && location === null ? ['leads nowhere'] : [];
  const left = untranslated(html, data);
  return [
    ...(status >= 500 ? ['is our own fault'] : []),
    ...(sentence.test(html) ? [] : [`says nothing: ${html.slice(0, 200)}`]),
    ...(left.length > 0 ? [`says ${left.join(' | ')}`] : []),
  ];
}

test('every form', async () => {
  const { formToken, send } = await sender();
  const wrong: unknown[] = [];
  const seen = new Set<number>();
  for (const form of forms()) {
    const address = await addressFor(form, send, formToken);
    const data = new Set([...(await textsInTables(desk.owner)), ...names, ...oddValues]);
    let before = await standing();
    for (const garbage of garbageForms(fields, { formToken, requestId: randomUUID() })) {
      const told = await send(address, garbage);
      seen.add(told.status);
      const after = await standing();
      const changed = told.status >= 400 ? touched(before, after) : [];
      const found = [...faults(told, data), ...(changed.length > 0 ? [`touched ${changed}`] : [])];
      wrong.push(...found.map((fault) => `${form.path} ${garbage.name}: ${told.status} ${fault}`));
      before = after;
    }
  }
  expect(wrong).toEqual([]);
  expect([...seen].some((status) => status === 422)).toBe(true);
  expect(forms().length).toBeGreaterThan(40);
}, 600_000);
