/** Every address of D-Sure that shows a certificate, its file or a viewing password puts the view on record; none shows a key. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createApp } from '../../d-sure/app.ts';
import { addressesOf, filled } from '../api/support/addresses.ts';
import { key, number, openEveryPage } from './support/every-page.ts';
import { type House, openHouse, sessionSecret } from './support/house.ts';
import { viewingPassword } from './support/locators.ts';
import { get } from './support/postings.ts';

let house: House;
let cookie: string;
let formToken: string;
let grant: string;
let locatorId: string;
beforeAll(async () => {
  house = await openHouse();
  const { reading, certificate } = await openEveryPage(house, []);
  cookie = [...reading.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  formToken = /name="formToken" value="([^"]+)"/.exec(certificate.html)?.[1] ?? '';
  grant = certificate.address.split('/').at(-1) ?? '';
  ({ id: locatorId } = await house.owner.locator.findFirstOrThrow({ orderBy: { addedAt: 'asc' } }));
}, 60_000);
afterAll(() => house.close());
beforeEach(() => house.owner.tries.deleteMany());

const addresses = () =>
  addressesOf(createApp(house.services, { origin: house.url, sessionSecret, name: 'D-Sure', trustedProxies: 0 }));
/** Not sent: what signs out, what ends this person's own ways in. */
const leftAside = /^\/(?:sign-|account)/;
const form = {
  revision: '1',
  step: 'confirm',
  reason: '契約日をご確認ください。',
  formId: '00000000-0000-4000-8000-000000000001',
};

async function views() {
  const [certificates, locators] = await Promise.all([
    house.owner.view.count({ where: { userId: 'takanezawa-soumu' } }),
    house.owner.locatorView.count({ where: { userId: 'takanezawa-soumu' } }),
  ]);
  return { certificates, locators };
}

test('each view is on record when the answer comes', async () => {
  const walked = addresses().filter(({ path }) => !leftAside.test(path) && !path.startsWith('/api/'));
  expect(walked.length).toBeGreaterThan(45);
  const shows: string[] = [];
  const unwritten: string[] = [];
  for (const { method, path } of walked) {
    const first = path.startsWith('/locators') ? locatorId : path.includes(':grant') ? grant : 'takanezawa-toshi';
    const before = await views();
    const answer = await fetch(`${house.url}${filled(path, [first, '1'])}`, {
      method,
      redirect: 'manual',
      headers: { cookie, origin: house.url },
      ...(method === 'GET' ? {} : { body: new URLSearchParams({ ...form, formToken }) }),
    });
    const said = Buffer.from(await answer.arrayBuffer()).toString();
    const after = await views();
    const door = `${method} ${path}`;
    expect([door, said.includes(key)]).toEqual([door, false]);
    const isCertificate = said.startsWith('%PDF') || (path.includes(':grant') && said.includes(number));
    if (isCertificate || said.includes(viewingPassword)) shows.push(door);
    if (isCertificate && after.certificates !== before.certificates + 1) unwritten.push(door);
    if (said.includes(viewingPassword) && after.locators !== before.locators + 1) unwritten.push(door);
  }
  expect(unwritten).toEqual([]);
  expect(shows.sort()).toEqual([
    'GET /certificates/:grant',
    'GET /certificates/:grant/acceptance',
    'GET /certificates/:grant/contract-check',
    'GET /certificates/:grant/correction',
    'GET /certificates/:grant/revisions/:revision',
    'GET /certificates/:grant/revisions/:revision/file',
    'POST /certificates/:grant/contract-check',
    'POST /certificates/:grant/correction',
    'POST /locators/:id/password',
  ]);
});

test('what programs of sureties read holds no key and no file', async () => {
  for (const path of ['/api/certificates', '/api/responses', '/api/bursts']) {
    const { json, status } = await get(house.url, path);
    const said = JSON.stringify(json);
    expect([path, status, said.includes(number), said.includes(key), said.includes('JVBER')]).toEqual([
      path,
      200,
      path !== '/api/bursts',
      false,
      false,
    ]);
  }
});
