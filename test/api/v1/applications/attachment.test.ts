import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OpenApi, openApi } from '../../support/api.ts';
import { applied, enclose, refusal, someFile } from '../../support/attaching.ts';

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

async function enclosed(name: string, mediaType: 'application/pdf' | 'image/jpeg' = 'application/pdf') {
  const { id } = await applied(api);
  const bytes = someFile(mediaType);
  const { body } = await enclose(api, id, { name, mediaType, bytes });
  return { applicationId: id, address: body.links.self as string, sha256: body.sha256 as string, bytes };
}

test.each(['contractor', 'reviewer', 'operator'] as const)('%s gets the bytes as they were sent', async (who) => {
  const { address, bytes, sha256 } = await enclosed('契約書.pdf');
  const told = await api.get(who, address);
  expect(told.status).toBe(200);
  expect(Buffer.compare(told.body, bytes)).toBe(0);
  expect(told.headers.get('content-type')).toBe('application/pdf');
  expect(told.headers.get('etag')).toBe(`"${sha256}"`);
});

test('it is to be saved, never shown or guessed at or kept by a cache', async () => {
  const { address } = await enclosed("現場'(北)*.pdf");
  const { headers } = await api.get('reviewer', address);
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="attachment.pdf"; filename*=UTF-8''%E7%8F%BE%E5%A0%B4%27%28%E5%8C%97%29%2A.pdf`,
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('it is saved as what it is, whatever it is called', async () => {
  const { address } = await enclosed('写真.exe', 'image/jpeg');
  const { headers } = await api.get('contractor', address);
  expect(headers.get('content-disposition')).toContain('filename="attachment.jpg"');
  expect(headers.get('content-disposition')).toMatch(/\.exe\.jpg$/);
});

test('for anybody else there is none: attachment-must-exist', async () => {
  const { address, applicationId } = await enclosed('契約書.pdf');
  const anothers = await api.get('otherContractor', address);
  const nobodys = await api.get('otherContractor', `/api/v1/applications/${randomUUID()}/attachments/${randomUUID()}`);
  const none = await api.get('contractor', `/api/v1/applications/${applicationId}/attachments/${randomUUID()}`);
  const noId = await api.get('contractor', `/api/v1/applications/${applicationId}/attachments/1'--`);
  for (const told of [anothers, nobodys, none, noId]) {
    expect(refusal(told)).toBe('404 attachment-must-exist');
    expect(told.text).toBe(anothers.text);
    expect(told.headers.get('etag')).toBeNull();
  }
});

test("an attachment is found at its own application's address only", async () => {
  const { address } = await enclosed('契約書.pdf');
  const { id: other } = await applied(api);
  const elsewhere = address.replace(/applications\/[^/]+/, `applications/${other}`);
  expect(refusal(await api.get('reviewer', elsewhere))).toBe('404 attachment-must-exist');
});

test('who has it already is told so', async () => {
  const { address, sha256 } = await enclosed('契約書.pdf');
  const told = await api.get('contractor', address, {
    'If-None-Match': `"${sha256}"`,
    'Cache-Control': 'max-age=0', // else fetch asks past every cache
  });
  expect([told.status, told.text]).toEqual([304, '']);
});
