/** 代決 and 関係会社 as commands meet them: decided on what the tables hold when the command is recorded. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { CommandName } from '../../domain/commands.ts';
import { addDays, dayInJapan } from '../../domain/dates.ts';
import { staffReader } from '../../domain/scopes.ts';
import { isAllowed } from '../../domain/staff-rights.ts';
import { acceptCommand } from '../../prisma/commands.ts';
import { declareConnection, endConnection, listConnections } from '../../prisma/connections.ts';
import type { Database } from '../../prisma/database.ts';
import { endDelegation, listDelegations, makeDelegation } from '../../prisma/delegations.ts';
import { timelineFor } from '../../prisma/event-views.ts';
import { recordCommand } from '../../prisma/record-command.ts';
import { claimCase } from '../../prisma/review-claims.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { type SampleStaffName, sampleStaff } from '../../prisma/sample-staff.ts';
import { findStaffPerson } from '../../prisma/staff-people.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase } from '../activities/support/cases.ts';
import { actedBy } from '../support/acted-by.ts';
import { buildExample } from '../support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const who = (name: SampleStaffName) => ({ userId: sampleStaff[name].id, roles: [], address: '203.0.113.1' });
const now = new Date();
const today = dayInJapan(now);
let tables: ServiceTables;
let db: Database;
let owner: Database;
let revision: RevisionRef;

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db, owner } = tables);
});
afterAll(() => tables.close());
beforeEach(async () => {
  await Promise.all([owner.approvalDelegation.deleteMany(), owner.staffConnection.deleteMany()]);
  const example = buildExample(new Date());
  const contract = { ...example.contract, amountYen: 900_000_000, projectName: `町道${randomUUID()}号線` };
  const guarantees = [{ ...example.guarantees[0], amountYen: 300_000_000 }];
  const recordNow = (of: RevisionRef, commandId: string) => recordCommand(db, commandId, of.epoch, new Date());
  const means = { db, activities: { recordCommand: recordNow } as never };
  revision = await createCase(means, 'applied', { ...example, contract, guarantees } as never);
});

/** The outcome of a command by this person. */
async function press(by: SampleStaffName, name: CommandName, content: object = {}, at = new Date()) {
  const userId = sampleStaff[by].id;
  const command = { client: userId, idempotencyKey: randomUUID(), userId, by: actedBy(userId), name, incidentId: null };
  const of = { guaranteeId: revision.guaranteeId, revision: revision.revision, content: content as never };
  const row = await acceptCommand(db, { ...command, ...of }, at);
  const { state, refusal, stage } = await recordCommand(db, row.id, revision.epoch, at);
  return refusal ?? `${state} ${stage}`;
}

const lend = (approver: SampleStaffName, delegate: SampleStaffName, fromOn = today, toOn = addDays(today, 7)) =>
  makeDelegation(
    db,
    { approverId: sampleStaff[approver].id, delegateId: sampleStaff[delegate].id, fromOn, toOn, reason: '休暇のため' },
    { by: who('administrator'), now },
  );

test('above the limit a delegate approves second in an absent approver’s place, and the case says in whose', async () => {
  expect(await press('reviewer', 'approve')).toBe('applied awaiting-second-approval');
  expect(await press('secondReviewer', 'approve')).toBe('role-must-allow-this');
  await lend('approver', 'secondReviewer');
  expect(await press('secondReviewer', 'approve')).toMatch(/^applied awaiting-fee|^applied issuing/);
  const timeline = await timelineFor(db, staffReader('all'), revision.guaranteeId);
  expect(timeline.at(-1)).toMatchObject({ actorName: '審査 四郎', onBehalfOf: '承認 二郎' });
});

test('whoever gave the first approval is no second, in whatever right (second-approver-must-differ)', async () => {
  await lend('approver', 'reviewer');
  await press('reviewer', 'approve');
  expect(await press('reviewer', 'approve')).toBe('second-approver-must-differ');
});

test('the right of whoever gave the first approval is not lent for the second', async () => {
  await lend('approver', 'secondReviewer');
  await press('approver', 'approve');
  expect(await press('secondReviewer', 'approve')).toBe('second-approver-must-differ');
});

test('a delegation holds on its days alone, until it is ended, and while the approver is one', async () => {
  await lend('approver', 'secondReviewer', addDays(today, 2), addDays(today, 3));
  await press('reviewer', 'approve');
  expect(await press('secondReviewer', 'approve')).toBe('role-must-allow-this');
  const person = (at: Date) => findStaffPerson(db, sampleStaff.secondReviewer.id, at);
  await owner.user.update({ where: { id: sampleStaff.secondReviewer.id }, data: { email: 'shiro@example.jp' } });
  const then = new Date(now.getTime() + 2 * 86_400_000);
  expect(isAllowed((await person(then))?.grants ?? [], 'approve-second')).toBe(true);
  expect(isAllowed((await person(then))?.grants ?? [], 'delegate-approval')).toBe(false);
  expect(isAllowed((await person(now))?.grants ?? [], 'approve-second')).toBe(false);
  await owner.user.update({ where: { id: sampleStaff.approver.id }, data: { deactivatedAt: now } });
  expect(isAllowed((await person(then))?.grants ?? [], 'approve-second')).toBe(false);
  await owner.user.update({ where: { id: sampleStaff.approver.id }, data: { deactivatedAt: null } });
  const [{ id } = { id: '' }] = await listDelegations(db, today);
  await endDelegation(db, id, { by: who('administrator'), reason: '出社したため', now });
  expect(isAllowed((await person(then))?.grants ?? [], 'approve-second')).toBe(false);
  await expect(endDelegation(db, id, { by: who('administrator'), reason: '再', now })).rejects.toMatchObject({
    refusal: 'delegation-must-exist',
  });
});

test('what is pressed before, on and after the days of a delegation is decided by that day', async () => {
  await lend('approver', 'secondReviewer', addDays(today, 2), addDays(today, 3));
  await press('reviewer', 'approve');
  const on = (days: number) => new Date(now.getTime() + days * 86_400_000);
  for (const outside of [0, 1, 4])
    expect([outside, await press('secondReviewer', 'approve', {}, on(outside))]).toEqual([
      outside,
      'role-must-allow-this',
    ]);
  expect(await press('secondReviewer', 'approve', {}, on(3))).toMatch(/^applied awaiting-fee|^applied issuing/);
});

test.each([
  ['of somebody who is no approver', 'reviewer', 'secondReviewer', 'delegation-must-be-of-an-approver'],
  ['to somebody who reviews nothing', 'approver', 'operator', 'delegate-must-be-a-reviewer'],
] as const)('no delegation %s', async (_what, approver, delegate, refusal) => {
  await expect(lend(approver, delegate)).rejects.toMatchObject({ refusal });
});

test('the same delegation does not stand twice on a day (delegation-must-not-overlap)', async () => {
  await lend('approver', 'secondReviewer');
  await expect(lend('approver', 'secondReviewer', addDays(today, 7), addDays(today, 9))).rejects.toMatchObject({
    refusal: 'delegation-must-not-overlap',
  });
});

test('nobody claims or decides a case of a company they are connected with (reviewer-must-not-act-for-contractor)', async () => {
  const connection = { contractorId: samples.contractorId, fromOn: today, toOn: null, reason: '配偶者が役員' };
  await declareConnection(db, sampleStaff.reviewer.id, connection, { by: who('reviewer'), now });
  const refusal = 'reviewer-must-not-act-for-contractor';
  for (const name of ['approve', 'return', 'decline'] as const)
    expect([name, await press('reviewer', name, { reason: '理由' })]).toEqual([name, refusal]);
  const claimed = claimCase(db, staffReader('all'), revision.guaranteeId, who('reviewer'), new Date());
  await expect(claimed).rejects.toMatchObject({ refusal });
  await expect(
    declareConnection(db, sampleStaff.reviewer.id, connection, { by: who('reviewer'), now }),
  ).rejects.toMatchObject({
    refusal: 'connection-must-be-new',
  });
  const [{ id } = { id: '' }] = await listConnections(db, sampleStaff.reviewer.id, today);
  await expect(endConnection(db, id, { by: who('reviewer'), reason: '離婚', now })).rejects.toMatchObject({
    refusal: 'connection-must-be-ended-by-another',
  });
  await endConnection(db, id, { by: who('administrator'), reason: '退任を確認', now });
  await expect(endConnection(db, id, { by: who('administrator'), reason: '再', now })).rejects.toMatchObject({
    refusal: 'connection-must-exist',
  });
  expect(await press('reviewer', 'approve')).toBe('applied awaiting-second-approval');
});

test('who is connected with the contractor lends no right at its case either', async () => {
  const connection = { contractorId: samples.contractorId, fromOn: today, toOn: addDays(today, 30), reason: '親族' };
  await declareConnection(db, sampleStaff.approver.id, connection, { by: who('administrator'), now });
  await lend('approver', 'secondReviewer');
  await press('reviewer', 'approve');
  expect(await press('secondReviewer', 'approve')).toBe('role-must-allow-this');
});

test('a contractor that nobody knows is none to be connected with (contractor-must-be-known, staff-person-must-exist)', async () => {
  const connection = { contractorId: randomUUID(), fromOn: today, toOn: null, reason: '親族' };
  const by = { by: who('administrator'), now };
  await expect(declareConnection(db, sampleStaff.reviewer.id, connection, by)).rejects.toMatchObject({
    refusal: 'contractor-must-be-known',
  });
  await expect(declareConnection(db, samples.users.contractor, connection, by)).rejects.toMatchObject({
    refusal: 'staff-person-must-exist',
  });
});

test('each of these acts stands in the audit log of whom it is about, with its reason', async () => {
  await lend('approver', 'secondReviewer');
  for (const { id } of [sampleStaff.approver, sampleStaff.secondReviewer]) {
    const last = await db.event.findFirstOrThrow({
      where: { subject: `user/${id}` },
      orderBy: { sequence: 'desc' },
      include: { body: true },
    });
    expect([last.kind, last.actorId]).toEqual(['delegation-made', sampleStaff.administrator.id]);
    expect(last.body?.content).toMatchObject({ reason: '休暇のため', before: null, by: { address: '203.0.113.1' } });
  }
});
