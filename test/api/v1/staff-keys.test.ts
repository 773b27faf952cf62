/** Keys of the staff: they see and do what their people's roles allow, at the branches where these are held. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Scope } from '../../../domain/scopes.ts';
import { type SampleStaffName, sampleStaff } from '../../../prisma/sample-staff.ts';
import { applyFor, issue } from '../net-desk/support/followed.ts';
import { type OpenApi, openApi } from '../support/api.ts';
import { askingWithKey } from '../support/asking-with-key.ts';

let api: OpenApi;
let here: string;
let elsewhere: string;
beforeAll(async () => {
  api = await openApi();
  here = (await applyFor(api)).guaranteeId;
  const other = await applyFor(api);
  await issue(api, other);
  elsewhere = other.guaranteeId;
  const { applicationId } = await api.owner.guarantee.findUniqueOrThrow({ where: { id: elsewhere } });
  await api.owner.guarantee.updateMany({ where: { applicationId }, data: { branchId: 'tokyo' } });
  await api.owner.application.update({ where: { id: applicationId }, data: { branchId: 'tokyo' } });
});
afterAll(() => api.close());

async function keyOf(who: SampleStaffName, ...scopes: Scope[]) {
  const ask = await askingWithKey(api, who, scopes);
  return async (path: string, body?: object) => {
    const { status, said } = await ask(path, body);
    return { status, body: JSON.parse(said) as { name?: string; guarantees?: { id: string }[] } };
  };
}

test('a reviewer of one branch sees the cases of that branch alone; others do not exist, nor are they decided', async () => {
  const ask = await keyOf('branchReviewer', 'reviewer');
  const { body } = await ask('/guarantees?limit=100');
  const ids = body.guarantees?.map(({ id }) => id);
  expect([ids?.includes(here), ids?.includes(elsewhere)]).toEqual([true, false]);
  expect((await ask(`/guarantees/${here}`)).status).toBe(200);
  const { applicationId } = await api.owner.guarantee.findUniqueOrThrow({ where: { id: elsewhere } });
  for (const [path, sent, name] of [
    [`/guarantees/${elsewhere}`, undefined, 'guarantee-must-exist'],
    [`/guarantees/${elsewhere}/messages`, undefined, 'guarantee-must-exist'],
    [`/guarantees/${elsewhere}/messages`, { words: '届きますか。' }, 'guarantee-must-exist'],
    [`/guarantees/${elsewhere}/documents/certificate`, undefined, 'guarantee-must-exist'],
    [`/guarantees/${elsewhere}/decline`, { reason: '理由' }, 'guarantee-must-exist'],
    [`/applications/${applicationId}`, undefined, 'application-must-exist'],
  ] as const) {
    const told = await ask(path, sent);
    expect([path, told.status, told.body.name]).toEqual([path, 404, name]);
  }
});

test('an auditor’s key reads what staff read, and acts on nothing (scope-must-allow-this)', async () => {
  const ask = await keyOf('auditor', 'auditor', 'reviewer', 'operator');
  for (const path of ['/guarantees', `/guarantees/${elsewhere}`, `/guarantees/${elsewhere}/messages`, '/incidents'])
    expect([path, (await ask(path)).status]).toEqual([path, 200]);
  for (const act of ['approval', 'decline', 'fee-payment', 'messages', 'withdrawal']) {
    const told = await ask(`/guarantees/${here}/${act}`, { reason: '理由', words: '言葉' });
    expect([act, told.status, told.body.name]).toEqual([act, 403, 'scope-must-allow-this']);
  }
});

test('a role that is taken away, or not begun, takes its scope with it', async () => {
  const ask = await keyOf('secondReviewer', 'reviewer');
  expect((await ask('/guarantees')).status).toBe(200);
  const where = { userId: sampleStaff.secondReviewer.id };
  await api.owner.staffGrant.updateMany({ where, data: { takenAt: new Date() } });
  expect((await ask('/guarantees')).body.name).toBe('scope-must-allow-this');
  const tomorrow = new Date(Date.now() + 2 * 86_400_000);
  await api.owner.staffGrant.updateMany({ where, data: { takenAt: null, fromOn: tomorrow } });
  expect((await ask('/guarantees')).body.name).toBe('scope-must-allow-this');
});
