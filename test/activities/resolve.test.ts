/** Resolving an incident: corrected data where the rules allow it, left out where they allow that, and no other way round. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { handOver } from '../../activities/hand-over-mail.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { declareConnection } from '../../prisma/connections.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { sampleStaff } from '../../prisma/sample-staff.ts';
import { MailRefused } from '../../services/mailer.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase, recorded } from './support/cases.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());

const reason = '経理の方から新しいアドレスを電話で伺いました。';
const mailAddress = 'keiri@marumaru-kensetsu.example.jp';

/** A mail to the contractor whose address the server does not take, and the incident of it. */
async function stuckMail() {
  const revision = await createCase(neighbours, 'applied');
  await recorded(neighbours, revision, 'return', { content: { reason: '金額をご確認ください。' } });
  const { id: mailId } = await neighbours.db.mail.findFirstOrThrow({ where: { guaranteeId: revision.guaranteeId } });
  const incidentId = await neighbours.activities.raiseMailIncident(mailId, 'mail-must-be-deliverable', 1);
  return { revision, mailId, incidentId };
}

function resolve(revision: RevisionRef, incidentId: string, content: object) {
  return recorded(neighbours, revision, 'resolve', { by: 'operator', incidentId, content });
}

test('a mail goes to another address, and the history says who decided it and why', async () => {
  const { revision, mailId, incidentId } = await stuckMail();
  expect(await resolve(revision, incidentId, { reason, mailAddress })).toMatchObject({ state: 'applied' });
  expect(await neighbours.db.incident.findUnique({ where: { id: incidentId } })).toMatchObject({ state: 'retrying' });
  expect(await neighbours.activities.sendMail(mailId)).toBe('sent');
  const taken = neighbours.inbox.mails.filter(({ text }) => text?.includes(revision.guaranteeId));
  expect(taken.map(({ to }) => [to].flat().map((each) => each?.text))).toEqual([[mailAddress]]);
  expect(await neighbours.db.incident.findUnique({ where: { id: incidentId } })).toMatchObject({ state: 'fixed' });
  const entries = await neighbours.db.incidentEntry.findMany({ where: { incidentId }, orderBy: { id: 'asc' } });
  expect(entries.map(({ kind, words }) => [kind, words])).toEqual([
    ['raised', null],
    ['corrected', reason],
    ['fixed', null],
  ]);
});

test('a mail is left out with a reason', async () => {
  const { revision, mailId, incidentId } = await stuckMail();
  expect(await resolve(revision, incidentId, { reason })).toMatchObject({ state: 'applied' });
  expect(await neighbours.activities.sendMail(mailId)).toBe('skipped');
  expect(await neighbours.db.incident.findUnique({ where: { id: incidentId } })).toMatchObject({ state: 'resolved' });
});

test('a submission carries the key: its address comes from the register alone (submission-address-must-come-from-the-register)', async () => {
  const { revision, mailId, incidentId } = await stuckMail();
  await neighbours.owner.mail.update({ where: { id: mailId }, data: { kind: 'submission' } });
  expect(await resolve(revision, incidentId, { reason, mailAddress })).toMatchObject({
    refusal: 'submission-address-must-come-from-the-register',
  });
  const { toAddress } = await neighbours.db.mail.findUniqueOrThrow({ where: { id: mailId } });
  expect(toAddress).not.toBe(mailAddress);
});

test('a posting is never left out, and its certificate is corrected by a new revision (stored-certificate-must-be-corrected-by-revision)', async () => {
  const revision = await createCase(neighbours, 'posting');
  const incidentId = await neighbours.activities.raiseIncident(revision, 'post', 'DSureUnavailable', 8);
  expect(await resolve(revision, incidentId, { reason })).toMatchObject({ refusal: 'step-must-allow-resolution' });
  expect(await resolve(revision, incidentId, { reason, mailAddress })).toMatchObject({
    refusal: 'stored-certificate-must-be-corrected-by-revision',
  });
  expect(await neighbours.db.incident.findUnique({ where: { id: incidentId } })).toMatchObject({ state: 'open' });
});

test('nobody decides how a case of a company goes on that they are connected with; trying it again is free to them (resolver-must-not-act-for-contractor)', async () => {
  const { revision, mailId, incidentId } = await stuckMail();
  const now = new Date();
  const by = { by: { userId: sampleStaff.administrator.id, roles: [], address: '203.0.113.1' }, now };
  const connection = { contractorId: samples.contractorId, fromOn: dayInJapan(now), toOn: null, reason: '親族が役員' };
  await declareConnection(neighbours.db, samples.users.operator, connection, by);
  for (const content of [{ reason }, { reason, mailAddress }])
    expect(await resolve(revision, incidentId, content)).toMatchObject({
      refusal: 'resolver-must-not-act-for-contractor',
    });
  expect(await neighbours.db.mail.findUnique({ where: { id: mailId } })).toMatchObject({ state: 'waiting' });
  expect(await recorded(neighbours, revision, 'retry', { by: 'operator', incidentId })).toMatchObject({
    state: 'applied',
  });
  await neighbours.owner.staffConnection.deleteMany();
});

test.each([
  ['recipient', 'mail-must-be-deliverable'],
  ['domain', 'mail-domain-must-be-accepted'],
  ['message', 'mail-must-be-accepted'],
] as const)('what the server refuses for good, the %s, has a name of its own: %s', async (part, refusal) => {
  const mailer = { ...neighbours.services.mailer, send: () => Promise.reject(new MailRefused('refused', part)) };
  const mail = { to: mailAddress, subject: '件名', body: '本文', messageId: `<${randomUUID()}@hosho.invalid>` };
  await expect(handOver(mailer, mail)).rejects.toMatchObject({ refusal });
});
