/** Every address of Operations with every role, and with the ids of another branch: the table of addresses is walked. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Route } from '../../../api/operations/route.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { isAllowed, type Permission, permissions } from '../../../domain/staff-rights.ts';
import { type SampleStaffName, sampleStaff } from '../../../prisma/sample-staff.ts';
import { grantsInForce } from '../../../prisma/staff-grants.ts';
import { addressesOf, filled, parametersOf } from '../support/addresses.ts';
import { asStaff, type StaffAsker } from './support/asking.ts';
import { everyId, fillOperations } from './support/filled-operations.ts';
import { likelyValues, otherValues } from './support/likely-values.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

const notAllowed = 'この操作には別の権限が必要です';
let operations: OpenOperations;
let ids: readonly string[];
beforeAll(async () => {
  operations = await openOperations();
  ids = await fillOperations(operations);
}, 60_000);
afterAll(() => operations.close());

const everybody = Object.keys(sampleStaff) as SampleStaffName[];
const withPermission = () => operations.routes.filter(({ admission }) => admission in permissions);

async function isFor(who: SampleStaffName, { admission }: Route): Promise<boolean> {
  if (admission === 'everybody' || admission === 'newcomer' || admission === 'staff') return true;
  const grants = await grantsInForce(operations.db, sampleStaff[who].id, dayInJapan(new Date()));
  return isAllowed(grants, admission);
}

/** The values of its parameters, the likeliest first. */
const valuesFor = ({ path }: Route) => likelyValues(path, ids);

test('the app answers what its table says, and nothing else', () => {
  const answered = addressesOf(operations.app).map(({ method, path }) => `${method} ${path}`);
  expect(answered).toEqual(operations.routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`));
  expect(new Set(answered).size).toBe(answered.length);
});

test.each(everybody)(
  'every address answers a %s as the table says (role-must-allow-this)',
  async (who) => {
    const asker = await asStaff(operations, who);
    for (const route of operations.routes) {
      const [values = []] = valuesFor(route);
      const { status, location, said } = await asker.ask(route, values);
      const address = `${route.method} ${filled(route.path, values)}`;
      if (await isFor(who, route)) {
        expect([address, said.includes(notAllowed), status < 500]).toEqual([address, false, true]);
        if (route.path.startsWith('/sign-out')) expect(location).toBe('/sign-in');
        else expect([address, location]).not.toEqual([address, '/sign-in']);
      } else expect([address, status, said.includes(notAllowed)]).toEqual([address, 403, true]);
    }
  },
  120_000,
);

test('nobody comes to an address without signing in, nor presses with a form of elsewhere', async () => {
  for (const { method, path, admission } of operations.routes.filter((route) => route.admission !== 'everybody')) {
    const answer = await fetch(`${operations.url}${filled(path, [randomUUID(), '1'])}`, {
      method: method.toUpperCase(),
      redirect: 'manual',
    });
    expect([path, admission, answer.status, answer.headers.get('location')]).toEqual([
      path,
      admission,
      303,
      '/sign-in',
    ]);
  }
  const { browser } = await operations.signIn('administrator');
  for (const { path, admission } of operations.routes.filter(({ method }) => method === 'post')) {
    if (admission === 'everybody' || path.startsWith('/sign-out')) continue;
    const values = new URLSearchParams({ formToken: 'of elsewhere' });
    const page = await browser.send(filled(path, [randomUUID(), '1']), values);
    expect([path, page.status]).toEqual([path, 403]);
  }
});

test('what is opened with an id is opened by somebody here, so that the walk below proves something', async () => {
  const unproved: string[] = [];
  for (const route of operations.routes.filter(isOfThing)) {
    const askers = [];
    for (const who of everybody) if (await isFor(who, route)) askers.push(await askerOf(who));
    if (!(await opens(route, askers))) unproved.push(route.path);
  }
  expect(unproved).toEqual([]);
}, 300_000);

const signedIn = new Map<SampleStaffName, Promise<StaffAsker>>();

/** Each signs in once. */
function askerOf(who: SampleStaffName): Promise<StaffAsker> {
  const asker = signedIn.get(who) ?? asStaff(operations, who);
  signedIn.set(who, asker);
  return asker;
}

const isOfThing = (route: Route) =>
  route.method === 'get' && parametersOf(route.path) > 0 && route.admission in permissions;

async function opens(route: Route, askers: readonly StaffAsker[]): Promise<boolean> {
  for (const asker of askers) {
    for (const values of valuesFor(route)) if ((await asker.ask(route, values)).status < 400) return true;
  }
  return false;
}

test('the cases of another branch do not exist: their ids answer as ids that nobody has', async () => {
  const cases = await idsOfCases();
  // What else stands in an address behind a case's id: without the right one, the walk would prove nothing about it.
  const papers = (await operations.owner.attachment.findMany({ take: 2 })).map(({ id }) => id);
  expect(papers.length).toBeGreaterThan(0);
  await operations.owner.guarantee.updateMany({ data: { branchId: 'tokyo' } });
  await operations.owner.application.updateMany({ data: { branchId: 'tokyo' } });
  const grants = everyPermissionAtTochigi();
  await operations.owner.staffGrant.createMany({ data: grants });
  const asker = await asStaff(operations, 'branchReviewer');
  for (const route of withPermission().filter(({ path }) => parametersOf(path) > 0)) {
    for (const id of cases) {
      for (const others of parametersOf(route.path) > 1 ? [...otherValues, ...papers] : ['']) {
        const none = await asker.ask(route, [randomUUID(), others.length > 30 ? randomUUID() : others]);
        const told = await asker.ask(route, [id, others]);
        expect([route.path, id, others, told]).toEqual([route.path, id, others, none]);
      }
    }
  }
  await operations.owner.staffGrant.deleteMany({ where: { id: { in: grants.map(({ id }) => id) } } });
}, 300_000);

/** Some ids of every table whose rows belong to a guarantee or an application, and of these two. */
async function idsOfCases(): Promise<readonly string[]> {
  const tables = await operations.owner.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT a.table_name::text AS name FROM information_schema.columns a JOIN information_schema.columns b
      ON a.table_schema = b.table_schema AND a.table_name = b.table_name
    WHERE a.table_schema = 'public' AND a.column_name = 'id'
      AND (b.column_name IN ('guarantee_id', 'application_id') OR b.table_name IN ('guarantee', 'application'))`;
  const found = await Promise.all(
    tables.map(({ name }) =>
      operations.owner.$queryRawUnsafe<{ id: string }[]>(`SELECT id::text AS id FROM "${name}" ORDER BY id LIMIT 1`),
    ),
  );
  return [...new Set(found.flat().map(({ id }) => id))];
}

/** So that it is the branch, and not the role, that hides a case. */
function everyPermissionAtTochigi() {
  const roles = [...new Set(Object.values(permissions).flatMap((held) => [...held]))];
  const { id: userId } = sampleStaff.branchReviewer;
  const since = { fromOn: new Date('2020-04-01'), grantedAt: new Date() };
  return roles.map((role) => ({ id: randomUUID(), userId, role, branchId: 'tochigi', ...since }));
}

test('an address that nobody opens, and one that the table does not know, are found', async () => {
  const asker = await asStaff(operations, 'administrator');
  const route: Route = {
    method: 'get',
    path: '/nothing/:id',
    admission: 'keep-users' satisfies Permission,
    handlers: [],
  };
  expect(await opens(route, [asker])).toBe(false);
  expect((await everyId(operations)).length).toBeGreaterThan(10);
});
