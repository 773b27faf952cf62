/** Asking the service to send a submission: once a press, once a revision, and nothing that nobody looked at. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sendingOffer } from '../../prisma/sendings.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase, idOf, recorded } from '../activities/support/cases.ts';
import { type Neighbours, openNeighbours } from '../activities/support/neighbours.ts';
import { ask, reader, recipient, setProfile } from '../activities/support/sendings.ts';

let neighbours: Neighbours;
let revision: RevisionRef;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());
beforeEach(async () => {
  await setProfile(neighbours);
  revision = await createCase(neighbours, 'posted');
});

function mails() {
  return neighbours.db.mail.count({ where: { ...idOf(revision), kind: 'submission' } });
}

const offer = () => sendingOffer(neighbours.db, reader, revision.guaranteeId, new Date());

test('what would be sent is shown whole: to whom, what, with which papers, and whom an answer reaches', async () => {
  expect(await offer()).toMatchObject({
    recipient,
    subject: expect.stringContaining('【請求関係書類】'),
    replyTo: { name: '〇〇建設 株式会社', address: 'soumu@marumaru-kensetsu.example.jp' },
    keyNoticeName: expect.stringMatching(/^認証キーのお知らせ_/),
    claim: 'wanting',
    refusal: null,
    sending: null,
  });
});

test('an application that names no address for mails has the company’s own for answers', async () => {
  const { applicationId } = await neighbours.db.guarantee.findUniqueOrThrow({ where: { id: revision.guaranteeId } });
  await neighbours.db.application.update({ where: { id: applicationId }, data: { completionMailAddress: null } });
  expect((await offer()).replyTo.address).toBe('tsuuchi@marumaru-kensetsu.example.jp');
});

test('an authority that does not allow it names no recipient here (authority-must-allow-sending)', async () => {
  await setProfile(neighbours, { sendOnBehalf: false });
  expect(await offer()).toMatchObject({ recipient: null, refusal: 'authority-must-allow-sending' });
  await expect(ask(neighbours, revision)).rejects.toMatchObject({ refusal: 'authority-must-allow-sending' });
  expect(await mails()).toBe(0);
});

test('what is recorded as submitted is not sent (submission-must-not-be-recorded-yet)', async () => {
  await recorded(neighbours, revision, 'recordSubmission', { by: 'contractor', content: { channel: 'print' } });
  await expect(ask(neighbours, revision)).rejects.toMatchObject({ refusal: 'submission-must-not-be-recorded-yet' });
});

test('before the arrival there is nothing to send (document-must-exist)', async () => {
  revision = await createCase(neighbours, 'posting');
  await expect(ask(neighbours, revision)).rejects.toMatchObject({ refusal: 'document-must-exist' });
});

test('two that are asked for at once are one mail: the other is refused (submission-must-be-sent-once)', async () => {
  const twins = await Promise.allSettled([
    ask(neighbours, revision),
    ask(neighbours, revision),
    ask(neighbours, revision),
  ]);
  expect(twins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const twin of twins) {
    if (twin.status === 'rejected') expect(twin.reason).toMatchObject({ refusal: 'submission-must-be-sent-once' });
  }
  expect(await mails()).toBe(1);
  await expect(ask(neighbours, revision)).rejects.toMatchObject({ refusal: 'submission-must-be-sent-once' });
});

test('the same press twice is one mail with one answer', async () => {
  const key = randomUUID();
  const [first, second] = await Promise.all([ask(neighbours, revision, { key }), ask(neighbours, revision, { key })]);
  expect([first.mailId, second.mailId].filter((id) => id !== null)).toHaveLength(1);
  expect(await mails()).toBe(1);
});

test('what changed since it was looked at is not sent unseen (sending-must-be-as-shown)', async () => {
  const { digest } = await sendingOffer(neighbours.db, reader, revision.guaranteeId, new Date());
  await setProfile(neighbours, { recipient: 'keiri@takanezawa.example.jp' });
  await expect(ask(neighbours, revision, { digest })).rejects.toMatchObject({ refusal: 'sending-must-be-as-shown' });
  expect(await mails()).toBe(0);
});
