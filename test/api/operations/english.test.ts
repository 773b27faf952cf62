/** Every page of Operations in English: nothing that the service says of itself is Japanese. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { registerNames } from '../../../domain/registers/register.ts';
import { textsInTables, untranslated } from '../../support/untranslated.ts';
import { createIncident } from '../support/stuck-incidents.ts';
import { type EveryPage, everyPage } from './support/every-page.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

/** No pages, or led through by tests of sign-in in Net Desk, whose pages they are, too. */
const onTheWay = [
  '/account/second-factor/confirmation',
  '/account/passkeys', // shown by its name alone, which passkeys need
  '/account/recovery-codes',
  '/events',
  '/guarantees/:id/certificates/:revision', // a certificate is Japanese
  '/new-password/:token',
  '/sign-in/code',
  '/sign-in/recovery-code',
];
/** The service's own name is a setting. */
const names = ['保証業務', '保証確認サービス'];
let operations: OpenOperations;
let every: EveryPage;
beforeAll(async () => {
  operations = await openOperations();
  every = await everyPage(operations, onTheWay);
}, 120_000);
afterAll(() => operations.close());

test('every register, and the form of its rows', async () => {
  const { browser } = await operations.signIn('registerKeeper');
  await browser.visit('/?lang=en');
  const data = new Set([...(await textsInTables(operations.owner)), ...names]);
  const left: string[] = [];
  for (const name of registerNames) {
    for (const address of [`/registers/${name}`, `/registers/${name}/new`]) {
      const page = await browser.visit(address);
      expect([address, page.status]).toEqual([address, 200]);
      left.push(...untranslated(page.html, data).map((text) => `${address}: ${text}`));
    }
  }
  expect(left).toEqual([]);
});

test('what rules filled in for themselves: a circuit that opened by itself, a cause that nobody foresaw', async () => {
  const { browser } = await operations.signIn('operator');
  await browser.visit('/?lang=en');
  const reason = '直近60秒の失敗が50%以上になったため、自動で止めました。';
  const open = { state: 'open', perSecond: 0, reason, since: new Date() };
  await operations.owner.circuit.upsert({
    where: { counterparty: 'd-sure' },
    create: { counterparty: 'd-sure', ...open },
    update: open,
  });
  const told = 'Stopped by itself: 50% or more of the tries within the last 60 seconds failed.';
  for (const address of ['/circuits', '/incidents']) {
    const page = await browser.visit(address);
    expect([address, page.text.includes(told), page.html.includes(reason)]).toEqual([address, true, false]);
  }
  const id = await createIncident(operations.db, every.ids[0] as string, { errorName: 'NobodyForesaw' });
  const incident = await browser.visit(`/incidents/${id}`);
  expect(incident.text).toContain('Posting keeps failing (NobodyForesaw).');
});

test('every page, to whoever may open it', async () => {
  const left: string[] = [];
  for (const [who, addresses] of every.opened) {
    const { browser } = await operations.signIn(who);
    await browser.visit('/?lang=en');
    const data = new Set([...(await textsInTables(operations.owner)), ...names]);
    for (const address of addresses) {
      const page = await browser.visit(address);
      expect([address, page.status]).toEqual([address, 200]);
      left.push(...untranslated(page.html, data).map((text) => `${address}: ${text}`));
    }
  }
  expect(left).toEqual([]);
  expect([...every.opened.values()].flat().length).toBeGreaterThan(40);
}, 120_000);
