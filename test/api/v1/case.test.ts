import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { untilStage } from '../../support/cases.ts';
import { act, apply, at, outcome, show } from '../support/acting.ts';
import type { Told, Who } from '../support/api.ts';
import { openRunningApi, type RunningApi } from '../support/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await openRunningApi();
});
afterAll(() => api.close());

describe('an electronic guarantee, from application to submission', () => {
  let id: string;
  let approved: Told;

  test('a reviewer approves; the monthly batch passes the fee at once', async () => {
    [id] = await apply(api);
    approved = await act(api, 'reviewer', id, 'approval', {}, 'approve it');
    expect(outcome(approved)).toBe('200 issuing');
    const command = await api.get('reviewer', approved.body.links.self);
    expect(command.body).toMatchObject({ name: 'approve', state: 'applied', guaranteeId: id, revision: 1 });
    await untilStage(api.service, id, 'posted');
  });

  test('before the arrival nobody is shown the key', async () => {
    await api.service.dSure.kill();
    const [waiting] = await apply(api);
    await act(api, 'reviewer', waiting, 'approval');
    await untilStage(api.service, waiting, 'posting');
    const seen = await show(api, 'contractor', waiting);
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
    const seen = await show(api, 'contractor', id);
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
    const kinds = async (who: Who) =>
      (await show(api, who, id)).documents.map(({ kind }: { kind: string }) => kind).sort();
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
    for (const { kind, href, sha256, sizeBytes } of (await show(api, 'contractor', id)).documents) {
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
    expect(page.text).not.toContain((await show(api, 'contractor', id)).authenticationKey);
  });

  test('the submission ends the run, and may be recorded again for another channel', async () => {
    expect(outcome(await act(api, 'contractor', id, 'submission', { channel: 'email' }))).toBe('200 submitted');
    expect(outcome(await act(api, 'contractor', id, 'submission', { channel: 'print' }))).toBe('200 submitted');
    const seen = await show(api, 'contractor', id);
    expect(seen.submissions.map(({ channel }: { channel: string }) => channel)).toEqual(['email', 'print']);
    expect([seen.ended, seen.waitsFor]).toEqual([true, 'nobody']);
  });

  test('a repeat gets the bytes of the first answer, long after', async () => {
    const again = await act(api, 'reviewer', id, 'approval', {}, 'approve it');
    expect([again.status, again.text]).toEqual([approved.status, approved.text]);
    const late = await act(api, 'reviewer', id, 'approval');
    expect(outcome(late)).toBe('409 stage-must-allow-approval');
  });

  test('the key of one act is not the key of another', async () => {
    const other = await act(api, 'reviewer', id, 'decline', { reason: '別の依頼' }, 'approve it');
    expect(outcome(other)).toBe('409 idempotency-key-must-not-be-reused');
  });
});
