import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildExample, untilIncident, untilStage } from '../../support/cases.ts';
import { until } from '../../support/until.ts';
import { act, apply, at, outcome, show } from '../support/acting.ts';
import { openRunningApi, type RunningApi } from '../support/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await openRunningApi();
});
afterAll(() => api.close());

describe('what a stage or a role does not allow is refused by name, and stays refused', () => {
  test('a refusal is recorded and repeated', async () => {
    const [id] = await apply(api);
    const first = await act(api, 'contractor', id, 'submission', { channel: 'email' }, 'too early');
    expect(outcome(first)).toBe('409 stage-must-allow-submission');
    await act(api, 'reviewer', id, 'approval');
    await untilStage(api.service, id, 'posted');
    const again = await act(api, 'contractor', id, 'submission', { channel: 'email' }, 'too early');
    expect([again.status, again.text]).toEqual([first.status, first.text]);
  });

  test('twins of a command are one act with one answer', async () => {
    const [id] = await apply(api);
    const told = await Promise.all(
      Array.from({ length: 5 }, () => act(api, 'reviewer', id, 'approval', {}, 'twins of approval')),
    );
    expect(new Set(told.map(({ text }) => text)).size).toBe(1);
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await api.service.db.event.count({ where: { guaranteeId: id, kind: 'approve' } })).toBe(1);
  });

  test('staff withdraw only what was abandoned: role-must-allow-this', async () => {
    const [id] = await apply(api);
    expect(outcome(await act(api, 'operator', id, 'withdrawal', { reason: '連絡なし' }))).toBe(
      '403 role-must-allow-this',
    );
    expect(outcome(await act(api, 'contractor', id, 'withdrawal'))).toBe('200 withdrawn');
  });
});

test('a returned application is read with its reason, corrected and sent again', async () => {
  const [id] = await apply(api);
  expect(outcome(await act(api, 'reviewer', id, 'return', { reason: '金額をご確認ください。' }))).toBe('200 returned');
  const seen = await show(api, 'contractor', id);
  expect(seen.timeline.at(-1)).toMatchObject({
    kind: 'return',
    by: 'surety',
    actorName: null,
    reason: '金額をご確認ください。',
  });
  const { timeline } = await show(api, 'reviewer', id);
  expect(timeline.find(({ kind }: { kind: string }) => kind === 'return')).toMatchObject({ actorName: '審査 一郎' });

  const { contract, guarantees } = buildExample(new Date());
  const body = { contract, guarantee: { ...guarantees[0], amountYen: 19_000_000 } };
  const told = await act(api, 'contractor', id, 'resubmission', body, 'corrected');
  expect(outcome(told)).toBe('200 applied');
  expect((await show(api, 'contractor', id)).amountYen).toBe(19_000_000);
  await act(api, 'contractor', id, 'withdrawal');
  expect((await act(api, 'contractor', id, 'resubmission', body, 'corrected')).text).toBe(told.text);
});

test('a fee paid for the case alone is recorded in full, and the contractor is told of it', async () => {
  const [id] = await apply(api, { feePayment: 'per-case' });
  expect(outcome(await act(api, 'reviewer', id, 'approval'))).toBe('200 awaiting-fee');
  const { terms } = await show(api, 'contractor', id);
  expect(terms.feeYen).toBeGreaterThan(0);
  const paidOn = '2026-04-01';
  expect(outcome(await act(api, 'operator', id, 'fee-payment', { amountYen: 1, paidOn }))).toBe(
    '422 fee-must-be-paid-in-full',
  );
  expect(outcome(await act(api, 'operator', id, 'fee-payment', { amountYen: terms.feeYen, paidOn }))).toBe(
    '200 issuing',
  );
  await until(() => api.service.inbox.mails.some(({ to }) => JSON.stringify(to).includes('tsuuchi@marumaru-kensetsu')));
});

test('a paper certificate is dispatched and has neither key nor key notice', async () => {
  const [id] = await apply(api, { form: 'paper' });
  await act(api, 'reviewer', id, 'approval');
  await untilStage(api.service, id, 'dispatching');
  expect(outcome(await act(api, 'reviewer', id, 'dispatch', { method: 'post', dispatchedOn: '2026-04-01' }))).toBe(
    '200 dispatched',
  );
  const seen = await show(api, 'contractor', id);
  expect([seen.authenticationKey, seen.ended]).toEqual([null, true]);
  const notice = await api.get('contractor', at(id, '/documents/key-notice'));
  expect([notice.status, notice.body.name]).toEqual([404, 'document-must-exist']);
});

test('an incident is seen by staff, retried by an operator, and a posting is never left out', async () => {
  await api.service.dSure.kill();
  const [id] = await apply(api);
  await act(api, 'reviewer', id, 'approval');
  const incident = await untilIncident(api.service, id);
  const listed = await api.get(
    'operator',
    `/api/v1/incidents?state=open&fingerprint=${encodeURIComponent(incident.fingerprint)}`,
  );
  expect(listed.body.incidents.find((each: { id: string }) => each.id === incident.id)).toMatchObject({
    id: incident.id,
    guaranteeId: id,
    step: 'post',
    stepName: '掲載',
    tries: 3,
  });
  const resolved = await api.post('operator', `/api/v1/incidents/${incident.id}/resolution`, {
    body: { reason: '急ぎ' },
  });
  expect(outcome(resolved)).toBe('409 step-must-allow-resolution');
  await api.service.dSure.start();
  const sent = { key: 'once more' };
  const retried = await api.post('operator', `/api/v1/incidents/${incident.id}/retry`, sent);
  expect(outcome(retried)).toBe('200 posting');
  await untilStage(api.service, id, 'posted');
  expect((await api.post('operator', `/api/v1/incidents/${incident.id}/retry`, sent)).text).toBe(retried.text);
  expect(outcome(await api.post('operator', `/api/v1/incidents/${incident.id}/retry`))).toBe(
    '409 incident-must-be-open',
  );
});

test('above the limit a second person approves, and not the same one', async () => {
  const application = structuredClone(buildExample(new Date())) as unknown as {
    contract: { amountYen: number };
    guarantees: { amountYen: number }[];
  };
  application.contract.amountYen = 500_000_000;
  for (const terms of application.guarantees) terms.amountYen = 200_000_000;
  const told = await api.post('contractor', '/api/v1/applications', { body: application });
  const [{ id }] = told.body.guarantees;
  expect(outcome(await act(api, 'approver', id, 'approval'))).toBe('200 awaiting-second-approval');
  expect(outcome(await act(api, 'approver', id, 'approval'))).toBe('409 second-approver-must-differ');
  expect(outcome(await act(api, 'reviewer', id, 'approval'))).toBe('403 role-must-allow-this');
});
