/** The list of fees as staff read it: what is due, what is late, what came in, and as a file. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { feeDue } from './support/fees.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

const today = dayInJapan(new Date());
const hostile = '=HYPERLINK("http://example.jp")<script>alert(1)</script>';
let operations: OpenOperations;
let clerk: Browser;
beforeAll(async () => {
  operations = await openOperations();
  ({ browser: clerk } = await operations.signIn('operator'));
}, 60_000);
afterAll(() => operations.close());
beforeEach(() => operations.owner.rateLimit.deleteMany());

/** The rows of the page's tables that have these words. */
const rowsWith = ({ html }: Page, words: string) => html.split('<tr').filter((row) => row.includes(words));

describe('the list of fees', () => {
  test('tells nobody is awaited, and then who, until when, and the sum', async () => {
    expect((await clerk.visit('/fees')).text).toContain('お支払いを待っている保証料はありません');
    const { guaranteeId } = await feeDue(operations, hostile);
    await feeDue(operations, '第2号橋梁補修');
    const late = { guaranteeId_number: { guaranteeId, number: 1 } };
    await operations.owner.revision.update({ where: late, data: { feeDueOn: new Date(addDays(today, -3)) } });
    const page = await clerk.visit('/fees');
    expect(page.text).toContain('2件、合計 78,800円');
    expect(page.html).not.toContain('<script>alert');
    const [first, second] = page.html.split('<tr id="fee.').slice(1);
    expect(first).toContain('3日超過');
    expect(second).toMatch(/あと\d+日/);
    expect(rowsWith(page, '39,400円')).toHaveLength(2);
  });

  test('is narrowed by its address: what is late, by words, by day', async () => {
    const overdue = await clerk.visit('/fees?state=overdue');
    expect(overdue.text).toContain('1件、合計 39,400円');
    const found = await clerk.visit(`/fees?q=${encodeURIComponent('第2号')}&kind=prepayment`);
    expect(found.text).toContain('1件、合計');
    expect((await clerk.visit('/fees?kind=bill')).text).toContain('この条件に合う保証料はありません');
    const wrong = await clerk.visit(`/fees?from=${encodeURIComponent('2026年2月31日')}`);
    expect([wrong.status, wrong.html.includes('id="from-error"')]).toEqual([200, true]);
  });

  test.each(['/fees?state=x&kind=y&after=%00', "/fees?after=fee.' OR 1&q=%00%25_", '/fees?state=paid&before=bill.'])(
    '%s is a page like any other',
    async (address) => expect((await clerk.visit(address)).status).toBe(200),
  );

  test('as a file it has the same rows, and no cell calculates', async () => {
    const { html, headers } = await clerk.visit('/fees.csv');
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('保証料_入金待ち_'));
    const rows = parse(html, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((row) => row.工事名)).toContain(`'${hostile}`);
    expect(rows.map((row) => row.期限までの日数)).toContain('-3');
  });

  test('a fee of another branch does not exist for a reviewer of one branch', async () => {
    const { guaranteeId } = await feeDue(operations, '東京の工事');
    await operations.owner.guarantee.update({ where: { id: guaranteeId }, data: { branchId: 'tokyo' } });
    expect((await clerk.visit('/fees')).text).toContain('東京の工事');
    const { browser } = await operations.signIn('branchReviewer');
    expect((await browser.visit('/fees')).text).not.toContain('東京の工事');
  });
});
