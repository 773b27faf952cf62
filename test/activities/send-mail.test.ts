/** Mails: not sent after the receipt; where the receipt was lost, the second has the same Message-ID. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import { addMail } from '../../prisma/mails.ts';
import { lockRevision } from '../../prisma/revisions.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { until } from '../support/until.ts';
import { createCase, recorded } from './support/cases.ts';
import { killedAt } from './support/killed.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
let revision: RevisionRef;
let mailId: string;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());
beforeEach(async () => {
  revision = await createCase(neighbours, 'applied');
  await recorded(neighbours, revision, 'return', { content: { reason: '金額をご確認ください。' } });
  mailId = (await row()).id;
});

function row() {
  return neighbours.db.mail.findFirstOrThrow({ where: { guaranteeId: revision.guaranteeId } });
}

/** What the server took with this mail's Message-ID. */
async function taken() {
  const { messageId } = await row();
  return neighbours.inbox.mails.filter((mail) => mail.messageId === messageId);
}

/** Everything the server took on behalf of this case, whatever its Message-ID. */
function ofTheCase() {
  return neighbours.inbox.mails.filter(({ text }) => text?.includes(revision.guaranteeId));
}

function sentEvents(): Promise<number> {
  return neighbours.db.event.count({ where: { guaranteeId: revision.guaranteeId, kind: 'mail-sent' } });
}

test('a mail is not sent again after its receipt', async () => {
  expect(await neighbours.activities.sendMail(mailId)).toBe('sent');
  const { sentAt } = await row();
  expect(await neighbours.activities.sendMail(mailId)).toBe('sent');
  expect(await taken()).toHaveLength(1);
  expect((await row()).sentAt).toEqual(sentAt);
  expect(await sentEvents()).toBe(1);
});

test('stopped before the server has it, it is sent once', async () => {
  const stopping = stoppedAt(neighbours.services, { neighbour: 'mailer', method: 'send', when: 'before' });
  await expect(createActivities(stopping).sendMail(mailId)).rejects.toThrow(Stopped);
  expect(await taken()).toHaveLength(0);
  await neighbours.activities.sendMail(mailId);
  expect(await taken()).toHaveLength(1);
});

test('where the receipt was lost it goes a second time, alike to the Message-ID, and then no more', async () => {
  const stopping = stoppedAt(neighbours.services, { neighbour: 'mailer', method: 'send', when: 'after' });
  await expect(createActivities(stopping).sendMail(mailId)).rejects.toThrow(Stopped);
  expect(await row()).toMatchObject({ state: 'waiting', sentAt: null });
  await neighbours.activities.sendMail(mailId);
  await neighbours.activities.sendMail(mailId);
  const mails = await taken();
  expect(mails).toHaveLength(2);
  expect(ofTheCase()).toHaveLength(2);
  expect(mails[1]?.text).toBe(mails[0]?.text);
  expect(mails[1]?.subject).toBe(mails[0]?.subject);
  expect(await sentEvents()).toBe(1);
});

test('killed after the server took it, the process leaves a mail that goes again with the same Message-ID', async () => {
  const point = { neighbour: 'mailer', method: 'send', when: 'after' } as const;
  expect(await killedAt(neighbours.addresses, 'sendMail', [mailId], point)).toBe('SIGKILL');
  expect(await taken()).toHaveLength(1);
  await neighbours.activities.sendMail(mailId);
  expect(await taken()).toHaveLength(2);
  expect(ofTheCase()).toHaveLength(2);
});

test('killed after its receipt, the process has sent it, and it does not go again', async () => {
  const point = { neighbour: 'db', method: '$transaction', when: 'after' } as const;
  expect(await killedAt(neighbours.addresses, 'sendMail', [mailId], point)).toBe('SIGKILL');
  expect(await neighbours.activities.sendMail(mailId)).toBe('sent');
  expect(ofTheCase()).toHaveLength(1);
  expect(await sentEvents()).toBe(1);
});

test('a mail resolved without being sent is not sent later', async () => {
  await neighbours.db.mail.update({ where: { id: mailId }, data: { state: 'skipped' } });
  expect(await neighbours.activities.sendMail(mailId)).toBe('skipped');
  expect(await taken()).toHaveLength(0);
});

test('a refusal for good is named and nothing is recorded (mail-must-be-deliverable)', async () => {
  neighbours.inbox.refuseWith(550);
  const refused = expect.objectContaining({ refusal: 'mail-must-be-deliverable' });
  await expect(neighbours.activities.sendMail(mailId)).rejects.toEqual(refused);
  neighbours.inbox.refuseWith(null);
  expect(await row()).toMatchObject({ state: 'waiting', sentAt: null });
});

test('our own credentials refused are named so, and the same mail goes once they are taken (mail-server-must-accept-our-credentials)', async () => {
  neighbours.inbox.askPassword('another password');
  const refused = expect.objectContaining({ refusal: 'mail-server-must-accept-our-credentials' });
  await expect(neighbours.activities.sendMail(mailId)).rejects.toEqual(refused);
  neighbours.inbox.askPassword(null);
  expect(await row()).toMatchObject({ state: 'waiting', sentAt: null });
  expect(await neighbours.activities.sendMail(mailId)).toBe('sent');
});

test('an unknown mail is refused by name (mail-must-exist)', async () => {
  const refused = expect.objectContaining({ refusal: 'mail-must-exist' });
  await expect(neighbours.activities.sendMail(randomUUID())).rejects.toEqual(refused);
});

test('what causes a mail twice writes one mail, even at the same moment', async () => {
  const cause = { kind: 'declined' as const, cause: randomUUID(), toAddress: 'a@example.jp', values: {} };
  const write = () =>
    neighbours.db.$transaction(async (tx) =>
      addMail(tx, await lockRevision(tx, { ...revision, epoch: null }), cause, new Date()),
    );
  const ids = await Promise.all([write(), write(), write()]);
  expect(new Set([...ids, await write()]).size).toBe(1);
  expect(await neighbours.db.mail.count({ where: { cause: `declined/${cause.cause}` } })).toBe(1);
});

test('the Message-ID depends on the cause alone, and tells nothing of it', async () => {
  const { messageId, cause } = await row();
  expect(messageId).toMatch(/^<[0-9a-f]{40}@hosho\.invalid>$/);
  expect(messageId).not.toContain(cause.slice(-12));
  await neighbours.activities.sendMail(mailId);
  expect(await until(() => ofTheCase()[0]?.messageId)).toBe(messageId);
});
