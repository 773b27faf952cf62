/** A submission sent on the contractor's behalf: one mail with its papers, recorded as it was taken; never after another one. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import { acceptCommand } from '../../prisma/commands.ts';
import { storeResponses } from '../../prisma/responses.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { newestSending, sendingOffer } from '../../prisma/sendings.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { actedBy } from '../support/acted-by.ts';
import { createCase, idOf, recorded } from './support/cases.ts';
import { killedAt } from './support/killed.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { ask, reader, recipient, setProfile } from './support/sendings.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
let revision: RevisionRef;
let mailId: string;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());
beforeEach(async () => {
  await setProfile(neighbours);
  neighbours.inbox.refuseWith(null);
  revision = await createCase(neighbours, 'posted');
  mailId = await asked();
});

async function asked(): Promise<string> {
  return (await ask(neighbours, revision)).mailId as string;
}

async function taken() {
  const { messageId } = await neighbours.db.mail.findUniqueOrThrow({ where: { id: mailId } });
  return neighbours.inbox.mails.filter((mail) => mail.messageId === messageId);
}

function submissions() {
  return neighbours.db.submission.findMany({ where: idOf(revision) });
}

function commands() {
  return neighbours.db.command.findMany({ where: { ...idOf(revision), name: 'recordSubmission' } });
}

async function state() {
  return (await newestSending(neighbours.db, revision.guaranteeId, revision.revision))?.state;
}

const send = (services = neighbours.services) => createActivities(services).sendMail(mailId);

test('the authority gets number and key as a paper, from the service, answers going to the contractor; it is recorded as it was taken', async () => {
  const before = new Date();
  expect(await send()).toBe('sent');
  const [mail] = await taken();
  expect(mail?.to).toMatchObject({ text: recipient });
  expect(mail?.replyTo?.value).toEqual([{ address: 'soumu@marumaru-kensetsu.example.jp', name: '〇〇建設 株式会社' }]);
  expect(mail?.from?.text).toBe('hosho@mirai-hosho.example.jp');
  expect(mail?.subject).toContain('【請求関係書類】');
  expect(mail?.text).toContain('〇〇建設 株式会社の依頼により、みらい建設保証 株式会社の電子保証サービスから');
  expect(mail?.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
    [expect.stringMatching(/^認証キーのお知らせ_前払金保証_31074-\d{5}M\.pdf$/), 'application/pdf'],
  ]);
  expect(mail?.attachments[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
  const [submission] = await submissions();
  expect(submission).toMatchObject({ channel: 'email', byId: samples.users.contractor });
  const { sentAt } = await neighbours.db.mail.findUniqueOrThrow({ where: { id: mailId } });
  expect(submission?.submittedAt).toEqual(sentAt);
  expect(submission?.submittedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
  const asker = { roles: ['contractor-clerk'], address: '203.0.113.9' };
  const named = { client: 'service', userId: samples.users.contractor, by: asker };
  expect(await commands()).toMatchObject([{ ...named, state: 'accepted' }]);
  expect(await state()).toBe('sent');
  const [command] = await commands();
  await neighbours.activities.recordCommand(revision, command?.id as string);
  expect(await neighbours.db.revision.findFirst({ where: { guaranteeId: revision.guaranteeId } })).toMatchObject({
    stage: 'submitted',
    submittedAt: sentAt,
  });
  expect(await submissions()).toHaveLength(1);
  // Who asked for it stands in the events of what the service did, from where and as what; the row keeps it no longer.
  const told = await neighbours.db.event.findMany({
    where: { guaranteeId: revision.guaranteeId, kind: { in: ['mail-sent', 'recordSubmission'] } },
    include: { body: true },
    orderBy: { sequence: 'asc' },
  });
  const byAsker = { actorId: samples.users.contractor, body: { content: { by: asker } } };
  expect(told).toMatchObject([
    { kind: 'mail-sent', ...byAsker },
    { kind: 'recordSubmission', ...byAsker },
  ]);
  expect(await neighbours.db.sending.findUnique({ where: { mailId } })).toMatchObject({ by: null });
});

test('it is not sent again after its receipt', async () => {
  expect(await send()).toBe('sent');
  expect(await send()).toBe('sent');
  expect(await taken()).toHaveLength(1);
  expect([await submissions(), await commands()].map(({ length }) => length)).toEqual([1, 1]);
});

test('stopped before the server has it, it is sent once', async () => {
  const stopping = stoppedAt(neighbours.services, { neighbour: 'mailer', method: 'send', when: 'before' });
  await expect(send(stopping)).rejects.toThrow(Stopped);
  expect([(await taken()).length, (await submissions()).length]).toEqual([0, 0]);
  await send();
  expect([(await taken()).length, (await submissions()).length]).toEqual([1, 1]);
});

test('where the receipt was lost it goes a second time, alike to the Message-ID, and is one submission', async () => {
  const stopping = stoppedAt(neighbours.services, { neighbour: 'mailer', method: 'send', when: 'after' });
  await expect(send(stopping)).rejects.toThrow(Stopped);
  await send();
  await send();
  const mails = await taken();
  expect(mails.map(({ text, subject }) => [text, subject])).toEqual(
    [1, 2].map(() => [mails[0]?.text, mails[0]?.subject]),
  );
  expect([(await submissions()).length, (await commands()).length]).toEqual([1, 1]);
});

test('killed after the server took it, it may go again; killed after its receipt, it does not', async () => {
  const point = { neighbour: 'mailer', method: 'send', when: 'after' } as const;
  expect(await killedAt(neighbours.addresses, 'sendMail', [mailId], point)).toBe('SIGKILL');
  expect([(await taken()).length, await state()]).toEqual([1, 'sending']);
  const receipt = { neighbour: 'db', method: '$transaction', when: 'after', nth: 2 } as const; // the first is the last look
  expect(await killedAt(neighbours.addresses, 'sendMail', [mailId], receipt)).toBe('SIGKILL');
  expect([(await taken()).length, await state()]).toEqual([2, 'sent']);
  await send();
  expect([(await taken()).length, (await submissions()).length, (await commands()).length]).toEqual([2, 1, 1]);
});

test('where another submission was recorded meanwhile, nothing goes out, for good', async () => {
  await recorded(neighbours, revision, 'recordSubmission', { by: 'contractor', content: { channel: 'fax' } });
  expect(await send()).toBe('skipped');
  expect([(await taken()).length, await state()]).toEqual([0, 'overtaken']);
  expect(await submissions()).toMatchObject([{ channel: 'fax' }]);
  expect(await send()).toBe('skipped');
  const sending = await newestSending(neighbours.db, revision.guaranteeId, 1);
  expect(sending).toMatchObject({ tried: false });
});

test('what may have arrived before another submission was recorded says so', async () => {
  const stopping = stoppedAt(neighbours.services, { neighbour: 'mailer', method: 'send', when: 'after' });
  await expect(send(stopping)).rejects.toThrow(Stopped);
  await recorded(neighbours, revision, 'recordSubmission', { by: 'contractor', content: { channel: 'fax' } });
  expect(await send()).toBe('skipped');
  expect(await taken()).toHaveLength(1);
  expect(await newestSending(neighbours.db, revision.guaranteeId, 1)).toMatchObject({
    state: 'overtaken',
    tried: true,
  });
});

test.each([
  ['names another recipient', { recipient: 'keiri@takanezawa.example.jp' }],
  ['does not allow it any more', { sendOnBehalf: false }],
])('where the register %s, it goes to nobody, and can be asked for anew where it may', async (_what, data) => {
  await setProfile(neighbours, data);
  expect(await send()).toBe('skipped');
  expect([neighbours.inbox.mails.filter(({ to }) => JSON.stringify(to).includes('keiri')), await state()]).toEqual([
    [],
    'register-changed',
  ]);
  const offer = await sendingOffer(neighbours.db, reader, revision.guaranteeId, new Date());
  expect(offer.refusal).toBe('recipient' in data ? null : 'authority-must-allow-sending');
  expect(offer.recipient).toBe('recipient' in data ? data.recipient : null);
});

test('a mail that the server refuses for good is named (mail-must-be-deliverable), and nothing is recorded of it', async () => {
  neighbours.inbox.refuseWith(550);
  await expect(send()).rejects.toMatchObject({ refusal: 'mail-must-be-deliverable' });
  expect([await submissions(), await commands()]).toEqual([[], []]);
  const incidentId = await neighbours.activities.raiseMailIncident(mailId, 'mail-must-be-deliverable', 1);
  expect(await state()).toBe('refused');
  await recorded(neighbours, revision, 'resolve', { by: 'operator', content: { reason: '宛先' }, incidentId });
  expect(await state()).toBe('given-up');
  expect(await send()).toBe('skipped');
  neighbours.inbox.refuseWith(null);
  mailId = await asked();
  expect(await send()).toBe('sent');
  expect(await state()).toBe('sent');
});

test('the claim goes along, opened here alone', async () => {
  const { db, services } = neighbours;
  const pdf = Buffer.from('%PDF-1.7 claim');
  await db.sending.updateMany({ where: { mailId }, data: { dropped: 'given-up' } });
  await db.mail.update({ where: { id: mailId }, data: { state: 'skipped' } });
  const claimId = randomUUID();
  const storedSha256 = await services.store.put(services.keyRing.seal(pdf, `prepayment-claim/${claimId}`));
  const claim = { id: claimId, guaranteeId: revision.guaranteeId, digest: claimId, content: {}, createdAt: new Date() };
  await db.prepaymentClaim.create({ data: { ...claim, storedSha256, sha256: storedSha256 } });
  mailId = (await ask(neighbours, revision, { claimId })).mailId as string;
  await send();
  const [mail] = await taken();
  expect(mail?.attachments.map(({ filename }) => filename)[1]).toMatch(/^前払金請求書_31074-\d{5}M\.pdf$/);
  expect(mail?.attachments[1]?.content).toEqual(pdf);
});

test('an acceptance that comes before the run heard of the sending implies no second submission', async () => {
  await send();
  const { guaranteeNumber } = await neighbours.db.guarantee.findUniqueOrThrow({ where: { id: revision.guaranteeId } });
  const fact = { id: randomUUID(), guaranteeNumber: guaranteeNumber as string, revision: 1, kind: 'accepted' as const };
  const response = { ...fact, reason: null, by: '高根沢町 総務課', at: new Date() };
  const { cursor } = (await neighbours.db.feedCursor.findUnique({ where: { feed: 'd-sure-responses' } })) ?? {};
  await storeResponses(neighbours.db, cursor ?? null, { responses: [response], cursor: randomUUID() }, new Date());
  expect(await commands()).toHaveLength(1);
});

test('the command of a service that saw it sent is not doubted for its time', async () => {
  await send();
  const ahead = { channel: 'email', submittedAt: new Date(Date.now() + 60_000).toISOString() };
  const asker = actedBy(samples.users.contractor);
  const from = { client: 'service', userId: asker.userId, by: asker };
  const names = { ...from, name: 'recordSubmission' as const, incidentId: null };
  const command = { ...names, ...idOf(revision), idempotencyKey: randomUUID(), content: ahead };
  const { id } = await acceptCommand(neighbours.db, command, new Date());
  expect(await neighbours.activities.recordCommand(revision, id)).toMatchObject({
    state: 'applied',
    stage: 'submitted',
  });
});
