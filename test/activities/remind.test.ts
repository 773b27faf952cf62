/** Reminders of a submission: one for a day that has come, however often and however far the round was run. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import type { Application } from '../../domain/application.ts';
import { addDays, dayInJapan } from '../../domain/dates.ts';
import { fromDay } from '../../prisma/days.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { buildExample } from '../support/cases.ts';
import { createCase, recorded } from './support/cases.ts';
import { killedAt } from './support/killed.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
let revision: RevisionRef;
const today = dayInJapan(new Date());

beforeAll(async () => {
  neighbours = await openNeighbours();
  await neighbours.owner.branchReception.updateMany({ data: { opensAt: '00:00' } }); // at whatever hour this runs
});
afterAll(() => neighbours.close());
beforeEach(async () => {
  revision = await postedThreeDaysAgo(5);
  await neighbours.owner.feedCursor.deleteMany({ where: { feed: 'submission-reminders' } });
});

/** A contract guarantee that waits for its submission, and so many days until the contract is signed. */
async function postedThreeDaysAgo(daysLeft: number): Promise<RevisionRef> {
  const { guarantees, contract, delivery } = buildExample(new Date());
  const application: Application = {
    contract: { ...contract, contractOn: addDays(today, daysLeft), contractDateIs: 'planned' },
    guarantees: guarantees.filter(({ product }) => product === 'contract-guarantee'),
    delivery,
  };
  const created = await createCase(neighbours, 'posted', application);
  await neighbours.owner.revision.updateMany({
    where: { guaranteeId: created.guaranteeId },
    data: { arrivedAt: fromDay(addDays(today, -3)) },
  });
  return created;
}

function reminders() {
  return neighbours.db.mail.findMany({ where: { guaranteeId: revision.guaranteeId, kind: 'submission-due' } });
}

/** The round of the same day once more, as if nobody knew that it was done. */
async function anotherRound(): Promise<void> {
  await neighbours.owner.feedCursor.deleteMany({ where: { feed: 'submission-reminders' } });
  await neighbours.activities.sweep();
}

test('five days before the contract the contractor is told where, what and by when, and no key', async () => {
  await neighbours.activities.sweep();
  const [reminder] = await reminders();
  expect(reminder).toMatchObject({ toAddress: 'tsuuchi@marumaru-kensetsu.example.jp', state: 'waiting' });
  expect(await neighbours.activities.sendMail(reminder?.id as string)).toBe('sent');
  const taken = neighbours.inbox.mails.find(({ messageId }) => messageId === reminder?.messageId);
  expect(taken?.subject).toMatch(/^発注者様へのご提出はお済みですか/);
  expect(taken?.text).toContain(`/guarantees/${revision.guaranteeId}`);
});

test('a round that is run again writes nothing more', async () => {
  await neighbours.activities.sweep();
  await anotherRound();
  expect(await reminders()).toHaveLength(1);
});

test('the day’s round is one: the next sweep does not look again', async () => {
  await neighbours.activities.sweep();
  const later = await postedThreeDaysAgo(5);
  await neighbours.activities.sweep();
  expect(await neighbours.db.mail.count({ where: { ...idOf(later), kind: 'submission-due' } })).toBe(0);
});

test('before the first branch opens nobody is written to', async () => {
  await neighbours.owner.branchReception.updateMany({ data: { opensAt: '24:00' } }); // never reached
  await neighbours.activities.sweep();
  await neighbours.owner.branchReception.updateMany({ data: { opensAt: '00:00' } });
  expect(await reminders()).toHaveLength(0);
  await neighbours.activities.sweep();
  expect(await reminders()).toHaveLength(1);
});

test('stopped after the first mail was written, the round is done anew and writes it once', async () => {
  const stopping = stoppedAt(neighbours.services, { neighbour: 'db', method: '$transaction', when: 'after' });
  await expect(createActivities(stopping).sweep()).rejects.toThrow(Stopped);
  await neighbours.activities.sweep();
  expect(await reminders()).toHaveLength(1);
});

test('killed after the mail was written, the next process writes it once', async () => {
  const point = { neighbour: 'db', method: '$transaction', when: 'after' } as const;
  expect(await killedAt(neighbours.addresses, 'sweep', [], point)).toBe('SIGKILL');
  await neighbours.activities.sweep();
  expect(await reminders()).toHaveLength(1);
});

test('what was submitted is not reminded of, and what was submitted before the mail could go is left unsent', async () => {
  await neighbours.activities.sweep();
  await recorded(neighbours, revision, 'recordSubmission', { by: 'contractor', content: { channel: 'email' } });
  const [reminder] = await reminders();
  expect(await neighbours.activities.sendMail(reminder?.id as string)).toBe('skipped');
  expect(await neighbours.activities.sendMail(reminder?.id as string)).toBe('skipped');
  expect(await reminders()).toMatchObject([{ state: 'skipped', sentAt: null }]);

  revision = await postedThreeDaysAgo(5);
  await recorded(neighbours, revision, 'recordSubmission', { by: 'contractor', content: { channel: 'email' } });
  await anotherRound();
  expect(await reminders()).toHaveLength(0);
});

function idOf({ guaranteeId, revision: number }: RevisionRef) {
  return { guaranteeId, revision: number };
}
