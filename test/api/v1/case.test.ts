import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildExample, untilIncident, untilStage } from '../../support/cases.ts';
import { until } from '../../support/until.ts';
import type { Told, Who } from '../support/api.ts';
import { openRunningApi, type RunningApi } from '../support/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await openRunningApi();
});
afterAll(() => api.close());

async function apply(own: Parameters<typeof buildExample>[1] = {}): Promise<[string, string]> {
  const told = await api.post('contractor', '/api/v1/applications', { body: buildExample(new Date(), own) });
  return told.body.guarantees.map(({ id }: { id: string }) => id);
}

const at = (id: string, rest = '') => `/api/v1/guarantees/${id}${rest}`;
const show = async (who: Who, id: string) => (await api.get(who, at(id))).body;
const act = (who: Who, id: string, action: string, body: unknown = {}, key?: string) =>
  api.post(who, at(id, `/${action}`), { body, ...(key === undefined ? {} : { key }) });
const outcome = ({ status, body }: Told) => `${status} ${body.stage ?? body.name}`;

describe('an electronic guarantee, from application to submission', () => {
  let id: string;
  let approved: Told;

  test('a reviewer approves; the monthly batch passes the fee at once', async () => {
    [id] = await apply();
    approved = await act('reviewer', id, 'approval', {}, 'approve it');
    expect(outcome(approved)).toBe('200 issuing');
    const command = await api.get('reviewer', approved.body.links.self);
    expect(command.body).toMatchObject({ name: 'approve', state: 'applied', guaranteeId: id, revision: 1 });
    await untilStage(api.service, id, 'posted');
  });

  test('before the arrival nobody is shown the key', async () => {
    await api.service.dSure.kill();
    const [waiting] = await apply();
    await act('reviewer', waiting, 'approval');
    await untilStage(api.service, waiting, 'posting');
    const seen = await show('contractor', waiting);
    expect([seen.stage, seen.authenticationKey, seen.authenticationKeyReading]).toEqual(['posting', null, null]);
    expect(seen.documents.map(({ kind }: { kind: string }) => kind)).toEqual([
      'fee-statement',
      'certificate-check-copy',
    ]);
    const notice = await api.get('contractor', at(waiting, '/documents/key-notice'));
    expect([notice.status, notice.body.name]).toEqual([404, 'document-must-exist']);
    await api.service.dSure.start();
  });

  test('after it the key is for its own contractor alone', async () => {
    const seen = await show('contractor', id);
    expect(seen).toMatchObject({ stage: 'posted', waitsFor: 'contractor', form: 'electronic' });
    expect(seen.guaranteeNumber).toMatch(/^31074-\d{5}M$/);
    expect(seen.authenticationKey).toMatch(/^[2-9A-HJ-NP-Za-km-z]{12}$/);
    expect(seen.revisions).toMatchObject([{ number: 1, kind: 'new', kindName: '新規', stage: 'posted' }]);
    expect(seen.revisions[0].arrivedAt).not.toBeNull();
    expect(seen.timeline.map(({ kind, by }: { kind: string; by: string }) => `${kind} ${by}`)).toEqual([
      'applied contractor',
      'approve surety',
      'issued service',
      'posted service',
    ]);
    for (const who of ['reviewer', 'approver', 'operator'] as const) {
      const told = await api.get(who, at(id));
      expect(told.text).not.toContain(seen.authenticationKey);
      expect(told.body.authenticationKey).toBeNull();
    }
    expect((await api.get('otherContractor', at(id))).status).toBe(404);
  });

  test('each reader gets the documents that are theirs', async () => {
    const kinds = async (who: Who) => (await show(who, id)).documents.map(({ kind }: { kind: string }) => kind).sort();
    expect(await kinds('contractor')).toEqual(['certificate-check-copy', 'fee-statement', 'key-notice']);
    expect(await kinds('reviewer')).toEqual(['certificate', 'certificate-check-copy', 'fee-statement']);

    const statuses = async (who: Who) => {
      const asked = ['certificate', 'key-notice', 'fee-statement', 'certificate-check-copy', 'cheque'];
      const told = await Promise.all(asked.map((kind) => api.get(who, at(id, `/documents/${kind}`))));
      return told.map(({ status, body }) => (status === 200 ? 200 : `${status} ${body.name}`));
    };
    const notTheirs = '403 document-must-be-meant-for-its-reader';
    expect(await statuses('contractor')).toEqual([notTheirs, 200, 200, 200, '404 address-must-exist']);
    expect(await statuses('operator')).toEqual([200, notTheirs, 200, 200, '404 address-must-exist']);
  });

  test('a file comes with its digest, a Japanese name, and nowhere to be kept on the way', async () => {
    for (const { kind, href, sha256, sizeBytes } of (await show('contractor', id)).documents) {
      if (kind === 'certificate-check-copy') continue;
      const file = await api.get('contractor', href);
      expect(createHash('sha256').update(file.body).digest('hex')).toBe(sha256);
      expect(file.body.length).toBe(sizeBytes);
      expect(file.text.slice(0, 5)).toBe('%PDF-');
      expect(file.headers.get('etag')).toBe(`"${sha256}"`);
      expect(file.headers.get('cache-control')).toBe('no-store');
      const [, name = ''] = /filename\*=UTF-8''(.+)$/.exec(file.headers.get('content-disposition') ?? '') ?? [];
      expect(decodeURIComponent(name)).toMatch(/^(認証キーのお知らせ|保証料計算書)_31074-\d{5}M_No1\.pdf$/);
      const again = await fetch(`${api.url}${href}`, {
        // fetch asks for a reload where a condition is given, unless told otherwise
        headers: {
          Authorization: `Bearer ${api.tokens.contractor}`,
          'If-None-Match': `"${sha256}"`,
          'Cache-Control': 'max-age=0',
        },
      });
      expect(again.status).toBe(304);
    }
    const none = await api.get('contractor', at(id, '/documents/fee-statement?revision=2'));
    expect([none.status, none.body.name]).toEqual([404, 'document-must-exist']);
  });

  test('the check copy says what the certificate says, marked, without a script', async () => {
    const page = await api.get('contractor', at(id, '/documents/certificate-check-copy'));
    expect(page.text).toContain('確認用');
    expect(page.text).toContain('これだけでは提出になりません');
    expect(page.text).toContain('20,000,000円');
    expect(page.headers.get('content-security-policy')).toContain('sandbox');
    expect(page.text).not.toContain((await show('contractor', id)).authenticationKey);
  });

  test('the submission ends the run, and may be recorded again for another channel', async () => {
    expect(outcome(await act('contractor', id, 'submission', { channel: 'email' }))).toBe('200 submitted');
    expect(outcome(await act('contractor', id, 'submission', { channel: 'print' }))).toBe('200 submitted');
    const seen = await show('contractor', id);
    expect(seen.submissions.map(({ channel }: { channel: string }) => channel)).toEqual(['email', 'print']);
    expect([seen.ended, seen.waitsFor]).toEqual([true, 'nobody']);
  });

  test('a repeat gets the bytes of the first answer, long after', async () => {
    const again = await act('reviewer', id, 'approval', {}, 'approve it');
    expect([again.status, again.text]).toEqual([approved.status, approved.text]);
    const late = await act('reviewer', id, 'approval');
    expect(outcome(late)).toBe('409 stage-must-allow-approval');
  });

  test('the key of one act is not the key of another', async () => {
    const other = await act('reviewer', id, 'decline', { reason: '別の依頼' }, 'approve it');
    expect(outcome(other)).toBe('409 idempotency-key-must-not-be-reused');
  });
});

describe('what a stage or a role does not allow is refused by name, and stays refused', () => {
  test('a refusal is recorded and repeated', async () => {
    const [id] = await apply();
    const first = await act('contractor', id, 'submission', { channel: 'email' }, 'too early');
    expect(outcome(first)).toBe('409 stage-must-allow-submission');
    await act('reviewer', id, 'approval');
    await untilStage(api.service, id, 'posted');
    const again = await act('contractor', id, 'submission', { channel: 'email' }, 'too early');
    expect([again.status, again.text]).toEqual([first.status, first.text]);
  });

  test('twins of a command are one act with one answer', async () => {
    const [id] = await apply();
    const told = await Promise.all(
      Array.from({ length: 5 }, () => act('reviewer', id, 'approval', {}, 'twins of approval')),
    );
    expect(new Set(told.map(({ text }) => text)).size).toBe(1);
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await api.service.db.event.count({ where: { guaranteeId: id, kind: 'approve' } })).toBe(1);
  });

  test('staff withdraw only what was abandoned: role-must-allow-this', async () => {
    const [id] = await apply();
    expect(outcome(await act('operator', id, 'withdrawal', { reason: '連絡なし' }))).toBe('403 role-must-allow-this');
    expect(outcome(await act('contractor', id, 'withdrawal'))).toBe('200 withdrawn');
  });
});

test('a returned application is read with its reason, corrected and sent again', async () => {
  const [id] = await apply();
  expect(outcome(await act('reviewer', id, 'return', { reason: '金額をご確認ください。' }))).toBe('200 returned');
  const seen = await show('contractor', id);
  expect(seen.timeline.at(-1)).toMatchObject({
    kind: 'return',
    by: 'surety',
    actorName: null,
    reason: '金額をご確認ください。',
  });
  const { timeline } = await show('reviewer', id);
  expect(timeline.find(({ kind }: { kind: string }) => kind === 'return')).toMatchObject({ actorName: '審査 一郎' });

  const { contract, guarantees } = buildExample(new Date());
  const body = { contract, guarantee: { ...guarantees[0], amountYen: 19_000_000 } };
  const told = await act('contractor', id, 'resubmission', body, 'corrected');
  expect(outcome(told)).toBe('200 applied');
  expect((await show('contractor', id)).amountYen).toBe(19_000_000);
  await act('contractor', id, 'withdrawal');
  expect((await act('contractor', id, 'resubmission', body, 'corrected')).text).toBe(told.text);
});

test('a fee paid for the case alone is recorded in full, and the contractor is told of it', async () => {
  const [id] = await apply({ feePayment: 'per-case' });
  expect(outcome(await act('reviewer', id, 'approval'))).toBe('200 awaiting-fee');
  const { terms } = await show('contractor', id);
  expect(terms.feeYen).toBeGreaterThan(0);
  const paidOn = '2026-04-01';
  expect(outcome(await act('operator', id, 'fee-payment', { amountYen: 1, paidOn }))).toBe(
    '422 fee-must-be-paid-in-full',
  );
  expect(outcome(await act('operator', id, 'fee-payment', { amountYen: terms.feeYen, paidOn }))).toBe('200 issuing');
  await until(() => api.service.inbox.mails.some(({ to }) => JSON.stringify(to).includes('tsuuchi@marumaru-kensetsu')));
});

test('a paper certificate is dispatched and has neither key nor key notice', async () => {
  const [id] = await apply({ form: 'paper' });
  await act('reviewer', id, 'approval');
  await untilStage(api.service, id, 'dispatching');
  expect(outcome(await act('reviewer', id, 'dispatch', { method: 'post', dispatchedOn: '2026-04-01' }))).toBe(
    '200 dispatched',
  );
  const seen = await show('contractor', id);
  expect([seen.authenticationKey, seen.ended]).toEqual([null, true]);
  const notice = await api.get('contractor', at(id, '/documents/key-notice'));
  expect([notice.status, notice.body.name]).toEqual([404, 'document-must-exist']);
});

test('an incident is seen by staff, retried by an operator, and a posting is never left out', async () => {
  await api.service.dSure.kill();
  const [id] = await apply();
  await act('reviewer', id, 'approval');
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
  expect(outcome(await act('approver', id, 'approval'))).toBe('200 awaiting-second-approval');
  expect(outcome(await act('approver', id, 'approval'))).toBe('409 second-approver-must-differ');
  expect(outcome(await act('reviewer', id, 'approval'))).toBe('403 role-must-allow-this');
});
