/** Staff of one branch: lists, heads, counts and sums at the desk and at the API tell nothing of another branch. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v1 } from '../../../api/routes.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { preview } from '../../support/bulk-retries.ts';
import { applyFor } from '../net-desk/support/followed.ts';
import { filled, parametersOf } from '../support/addresses.ts';
import { askingWithKey } from '../support/asking-with-key.ts';
import { createIncident } from '../support/stuck-incidents.ts';
import { asStaff, type StaffAsker } from './support/asking.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

const elsewhereYen = 77_123_457;
const [errorName, reasonElsewhere] = ['DSureAnswersWrongly', '東京だけの理由'];
const fingerprint = `post × ${errorName} × d-sure`;
let operations: OpenOperations;
let asker: StaffAsker;
let elsewhere: { guaranteeId: string; incidentId: string; bulkRetryId: string; mixedId: string };
beforeAll(async () => {
  operations = await openOperations();
  const here = await applyFor(operations);
  const { guaranteeId } = await applyFor(operations);
  await operations.owner.guarantee.update({ where: { id: guaranteeId }, data: { branchId: 'tokyo' } });
  const own = { errorName, amountYen: BigInt(elsewhereYen) };
  const incidentId = await createIncident(operations.db, guaranteeId, own);
  const ownId = await createIncident(operations.db, here.guaranteeId, { amountYen: 2_000_000n });
  const bulkRetryId = await preview(operations, { fingerprint });
  await operations.owner.bulkRetry.update({ where: { id: bulkRetryId }, data: { reason: reasonElsewhere } });
  const mixedId = await preview(operations, { incidentIds: [incidentId, ownId] });
  elsewhere = { guaranteeId, incidentId, bulkRetryId, mixedId };
  await operations.owner.alert.create({
    data: {
      id: randomUUID(),
      kind: 'cause-grows',
      occasion: randomUUID(),
      values: { fingerprint, step: 'post', errorName, count: 1, amountYen: elsewhereYen },
      happenedAt: new Date(),
    },
  });
  await operations.owner.staffGrant.createMany({
    data: (['operator', 'auditor'] as const).map((role) => ({
      id: randomUUID(),
      userId: sampleStaff.branchReviewer.id,
      role,
      branchId: 'tochigi',
      fromOn: new Date('2020-04-01'),
      grantedAt: new Date(),
    })),
  });
  asker = await asStaff(operations, 'branchReviewer');
}, 60_000);
afterAll(() => operations.close());

/** What would tell of the other branch's case: its ids are levelled by the asker, so its money, its cause and its reason. */
const tells = (said: string) =>
  [String(elsewhereYen), elsewhereYen.toLocaleString('ja-JP'), errorName, reasonElsewhere].filter((word) =>
    said.includes(word),
  );

test('no page without an id tells of it, to whoever is of one branch; to those of all branches they do', async () => {
  const told: string[] = [];
  const all = await asStaff(operations, 'operator');
  for (const route of operations.routes.filter(({ method, path }) => method === 'get' && parametersOf(path) === 0)) {
    const { said } = await asker.ask(route);
    expect([route.path, tells(said)]).toEqual([route.path, []]);
    if (tells((await all.ask(route)).said).length > 0) told.push(route.path);
  }
  expect(told).toEqual(expect.arrayContaining(['/', '/incidents', '/alerts']));
});

test('its ids and its cause answer as those that nobody has, at every address', async () => {
  const ids = [elsewhere.guaranteeId, elsewhere.incidentId, elsewhere.bulkRetryId, fingerprint];
  for (const route of operations.routes.filter(
    ({ path, admission }) => parametersOf(path) > 0 && admission !== 'staff',
  )) {
    for (const id of ids) {
      const none = await asker.ask(route, [id === fingerprint ? 'post × None × d-sure' : randomUUID(), '1']);
      const told = await asker.ask(route, [id, '1']);
      expect([route.path, id, told.status, tells(told.said.replaceAll(encodeURIComponent(fingerprint), ''))]).toEqual([
        route.path,
        id,
        none.status,
        [],
      ]);
    }
  }
});

test('a bulk retry of several branches is one of the own cases alone, and not decided by others', async () => {
  const page = await asker.ask({ method: 'get', path: '/bulk-retries/:id' }, [elsewhere.mixedId]);
  expect(page.status).toBe(200);
  expect(page.said).toContain('2,000,000円');
  expect(page.said).not.toContain('すべて再実行する');
  expect(tells(page.said)).toEqual([]);
});

function withKey() {
  const { db, apiUrl: url } = operations;
  return askingWithKey({ db, url }, 'branchReviewer', ['reviewer', 'operator', 'auditor']);
}

test('a key of one branch is told nothing of it by any address of the API, and switches no circuit', async () => {
  const ask = await withKey();
  const read = Object.keys(v1).filter((each) => 'GET' in (v1[each] ?? {}));
  expect(read.length).toBeGreaterThan(15);
  for (const path of read) {
    for (const id of parametersOf(path) === 0 ? [''] : Object.values(elsewhere)) {
      const { said } = await ask(filled(path, [id, '1']));
      expect([path, tells(said)]).toEqual([path, []]);
    }
  }
  expect((await ask(`/bulk-retries/${elsewhere.bulkRetryId}`)).status).toBe(404);
  const mixed = JSON.parse((await ask(`/bulk-retries/${elsewhere.mixedId}`)).said);
  expect(mixed).toMatchObject({ total: 1, amountYen: 2_000_000, counts: { waiting: 1 } });
  expect(mixed.selection).toEqual({ by: 'incidents' }); // its items tell which of them are of the branch
  const { items } = JSON.parse((await ask(`/bulk-retries/${elsewhere.mixedId}/items`)).said);
  expect(items).toHaveLength(1);
  const confirmed = await ask(`/bulk-retries/${elsewhere.mixedId}/confirmation`, {});
  expect([confirmed.status, confirmed.said.includes('bulk-retry-must-exist')]).toEqual([404, true]);
  for (const act of ['opening', 'closing']) {
    const told = await ask(`/circuits/issuance/${act}`, { reason: '理由' });
    expect([told.status, told.said.includes('role-must-allow-this')]).toEqual([403, true]);
  }
});

test('circuits are of the whole house: read at a branch, not switched (role-must-allow-this)', async () => {
  const page = await asker.ask({ method: 'get', path: '/circuits' });
  expect(page.status).toBe(200);
  expect(page.said).not.toContain('/switch');
  for (const method of ['get', 'post'] as const) {
    const told = await asker.ask({ method, path: '/circuits/:counterparty/switch' }, ['issuance'], { act: 'open' });
    expect(told.status).toBe(403);
  }
  expect(await operations.owner.circuit.count({ where: { state: { not: 'closed' } } })).toBe(0);
});

test('who reads at all branches and operates at one acts at that one alone', async () => {
  const { id: userId } = sampleStaff.branchReviewer;
  await operations.owner.staffGrant.updateMany({ where: { userId, role: 'reviewer' }, data: { branchId: null } });
  const ask = await withKey();
  expect((await ask(`/incidents/${elsewhere.incidentId}`)).status).toBe(200);
  const previewed = await ask('/bulk-retries', { selection: { fingerprint }, reason: '復旧' });
  expect([previewed.status, previewed.said.includes('selection-must-hold-open-incidents')]).toEqual([409, true]);
  expect((await ask(`/incidents/${elsewhere.incidentId}/retry`, {})).status).toBe(404);
  expect((await ask('/circuits/issuance/opening', { reason: '理由' })).status).toBe(403);
});
