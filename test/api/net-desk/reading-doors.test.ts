/** Every address of Net Desk and of the JSON API that gives away a key or a certificate writes down who read it, from where. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../../activities/index.ts';
import { createApp } from '../../../api/app.ts';
import { addressesOf, filled, parametersOf } from '../support/addresses.ts';
import { fillCompany } from '../support/foreign-company.ts';
import { idsOf } from '../support/foreign-ids.ts';
import { storeCertificate } from '../support/printed-certificate.ts';
import { type Door, listed, walkDoors } from '../support/reading-doors.ts';
import { type Secrets, secretsOf } from '../support/shown-secrets.ts';
import { type OpenDesk, openDesk, people } from './support/desk.ts';

const claimBytes = '%PDF-1.7 a claim of the tests';
/** What pages refuse beside its field, so that they are shown again. */
const wrongForm = { requestId: randomUUID(), words: '', submittedOn: '4月40日' };
const otherValues = ['1', 'key-notice', 'certificate', 'certificate-check-copy', 'fee-statement'];
let desk: OpenDesk;
let startClaim: (claimId: string) => Promise<void>;
let secrets: Secrets;
let guaranteeId: string;
let ids: readonly string[];
beforeAll(async () => {
  const runs = { startClaim: (claimId: string) => startClaim(claimId) };
  desk = await openDesk({ runs: runs as never });
  const printer = { print: async () => Buffer.from(claimBytes) };
  const signer = { sign: async (pdf: Uint8Array) => pdf };
  startClaim = createActivities({ ...desk.services, printer, signer, names: {} } as never).printClaim;
  const [issued = '', ...others] = await fillCompany(desk);
  guaranteeId = issued;
  ids = [...new Set([issued, ...others, ...(await idsOf(desk.owner, people.clerk.contractorId))])];
  const { browser } = await desk.signIn('clerk');
  const form = await browser.visit(`/guarantees/${guaranteeId}/claim`);
  await browser.press(form, '保存して提出セットへ', {
    '請求者の役職・氏名': '代表取締役 見本 一郎',
    発行責任者: '見本 一郎',
    発行責任者の電話番号: '028-000-0002',
    担当者名: '見本 花子',
    担当者の電話番号: '028-000-0003',
    預金の種別: 'ordinary',
    口座番号: '1234567',
    口座名義: 'ミホンケンセツ',
  });
  const certificate = await storeCertificate(desk, guaranteeId);
  secrets = await secretsOf(desk, {
    'certificate-read': [certificate],
    'key-notice-read': ['%PDF-1.7 key-notice'],
    'claim-read': [claimBytes],
  });
}, 60_000);
afterAll(() => desk.close());

/** Each id alone; below the issued guarantee each word and each id. */
function valuesOf(path: string): readonly (readonly string[])[] {
  if (parametersOf(path) === 0) return [[]];
  if (parametersOf(path) === 1) return [...ids, ...otherValues].map((id) => [id]);
  return [...otherValues, ...ids].map((other) => [guaranteeId, other]);
}

test.each(['contractor', 'reviewer', 'auditor'] as const)(
  'the JSON API, asked by the key of: %s',
  async (who) => {
    const addresses = addressesOf(createApp(desk.services));
    expect(addresses.length).toBeGreaterThan(40);
    const Authorization = `Bearer ${desk.tokens[who]}`;
    async function* doors(): AsyncGenerator<Door> {
      for (const { method, path } of addresses) {
        const headers = () => ({ Authorization, 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/json' });
        const body = method === 'GET' ? {} : { body: '{}' };
        for (const values of valuesOf(path)) {
          yield {
            name: `${method} ${path}`,
            ask: () => fetch(`${desk.apiUrl}${filled(path, values)}`, { method, headers: headers(), ...body }),
          };
        }
      }
    }
    const walked = await walkDoors(desk, doors(), secrets);
    expect(walked.unwritten).toEqual([]);
    const document = 'GET /api/v1/guarantees/:id/documents/:kind';
    expect(listed(walked)).toEqual(
      who === 'contractor'
        ? [`${document}: check-copy-read, key-notice-read`, 'GET /api/v1/guarantees/:id: key-shown']
        : [`${document}: certificate-read, check-copy-read`],
    );
  },
  240_000,
);

// Last, for it presses every form, those that revoke keys among them.
test('Net Desk: each reading stands in the log when the answer comes, whichever page, file, mail or archive it is', async () => {
  const { browser, page } = await desk.signIn('administrator');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const sessions = await desk.owner.session.findMany({ where: { userId: people.administrator.id } });
  const headers = { cookie, origin: desk.url };
  const addresses = addressesOf(desk.app).filter(({ path }) => !path.startsWith('/sign-') && path !== '/events');
  expect(addresses.length).toBeGreaterThan(100);
  async function* doors(): AsyncGenerator<Door> {
    for (const { method, path } of addresses) {
      const body = method === 'GET' ? {} : { body: new URLSearchParams({ ...wrongForm, formToken }) };
      for (const values of valuesOf(path)) {
        yield {
          name: `${method} ${path}`,
          ask: () => fetch(`${desk.url}${filled(path, values)}`, { method, redirect: 'manual', headers, ...body }),
        };
      }
      await desk.owner.rateLimit.deleteMany();
      await desk.owner.session.createMany({ data: sessions, skipDuplicates: true });
    }
  }
  const walked = await walkDoors(desk, doors(), secrets);
  expect(walked.unwritten).toEqual([]);
  // What gives nothing away is not on the list: a new door stands here, or the walk proved nothing of it.
  expect(listed(walked)).toEqual([
    'GET /guarantees/:id/certificates/:revision: check-copy-read',
    'GET /guarantees/:id/claim/file.pdf: claim-read',
    'GET /guarantees/:id/documents/:kind: key-notice-read',
    'GET /guarantees/:id/submission-set/files.zip: claim-read, key-notice-read',
    'GET /guarantees/:id/submission-set/mail.eml: claim-read, key-notice-read',
    'GET /guarantees/:id: key-shown',
    'POST /guarantees/:id/messages: key-shown',
    'POST /guarantees/:id/submission: key-shown',
  ]);
}, 240_000);
