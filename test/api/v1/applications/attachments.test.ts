import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maxAttachmentBytes } from '../../../../domain/attachments.ts';
import { samples } from '../../../../prisma/sample-registers.ts';
import { type OpenApi, openApi } from '../../support/api.ts';
import { applied, enclose, refusal, someFile } from '../../support/attaching.ts';

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const stand = (guaranteeIds: string[], stage: string) =>
  api.db.revision.updateMany({ where: { guaranteeId: { in: guaranteeIds } }, data: { stage } });

describe('a file is stored, receipted, and told with its application', () => {
  test.each([
    ['契約書.pdf', 'application/pdf'],
    ['現場 (北側).PNG', 'image/png'],
    ['写真.jpeg', 'image/jpeg'],
  ] as const)('%s', async (name, mediaType) => {
    const { id } = await applied(api);
    const bytes = someFile(mediaType);
    const told = await enclose(api, id, { name, mediaType, bytes });
    const { attachmentId } = told.body;
    const self = `/api/v1/applications/${id}/attachments/${attachmentId}`;
    const file = { fileName: name, mediaType, sizeBytes: bytes.length, sha256: sha256(bytes) };
    expect([told.status, told.headers.get('location')]).toEqual([201, self]);
    expect(told.body).toEqual({ attachmentId, ...file, links: { self, application: `/api/v1/applications/${id}` } });
    const { body } = await api.get('reviewer', `/api/v1/applications/${id}`);
    expect(body.attachments).toEqual([{ id: attachmentId, ...file, addedAt: expect.any(String), links: { self } }]);
  });

  test('each guarantee remembers it, without the name of the file', async () => {
    const { id, guarantees } = await applied(api);
    const { body } = await enclose(api, id, { name: '秘密の名前.pdf' });
    for (const guaranteeId of guarantees) {
      const [, event] = await api.db.event.findMany({ where: { guaranteeId }, include: { body: true } });
      expect(event).toMatchObject({ kind: 'attachment-added', revision: 1, actorId: samples.users.contractor });
      expect(event?.body?.content).toMatchObject({ attachmentId: body.attachmentId, sha256: body.sha256 });
      expect(JSON.stringify(event)).not.toContain('秘密');
    }
    const { body: guarantee } = await api.get('contractor', `/api/v1/guarantees/${guarantees[0]}`);
    expect(guarantee.timeline.at(-1)).toMatchObject({ kind: 'attachment-added', by: 'contractor' });
  });

  test('the command is told as applied', async () => {
    const { id } = await applied(api);
    await enclose(api, id, { key: 'told' });
    const { id: commandId } = await api.db.command.findFirstOrThrow({ where: { idempotencyKey: 'told' } });
    const { body } = await api.get('contractor', `/api/v1/commands/${commandId}`);
    expect(body).toMatchObject({ name: 'attach', state: 'applied', guaranteeId: null });
  });
});

describe('again', () => {
  test('the same key, name and bytes get the same answer, also after the review', async () => {
    const { id, guarantees } = await applied(api);
    const sent = { key: 'again', bytes: someFile() };
    const first = await enclose(api, id, sent);
    await stand(guarantees, 'awaiting-fee');
    const again = await enclose(api, id, sent);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
  });

  test('other bytes, another name or application are refused: idempotency-key-must-not-be-reused', async () => {
    const [{ id }, { id: otherId }] = await Promise.all([applied(api), applied(api)]);
    const bytes = someFile();
    await enclose(api, id, { key: 'used', bytes });
    const others = [
      await enclose(api, id, { key: 'used' }),
      await enclose(api, id, { key: 'used', bytes, name: 'other.pdf' }),
      await enclose(api, otherId, { key: 'used', bytes }),
    ];
    for (const other of others) expect(refusal(other)).toBe('409 idempotency-key-must-not-be-reused');
    expect(await api.db.attachment.count({ where: { applicationId: { in: [id, otherId] } } })).toBe(1);
  });

  test('twins that arrive together add one file', async () => {
    const { id, guarantees } = await applied(api);
    const sent = { key: 'twins', bytes: someFile() };
    const told = await Promise.all(Array.from({ length: 6 }, () => enclose(api, id, sent)));
    expect(new Set(told.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(told[0]?.status).toBe(201);
    expect(await api.db.attachment.count({ where: { applicationId: id } })).toBe(1);
    expect(await api.db.event.count({ where: { guaranteeId: { in: guarantees } } })).toBe(4);
  });
});

describe('until when, and how many', () => {
  test.each(['applied', 'awaiting-second-approval', 'returned'])('a guarantee at %s takes them', async (stage) => {
    const { id, guarantees } = await applied(api);
    await stand(guarantees, 'awaiting-fee');
    await stand(guarantees.slice(1), stage);
    expect((await enclose(api, id)).status).toBe(201);
  });

  test.each(['awaiting-fee', 'posted', 'declined', 'withdrawn'])(
    'at %s none is taken: application-must-be-open-for-attachments',
    async (stage) => {
      const { id, guarantees } = await applied(api);
      await stand(guarantees, stage);
      expect(refusal(await enclose(api, id, { key: `late ${stage}` }))).toBe(
        '409 application-must-be-open-for-attachments',
      );
      await stand(guarantees, 'returned');
      expect((await enclose(api, id, { key: `late ${stage}` })).status).toBe(201); // what was refused used no key up
    },
  );

  test('twenty are taken and no more, however they arrive: attachments-must-be-few', async () => {
    const { id } = await applied(api);
    const told = await Promise.all(Array.from({ length: 24 }, () => enclose(api, id)));
    const counts = Map.groupBy(told, (each) => (each.status === 201 ? 'taken' : refusal(each)));
    expect([counts.get('taken')?.length, counts.get('409 attachments-must-be-few')?.length]).toEqual([20, 4]);
    expect(await api.db.attachment.count({ where: { applicationId: id } })).toBe(20);
  });

  test('staff enclose nothing, and another contractor finds no application', async () => {
    const { id } = await applied(api);
    expect(refusal(await enclose(api, id, { who: 'reviewer' }))).toBe('403 scope-must-allow-this');
    const anothers = await enclose(api, id, { who: 'otherContractor' });
    const none = await enclose(api, randomUUID(), { who: 'otherContractor' });
    expect(refusal(anothers)).toBe('404 application-must-exist');
    expect(anothers.text).toBe(none.text);
  });
});

describe('what is no such file is refused', () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = await applied(api));
  });

  test.each(['application/zip', 'text/html', 'application/json', 'application/pdf2'])(
    '%s: attachment-must-be-pdf-png-or-jpeg',
    async (mediaType) => {
      expect(refusal(await enclose(api, id, { mediaType }))).toBe('415 attachment-must-be-pdf-png-or-jpeg');
    },
  );

  test('one that is packed: attachment-must-be-pdf-png-or-jpeg', async () => {
    const told = await enclose(api, id, { headers: { 'Content-Encoding': 'gzip' } });
    expect(refusal(told)).toBe('415 attachment-must-be-pdf-png-or-jpeg');
  });

  test.each<[string, string, Uint8Array<ArrayBuffer>]>([
    ['a PNG called PDF', 'application/pdf', someFile('image/png')],
    ['a page called JPEG', 'image/jpeg', new Uint8Array(Buffer.from('<html>'))],
    ['a PDF that begins later', 'application/pdf', new Uint8Array(Buffer.from(' %PDF-1.7'))],
    ['nothing', 'application/pdf', new Uint8Array()],
  ])('%s: attachment-must-be-what-its-media-type-says', async (_what, mediaType, bytes) => {
    const told = await enclose(api, id, { mediaType, bytes });
    expect(refusal(told)).toBe('422 attachment-must-be-what-its-media-type-says');
  });

  test('20 MB are taken, a byte more is not: request-must-be-small-enough', async () => {
    const bytes = new Uint8Array(maxAttachmentBytes + 1);
    bytes.set(someFile());
    expect(refusal(await enclose(api, id, { bytes }))).toBe('413 request-must-be-small-enough');
    expect((await enclose(api, id, { bytes: bytes.subarray(0, maxAttachmentBytes) })).status).toBe(201);
  });

  test.each([
    ['../契約書.pdf', 'file-name-must-be-plain'],
    ['C:\\契約書.pdf', 'file-name-must-be-plain'],
    ['..', 'file-name-must-be-plain'],
    ['', 'field-must-be-given'],
    ['あ'.repeat(201), 'text-must-be-short-enough'],
    ['a\u0000.pdf', 'text-must-be-printable'],
    ['a\r\nSet-Cookie: b.pdf', 'text-must-be-printable'],
    ['a\u202Efdp.exe', 'text-must-be-printable'],
    ['a\uFFFD.pdf', 'text-must-be-printable'],
  ])('the name %j: %s', async (name, expected) => {
    expect(refusal(await enclose(api, id, { name }))).toBe(`422 content-must-be-in-order, ${expected} @ name`);
  });

  test('a name must be given, and an Idempotency-Key: idempotency-key-must-be-given', async () => {
    const address = `/api/v1/applications/${id}/attachments`;
    const sent = { bytes: someFile(), headers: { 'Content-Type': 'application/pdf' } };
    const nameless = await api.post('contractor', address, sent);
    expect(refusal(nameless)).toBe('422 content-must-be-in-order, field-must-be-given @ name');
    const keyless = await api.post('contractor', `${address}?name=a.pdf`, { ...sent, key: '' });
    expect(refusal(keyless)).toBe('400 idempotency-key-must-be-given');
  });
});

test('what is refused leaves no file behind', async () => {
  const { id, guarantees } = await applied(api);
  await stand(guarantees, 'withdrawn');
  const bytes = someFile();
  await enclose(api, id, { bytes });
  await enclose(api, id, { bytes, mediaType: 'image/png' });
  expect((await readdir(api.documents, { recursive: true })).join('\n')).not.toContain(sha256(bytes));
});
