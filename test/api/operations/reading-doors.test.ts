/** Every address of Operations that gives away a certificate or a claim writes down who read it; a key is given by none. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Route } from '../../../api/operations/route.ts';
import type { SampleStaffName } from '../../../prisma/sample-staff.ts';
import { filled } from '../support/addresses.ts';
import { storeCertificate } from '../support/printed-certificate.ts';
import { type Door, listed, walkDoors } from '../support/reading-doors.ts';
import { type Secrets, secretsOf } from '../support/shown-secrets.ts';
import { admitted } from './support/every-page.ts';
import { fillOperations } from './support/filled-operations.ts';
import { likelyValues } from './support/likely-values.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let secrets: Secrets;
let ids: readonly string[];
beforeAll(async () => {
  operations = await openOperations();
  // First the case that was issued and its claim; then of everything else a few.
  ids = (await fillOperations(operations)).slice(0, 8);
  const certificate = await storeCertificate(operations, ids[0] as string);
  secrets = await secretsOf(operations, {
    'certificate-read': [certificate],
    'key-notice-read': ['%PDF-1.7 key-notice'],
    'claim-read': ['%PDF-1.7 a claim of the tests'],
  });
}, 60_000);
afterAll(() => operations.close());

/** What somebody sends along who is signed in: each person once. */
async function senders() {
  const known = new Map<SampleStaffName, { cookie: string; formToken: string }>();
  return async (who: SampleStaffName) => {
    const found = known.get(who);
    if (found !== undefined) return found;
    const { browser, page } = await operations.signIn(who);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sender = { cookie, formToken: /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '' };
    known.set(who, sender);
    return sender;
  };
}

test('each reading stands in the log when the answer comes', async () => {
  const senderOf = await senders();
  const wrongForm = { requestId: randomUUID(), words: '', reason: '' };
  const routes = operations.routes.filter(({ path }) => !path.startsWith('/sign-') && path !== '/events');
  expect(routes.length).toBeGreaterThan(100);
  const ask = (route: Route, values: readonly string[], { cookie, formToken }: { cookie: string; formToken: string }) =>
    fetch(`${operations.url}${filled(route.path, values)}`, {
      method: route.method.toUpperCase(),
      redirect: 'manual',
      headers: { cookie, origin: operations.url },
      ...(route.method === 'get' ? {} : { body: new URLSearchParams({ ...wrongForm, formToken }) }),
    });
  async function* doors(): AsyncGenerator<Door> {
    for (const route of routes) {
      const [who] = await admitted(operations, route);
      if (who === undefined) continue;
      const sender = await senderOf(who);
      for (const values of likelyValues(route.path, ids))
        yield { name: `${route.method.toUpperCase()} ${route.path}`, ask: () => ask(route, values, sender) };
      await operations.owner.rateLimit.deleteMany();
    }
  }
  const walked = await walkDoors(operations, doors(), secrets);
  expect(walked.unwritten).toEqual([]);
  expect(listed(walked)).toEqual([
    'GET /guarantees/:id/certificates/:revision: check-copy-read',
    'GET /guarantees/:id/claims/:claimId: claim-read',
  ]);
}, 300_000);
