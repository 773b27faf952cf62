/** 審査: the queue, who holds what, and the presses that take, let go and take over a case, read without JavaScript. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { samples } from '../../../prisma/sample-registers.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { applyFor } from '../net-desk/support/followed.ts';
import type { OpenOperations } from './support/operations.ts';
import { claimFor, openReviewing } from './support/under-review.ts';

let operations: OpenOperations;
beforeAll(async () => {
  operations = await openReviewing();
});
afterAll(() => operations.close());
beforeEach(async () => {
  await operations.owner.reviewClaim.deleteMany();
  await operations.owner.revision.updateMany({ data: { stage: 'withdrawn' } });
});

/** An application of one prepayment guarantee. */
async function waiting(own: Parameters<typeof applyFor>[1] = {}): Promise<string> {
  const { guaranteeId } = await applyFor(operations, own);
  await operations.owner.revision.updateMany({
    where: {
      guaranteeId: { not: guaranteeId },
      guarantee: { application: { guarantees: { some: { id: guaranteeId } } } },
    },
    data: { stage: 'withdrawn' },
  });
  return guaranteeId;
}

const at = (id: string, rest = '') => `/reviews/${id}${rest}`;
const eventsOf = (guaranteeId: string) =>
  operations.owner.event.findMany({ where: { guaranteeId }, include: { body: true }, orderBy: { sequence: 'asc' } });

test('an empty queue says so; a search that finds nothing leads back to all', async () => {
  const { browser } = await operations.signIn('reviewer');
  const empty = await browser.visit('/reviews');
  expect(empty.text).toContain('審査を待つ申込はありません');
  const narrowed = await browser.visit('/reviews?product=midterm-prepayment');
  expect(narrowed.text).toContain('この条件に合う案件はありません');
  expect((await browser.follow(narrowed, '条件をすべて外す')).address).toBe('/reviews');
});

test('the queue tells who holds what, and is narrowed to mine, to nobody’s, by product, branch and stage', async () => {
  const [mine, theirs, free] = [await waiting(), await waiting(), await waiting()];
  await claimFor(operations, 'reviewer', mine);
  await claimFor(operations, 'secondReviewer', theirs);
  await operations.owner.guarantee.update({ where: { id: free }, data: { branchId: 'tokyo' } });
  const { browser } = await operations.signIn('reviewer');
  const shown = async (query: string) => {
    const { html } = await browser.visit(`/reviews?${query}`);
    return [mine, theirs, free].map((id) => html.includes(`id="row-${id}"`));
  };
  const all = await browser.visit('/reviews');
  expect(all.text).toContain('3件');
  expect(all.text).toContain('（自分の担当 1件）');
  expect(all.text).toContain('審査 四郎');
  expect(await shown('holder=mine')).toEqual([true, false, false]);
  expect(await shown('holder=free')).toEqual([false, false, true]);
  expect(await shown('branch=tokyo')).toEqual([false, false, true]);
  expect(await shown('stage=applied&product=prepayment')).toEqual([true, true, true]);
  expect(await shown('stage=awaiting-second-approval')).toEqual([false, false, false]);
  expect(await shown('holder=nonsense&product=%00&stage=issuing&page=-7')).toEqual([true, true, true]);
});

test('a branch reviewer sees the cases of the own branch alone', async () => {
  const [own, foreign] = [await waiting(), await waiting()];
  await operations.owner.guarantee.update({ where: { id: foreign }, data: { branchId: 'tokyo' } });
  const { browser } = await operations.signIn('branchReviewer');
  const { html, text } = await browser.visit('/reviews');
  expect([html.includes(own), html.includes(foreign), text.includes('東京支店')]).toEqual([true, false, false]);
  expect((await browser.visit(at(foreign))).status).toBe(404);
});

test('the next case is the oldest that nobody holds; who presses after gets the one after it', async () => {
  const [first, second] = [await waiting(), await waiting()];
  const [one, other] = [await operations.signIn('reviewer'), await operations.signIn('secondReviewer')];
  const press = async ({ browser }: typeof one) => browser.press(await browser.visit('/reviews'), '次の案件を担当する');
  const taken = await press(one);
  expect(taken.address).toBe(at(first, '?recorded=claim'));
  expect(taken.text).toContain('担当になりました');
  expect((await press(other)).address).toBe(at(second, '?recorded=claim'));
  expect((await press(one)).address).toBe(at(first, '?recorded=claim')); // what is held already comes first
  const { browser } = await operations.signIn('approver');
  expect((await browser.press(await browser.visit('/reviews'), '次の案件を担当する')).text).toContain(
    '次の案件はありません',
  );
});

test('a case of a company that the reviewer is connected with is neither next nor to be taken (reviewer-must-not-act-for-contractor)', async () => {
  const id = await waiting();
  const { id: userId } = sampleStaff.reviewer;
  const connection = { id: randomUUID(), userId, contractorId: samples.contractorId, reason: '親族が役員' };
  const since = { fromOn: new Date('2020-04-01'), declaredById: userId, declaredAt: new Date() };
  await operations.owner.staffConnection.create({ data: { ...connection, ...since } });
  const { browser } = await operations.signIn('reviewer');
  expect((await browser.press(await browser.visit('/reviews'), '次の案件を担当する')).text).toContain(
    '次の案件はありません',
  );
  const page = await browser.visit(at(id));
  expect(page.text).toContain('この案件は判断できません');
  const refused = await browser.press(page, '担当する');
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('押した内容は記録されていません');
  await operations.owner.staffConnection.deleteMany();
});

test('who comes second is told who holds the case, and looks at it without any press but taking over (case-must-not-be-held-by-another)', async () => {
  const id = await waiting();
  const [one, other] = [await operations.signIn('reviewer'), await operations.signIn('secondReviewer')];
  const [seenByOne, seenByOther] = [await one.browser.visit(at(id)), await other.browser.visit(at(id))];
  await one.browser.press(seenByOne, '担当する');
  const told = await other.browser.press(seenByOther, '担当する');
  expect(told.status).toBe(409);
  expect(told.text).toContain('押した内容は記録されていません');
  expect(told.text).toContain('審査 一郎さんが担当しています。この画面は見るだけです。');
  expect(told.html).not.toContain(`${at(id)}/approval`);
  for (const rest of ['/approval', '/return', '/decline', '/paper-request', '/release'])
    expect((await other.browser.visit(at(id, rest))).address).toBe(at(id));
});

test('taking over asks for a reason, which stays with the name of who held it (reason-must-be-given)', async () => {
  const id = await waiting();
  await claimFor(operations, 'reviewer', id);
  const { browser } = await operations.signIn('secondReviewer');
  const form = await browser.follow(await browser.visit(at(id)), '担当を引き継ぐ');
  expect(form.text).toContain('いまの担当：審査 一郎さん');
  const refused = await browser.press(form, '担当を引き継ぐ', { 引き継ぐ理由: '  ' });
  expect([refused.status, refused.html.includes('id="reason-error"')]).toEqual([422, true]);
  const taken = await browser.press(refused, '担当を引き継ぐ', { 引き継ぐ理由: '<b>休暇</b>のため' });
  expect(taken.address).toBe(at(id, '?recorded=takeover'));
  const last = (await eventsOf(id)).at(-1);
  expect([last?.kind, last?.actorId]).toEqual(['review-taken-over', sampleStaff.secondReviewer.id]);
  expect(last?.body?.content).toMatchObject({ reason: '<b>休暇</b>のため', from: sampleStaff.reviewer.id });
});

test('letting go leaves the case to somebody else; letting go twice tells that it is held no more (case-must-be-held)', async () => {
  const id = await waiting();
  await claimFor(operations, 'reviewer', id);
  const { browser } = await operations.signIn('reviewer');
  const form = await browser.follow(await browser.visit(at(id)), '担当を外れる');
  expect((await browser.press(form, '担当を外れる')).text).toContain('担当を外れました');
  const again = await browser.press(form, '担当を外れる');
  expect([again.status, again.text.includes('まだ担当がいません')]).toEqual([409, true]);
});

test('the page shows everything that was applied for beside each check with its rule, in both languages', async () => {
  const hostile = '<script>alert(1)</script>𠮷田橋';
  const id = await waiting({ projectName: hostile, worksNumber: 'R8-第12号' });
  await operations.owner.application.updateMany({
    data: { message: '至急お願いします\n<img src=x onerror=alert(1)>' },
  });
  const { browser } = await operations.signIn('reviewer');
  const page = await browser.visit(at(id));
  for (const words of [
    hostile,
    'R8-第12号',
    '高根沢町',
    '50,000,000円',
    '20,000,000円',
    '至急お願いします',
    '一括納付',
  ])
    expect(page.text).toContain(words);
  expect(page.html).not.toMatch(/<script>alert|<img src=x/);
  for (const words of ['割合', 'R-A1・R-A2・R-A3', '電子保証の可否', 'R-O2・R-O5', '保証残高', '添付書類'])
    expect(page.text).toContain(words);
  const english = await browser.visit(at(id, '?lang=en'));
  const untranslated = [...english.html.matchAll(/<(dt|strong|th|h2|h3|label|button)\b[^>]*>([^<]*)</g)]
    .map(([, , words = '']) => words)
    .filter((words) => /[ぁ-ん]|の|請負|工期/.test(words));
  expect(untranslated).toEqual([]);
});
