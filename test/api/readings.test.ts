/** Who read a key or a certificate stands in the audit log before it is shown, each time, and no screen wakes up for it. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contractorReader } from '../../domain/scopes.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { changesBetween, headPosition } from '../../prisma/sealed-changes.ts';
import { type OpenDesk, openDesk } from './net-desk/support/desk.ts';
import { applyFor, arrive, issue, keyOf, seal } from './net-desk/support/followed.ts';

let desk: OpenDesk;
let guaranteeId: string;
beforeAll(async () => {
  desk = await openDesk();
  const revision = await applyFor(desk);
  ({ guaranteeId } = revision);
  await issue(desk, revision);
  await arrive(desk, revision);
});
afterAll(() => desk.close());

const readings = async (own: { guaranteeId: string } = { guaranteeId }) =>
  (
    await desk.db.event.findMany({
      where: { subject: `reading/${own.guaranteeId}` },
      orderBy: { sequence: 'asc' },
      include: { body: true },
    })
  ).map(({ kind, actorId, body }) => ({ kind, actorId, words: body?.content as { by: object; after: object } }));

/** What this adds to the log. */
async function added(act: () => Promise<unknown>) {
  const before = (await readings()).length;
  await act();
  return (await readings()).slice(before);
}

test('a page that shows the key: who, in which role, from where; a second look is a second line', async () => {
  const { browser } = await desk.signIn('clerk');
  const told = await added(async () => {
    const page = await browser.visit(`/guarantees/${guaranteeId}`);
    expect(page.html).toContain((await keyOf(desk, guaranteeId)).reveal());
    await browser.visit(`/guarantees/${guaranteeId}`);
  });
  expect(told.map(({ kind }) => kind)).toEqual(['key-shown', 'key-shown']);
  expect(told[0]?.actorId).toBe(samples.users.contractor);
  expect(told[0]?.words).toEqual({
    by: { roles: ['contractor-clerk'], address: '127.0.0.1', apiKeyId: null },
    before: null,
    after: { revision: null, byItself: false },
    reason: null,
  });
});

test('the notice by itself, in the mail and in the archive, and the certificate of a revision', async () => {
  const { browser } = await desk.signIn('reader');
  const { page } = await desk.signIn('clerk');
  expect(page.status).toBe(200);
  const set = await browser.visit(`/guarantees/${guaranteeId}/submission-set`);
  const told = await added(async () => {
    await browser.visit(`/guarantees/${guaranteeId}/documents/key-notice`);
    await browser.download(set, 'メールソフトで開く');
    await browser.download(set, '提出セットを保存する');
    await browser.visit(`/guarantees/${guaranteeId}/certificates/1`);
    await browser.visit(`/guarantees/${guaranteeId}/documents/fee-statement`);
  });
  expect(told.map(({ kind }) => kind)).toEqual([
    'key-notice-read',
    'key-notice-read',
    'key-notice-read',
    'check-copy-read',
  ]);
  expect(told[3]?.words).toMatchObject({ by: { roles: ['contractor-reader'] }, after: { revision: 1 } });
});

test('an API key that reads is named; staff who see no key read none', async () => {
  const told = await added(async () => {
    expect((await desk.get('contractor', `/api/v1/guarantees/${guaranteeId}`)).body.authenticationKey).not.toBeNull();
    await desk.get('contractor', `/api/v1/guarantees/${guaranteeId}/documents/key-notice`);
    await desk.get('reviewer', `/api/v1/guarantees/${guaranteeId}`);
    await desk.get('reviewer', `/api/v1/guarantees/${guaranteeId}/documents/certificate-check-copy`);
  });
  expect(told.map(({ kind }) => kind)).toEqual(['key-shown', 'key-notice-read', 'check-copy-read']);
  const [key] = await desk.db.apiKey.findMany({ where: { userId: samples.users.contractor } });
  expect(told[0]?.words).toMatchObject({ by: { roles: ['contractor'], apiKeyId: key?.id } });
  expect(told[2]?.actorId).toBe(samples.users.reviewer);
});

test('what is refused was not read: another company, and before the arrival', async () => {
  const early = await applyFor(desk);
  await issue(desk, early);
  const { browser } = await desk.signIn('stranger');
  const told = await added(async () => {
    expect((await browser.visit(`/guarantees/${guaranteeId}/documents/key-notice`)).status).toBe(404);
    expect((await browser.visit(`/guarantees/${guaranteeId}`)).status).toBe(404);
  });
  expect(told).toEqual([]);
  const own = await desk.signIn('clerk');
  expect((await own.browser.visit(`/guarantees/${early.guaranteeId}`)).status).toBe(200);
  expect((await own.browser.visit(`/guarantees/${early.guaranteeId}/documents/key-notice`)).status).toBe(404);
  expect(await readings(early)).toEqual([]);
});

test('a reading that cannot be written down is not answered', async () => {
  const { browser } = await desk.signIn('clerk');
  await desk.owner
    .$executeRaw`ALTER TABLE event ADD CONSTRAINT nobody_reads CHECK (subject NOT LIKE 'reading/%') NOT VALID`;
  try {
    const page = await browser.visit(`/guarantees/${guaranteeId}`);
    expect(page.status).toBe(500);
    expect(page.html).not.toContain((await keyOf(desk, guaranteeId)).reveal());
    for (const name of ['documents/key-notice', 'certificates/1']) {
      expect((await browser.visit(`/guarantees/${guaranteeId}/${name}`)).status).toBe(500);
    }
    const told = await desk.get('contractor', `/api/v1/guarantees/${guaranteeId}`);
    expect([told.status, told.text.includes((await keyOf(desk, guaranteeId)).reveal())]).toEqual([500, false]);
  } finally {
    await desk.owner.$executeRaw`ALTER TABLE event DROP CONSTRAINT nobody_reads`;
  }
});

test('readings are sealed, wake no screen, and stand in no contractor’s timeline', async () => {
  await seal(desk);
  const before = await headPosition(desk.db);
  await desk.get('contractor', `/api/v1/guarantees/${guaranteeId}`);
  expect(await seal(desk)).toBe(1);
  const reader = contractorReader(samples.contractorId);
  expect(await changesBetween(desk.db, reader, before, await headPosition(desk.db), 10)).toEqual([]);
  const { timeline } = (await desk.get('contractor', `/api/v1/guarantees/${guaranteeId}`)).body;
  expect(timeline.map(({ kind }: { kind: string }) => kind).filter((kind: string) => /read|shown/.test(kind))).toEqual(
    [],
  );
});

test('a command’s event tells the roles and the address of who asked, and a repeat from elsewhere is the same command', async () => {
  const sent = { channel: 'mail', submittedAt: new Date().toISOString() };
  const ask = (headers: Record<string, string>) =>
    desk.post('contractor', `/api/v1/guarantees/${guaranteeId}/messages`, {
      body: { words: `提出しました ${sent.channel}` },
      key: 'the same key',
      headers,
    });
  const [first, again] = [await ask({}), await ask({ 'X-Forwarded-For': '192.0.2.9' })];
  expect([first.status, again.text]).toEqual([201, first.text]);
  const events = await desk.db.event.findMany({ where: { guaranteeId, kind: 'message' }, include: { body: true } });
  expect(events).toHaveLength(1);
  expect(events[0]?.body?.content).toMatchObject({ by: { roles: ['contractor'], address: '127.0.0.1' } });
});
