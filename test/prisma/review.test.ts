/** Cases under review: held by one reviewer at a time, checked by the registers, decided by who holds them. */

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { day, dayInJapan } from '../../domain/dates.ts';
import { reviewFindings } from '../../domain/review-checks.ts';
import { contractorReader, staffReader } from '../../domain/scopes.ts';
import { caseTimeline } from '../../prisma/case-timeline.ts';
import type { Database } from '../../prisma/database.ts';
import { fromDay } from '../../prisma/days.ts';
import { askForPaper, paperRequests } from '../../prisma/paper-requests.ts';
import { recordCommand } from '../../prisma/record-command.ts';
import { claimCase, claimedBy, releaseCase, takeOverCase } from '../../prisma/review-claims.ts';
import { reviewFacts, severitiesOn } from '../../prisma/review-facts.ts';
import { nextToReview, reviewQueue } from '../../prisma/review-queue.ts';
import { lockRevision } from '../../prisma/revisions.ts';
import { samples } from '../../prisma/sample-registers.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase, recorded } from '../activities/support/cases.ts';
import { buildExample } from '../support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const staff = staffReader('all');
const who = (userId: string) => ({ userId, roles: ['reviewer'], address: '203.0.113.1' });
const [one, other] = [who(samples.users.reviewer), who(samples.users.approver)];
let tables: ServiceTables;
let db: Database;
let owner: Database;
let revision: RevisionRef;
let means: { db: Database; activities: never };

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db, owner } = tables);
  const recordNow = (of: RevisionRef, commandId: string) => recordCommand(db, commandId, of.epoch, new Date());
  means = { db, activities: { recordCommand: recordNow } as never };
});
afterAll(() => tables.close());
beforeEach(async () => {
  const example = buildExample(new Date());
  const contract = { ...example.contract, projectName: `町道${Math.random().toString().slice(2)}号線` };
  revision = await createCase(means, 'applied', { ...example, contract });
});

const claim = (by = one) => claimCase(db, staff, revision.guaranteeId, by, new Date());

test('of two reviewers who claim at once one holds the case; the other is told, and may not decide it', async () => {
  const claimed = await Promise.allSettled([claim(one), claim(other)]);
  expect(claimed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(claimed.find((each) => each.status === 'rejected')?.reason).toMatchObject({
    refusal: 'case-must-not-be-held-by-another',
  });
  const holder = await claimedBy(db, revision.guaranteeId);
  const outsider = holder === samples.users.reviewer ? 'approver' : 'reviewer';
  const refused = await recorded(means, revision, 'approve', { by: outsider });
  expect(refused).toMatchObject({ state: 'refused', refusal: 'case-must-not-be-held-by-another' });
  const own = outsider === 'reviewer' ? 'approver' : 'reviewer';
  expect(await recorded(means, revision, 'approve', { by: own })).toMatchObject({ state: 'applied' });
  expect(await claimedBy(db, revision.guaranteeId)).toBeNull(); // decided: nobody holds it
});

test('a case is released by who holds it, and taken over with a reason that stands in its timeline', async () => {
  await expect(releaseCase(db, staff, revision.guaranteeId, one, new Date())).rejects.toMatchObject({
    refusal: 'case-must-be-held',
  });
  await claim(one);
  await claim(one); // holding it already is enough
  await expect(takeOverCase(db, staff, revision.guaranteeId, '', other, new Date())).rejects.toMatchObject({
    refusal: 'reason-must-be-given',
    field: 'reason',
  });
  await takeOverCase(db, staff, revision.guaranteeId, '担当者が不在', other, new Date());
  await releaseCase(db, staff, revision.guaranteeId, other, new Date());
  const events = await db.event.findMany({
    where: { guaranteeId: revision.guaranteeId },
    include: { body: true },
    orderBy: { sequence: 'asc' },
  });
  expect(events.map(({ kind }) => kind)).toEqual(['applied', 'review-claimed', 'review-taken-over', 'review-released']);
  expect(events[2]?.body?.content).toMatchObject({ reason: '担当者が不在', from: samples.users.reviewer });
});

test('what is not under review is held by nobody, and what does not exist for the reader neither', async () => {
  await recorded(means, revision, 'withdraw', { by: 'contractor' });
  await expect(claim()).rejects.toMatchObject({ refusal: 'case-must-be-under-review' });
  const stranger = contractorReader(samples.otherContractorId);
  await expect(claimCase(db, stranger, revision.guaranteeId, one, new Date())).rejects.toMatchObject({
    refusal: 'guarantee-must-exist',
  });
  const insider = who(samples.users.contractor);
  const again = await createCase(means, 'applied');
  await expect(claimCase(db, staff, again.guaranteeId, insider, new Date())).rejects.toMatchObject({
    refusal: 'reviewer-must-not-act-for-contractor',
  });
});

test('the queue tells who holds what; the next case is one’s own, else the oldest that is free', async () => {
  const search = { holder: 'all', userId: one.userId } as const;
  const before = await reviewQueue(db, staff, search, 50, 0);
  await claim(one);
  const { rows, mine } = await reviewQueue(db, staff, search, 50, 0);
  expect(rows.find(({ id }) => id === revision.guaranteeId)?.holder?.name).toBe('審査 一郎');
  expect(mine).toBe(before.mine + 1);
  expect(await nextToReview(db, staff, search)).toBe(revision.guaranteeId);
  const free = await reviewQueue(db, staff, { ...search, holder: 'free' }, 50, 0);
  expect(free.rows.map(({ id }) => id)).not.toContain(revision.guaranteeId);
  expect(await nextToReview(db, staff, { ...search, userId: other.userId })).toBe(free.rows[0]?.id);
});

async function findings(of: RevisionRef) {
  return db.$transaction(async (tx) => {
    const today = dayInJapan(new Date());
    const facts = await reviewFacts(tx, await lockRevision(tx, { ...of, epoch: null }), today);
    return reviewFindings(facts, await severitiesOn(tx, today));
  });
}

test('the checks see what registers and tables hold: a second application, a limit, the papers', async () => {
  // By the day of the test, the sample's works may lie over two fiscal years.
  const wrong = async () =>
    (await findings(revision))
      .filter(({ check, outcome }) => outcome !== 'ok' && check !== 'period')
      .map(({ check }) => check);
  expect(await wrong()).toEqual(['papers']);
  const { constructionContract } = await db.guarantee.findUniqueOrThrow({
    where: { id: revision.guaranteeId },
    include: { constructionContract: true },
  });
  const example = buildExample(new Date());
  const contract = { ...example.contract, projectName: constructionContract.projectName };
  await createCase(means, 'applied', { ...example, contract });
  await db.contractorLimit.create({
    data: { contractorId: samples.contractorId, effectiveOn: fromDay(day('2020-04-01')), limitYen: 1n, reason: '見本' },
  });
  expect(await wrong()).toEqual(['duplicate', 'exposure', 'papers']);
  await owner.contractorLimit.deleteMany();
});

test('a check that the register makes a stop holds the approval back, until an approver gives a reason; the audit log names what was passed', async () => {
  await db.reviewCheckRule.create({
    data: { check: 'papers', effectiveOn: fromDay(day('2020-04-01')), severity: 'stop', source: '見本' },
  });
  expect(await recorded(means, revision, 'approve')).toMatchObject({ refusal: 'stop-must-be-passed-with-a-reason' });
  const content = { reason: '窓口で請負契約書を確認した' };
  expect(await recorded(means, revision, 'approve', { content })).toMatchObject({
    refusal: 'stop-must-be-passed-by-an-approver',
  });
  expect(await recorded(means, revision, 'approve', { by: 'approver', content })).toMatchObject({ state: 'applied' });
  const { id, body } = await db.event.findFirstOrThrow({
    where: { guaranteeId: revision.guaranteeId, kind: 'approve' },
    include: { body: true },
  });
  expect(body?.content).toMatchObject({ said: content, passedStops: ['papers'] });
  const told = (await caseTimeline(db, revision.guaranteeId)).find((moment) => moment.id === id);
  expect(told).toMatchObject({ reason: content.reason, passedStops: ['papers'] });
  const plain = await createCase(means, 'applied');
  await owner.reviewCheckRule.updateMany({ data: { severity: 'warning' } });
  await recorded(means, plain, 'approve');
  expect((await caseTimeline(db, plain.guaranteeId)).at(-1)).toMatchObject({ kind: 'approve', passedStops: [] });
  await owner.reviewCheckRule.deleteMany();
});

test('a further paper is asked for by who holds the case, once per key, and is answered by what is enclosed after it', async () => {
  const { guaranteeId } = revision;
  const ask = (userId = one.userId) =>
    askForPaper(
      db,
      staff,
      {
        client: userId,
        idempotencyKey: `paper/${guaranteeId}`,
        userId,
        by: who(userId),
        name: 'askForPaper',
        guaranteeId,
        revision: null,
        incidentId: null,
        content: { words: '指名通知書の写し' },
      },
      '指名通知書の写し',
      (id) => ({ status: 201, body: { id } }) as never,
      new Date(Date.now() - 1000),
    );
  await expect(ask()).rejects.toMatchObject({ refusal: 'case-must-be-held' });
  await claim(one);
  await expect(ask(other.userId)).rejects.toMatchObject({ refusal: 'case-must-not-be-held-by-another' });
  expect(await ask()).toEqual(await ask());
  expect(await paperRequests(db, staff, guaranteeId)).toEqual([
    expect.objectContaining({ words: '指名通知書の写し', isAnswered: false }),
  ]);
  expect(await db.mail.count({ where: { guaranteeId, kind: 'paper-asked' } })).toBe(1);
  const { applicationId } = await db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const file = { fileName: 'a.pdf', mediaType: 'application/pdf', sizeBytes: 1, sha256: '0'.repeat(64) };
  await db.attachment.create({ data: { id: guaranteeId, applicationId, ...file } });
  expect((await paperRequests(db, staff, guaranteeId))[0]?.isAnswered).toBe(true);
});
