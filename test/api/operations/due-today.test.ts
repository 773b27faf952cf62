/** 今日の期限: each number of the overview leads to a list of exactly the cases that it counts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import type { DeadlineKind } from '../../../domain/deadlines.ts';
import type { Stage } from '../../../domain/stages.ts';
import { fromDay } from '../../../prisma/days.ts';
import { applyFor } from '../net-desk/support/followed.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
beforeAll(async () => {
  operations = await openOperations();
});
afterAll(() => operations.close());

const today = dayInJapan(new Date());
const made: string[] = [];

/** A case at the stage with one deadline, so many days from today. */
async function dueIn(days: number, kind: DeadlineKind, stage: Stage): Promise<string> {
  const { guaranteeId } = await applyFor(operations);
  const { owner } = operations;
  await owner.revision.updateMany({ where: { guaranteeId }, data: { stage } });
  await owner.deadline.deleteMany({ where: { guaranteeId: { notIn: made } } }); // of both guarantees of the application
  const dueOn = fromDay(addDays(today, days));
  await owner.deadline.create({ data: { guaranteeId, revision: 1, kind, dueOn } });
  made.push(guaranteeId);
  return guaranteeId;
}

test('each number leads to a list of exactly the cases that it counts', async () => {
  const expected = {
    提出期限までに発行されていない: [
      await dueIn(0, 'submission-due', 'awaiting-fee'),
      await dueIn(-3, 'submission-due', 'applied'),
    ],
    提出期限が今日まで: [await dueIn(0, 'submission-due', 'posted'), await dueIn(-1, 'submission-due', 'posted')],
    入金期限を過ぎた保証料: [await dueIn(-1, 'fee-due', 'awaiting-fee')],
    '7日以内に保証期間が終わる': [
      await dueIn(0, 'guarantee-ending', 'submitted'),
      await dueIn(7, 'guarantee-ending', 'submitted'),
    ],
  };
  await dueIn(1, 'submission-due', 'posted');
  await dueIn(0, 'submission-due', 'returned'); // waits for the contractor
  await dueIn(0, 'fee-due', 'awaiting-fee'); // may still be paid today
  await dueIn(8, 'guarantee-ending', 'submitted');
  await dueIn(-1, 'guarantee-ending', 'submitted');
  const { browser, page } = await operations.signIn('reviewer');
  const rows = rowsOf(page.html);
  for (const [title, ids] of Object.entries(expected)) {
    const { count, href } = rows.get(title) ?? { count: '', href: '/' };
    expect([title, count]).toEqual([title, String(ids.length)]);
    const list = await browser.visit(href);
    expect([...list.html.matchAll(/<tr id="row-([^"]+)"/g)].map(([, id]) => id).sort()).toEqual([...ids].sort());
    expect(list.text).toContain(`今日の期限: ${title}`); // taken off like every condition
  }
});

test('what is to be reviewed today leads to the queue of exactly that; what came after the cut-off is not in it', async () => {
  const { owner } = operations;
  const { browser } = await operations.signIn('reviewer');
  const promised = async () =>
    rowsOf((await browser.visit('/')).html).get('本日中に審査する申込') ?? { count: '', href: '' };
  const untilThen = (applicationsUntil: string) =>
    owner.branchReception.updateMany({ data: { weekdays: [1, 2, 3, 4, 5, 6, 7], applicationsUntil } });
  await owner.closedDay.deleteMany();
  const { guaranteeId } = await applyFor(operations);
  await untilThen('23:59');
  const { count, href } = await promised();
  const queue = await browser.visit(href);
  expect(queue.text).toContain(`${count}件`);
  expect(queue.html).toContain(`id="row-${guaranteeId}"`);
  await untilThen('00:00'); // what came during the day came too late
  const later = await promised();
  const rest = await browser.visit(later.href);
  expect(Number(later.count)).toBeLessThan(Number(count));
  expect(rest.text).toContain(`${later.count}件`);
  expect(rest.html).not.toContain(`id="row-${guaranteeId}"`);
});

test('each number leads only where the person may go: an operator reviews nothing', async () => {
  const { browser, page } = await operations.signIn('operator');
  expect(page.text).toContain('本日中に審査する申込');
  const rows = rowsOf(page.html);
  expect(rows.has('本日中に審査する申込')).toBe(false); // told, without a way to it
  expect(rows.size).toBe(4);
  for (const { href } of rows.values()) expect([href, (await browser.visit(href)).status]).toEqual([href, 200]);
});

/** The rows of the overview's 今日の期限, by their title. */
function rowsOf(html: string): Map<string, { count: string; href: string }> {
  const rows = html.matchAll(/<div class="today-row"><dt>(.*?)<\/dt><dd[^>]*><a href="([^"]+)">([\d,]+)件/g);
  return new Map(
    [...rows].map(([, title = '', href = '', count = '']) => [
      title,
      { count, href: href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=') },
    ]),
  );
}
