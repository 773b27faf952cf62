/** Fee tables on the desk: tried, compared, and added from a file that was looked at first. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let keeper: Browser;
beforeAll(async () => {
  operations = await openOperations();
  keeper = (await operations.signIn('registerKeeper')).browser;
}, 60_000);
afterAll(() => operations.close());

const list = '/registers/fee-tables';
const tomorrow = addDays(dayInJapan(new Date()), 1);

/** The table in force as a file, changed. */
async function file(change: (text: string) => string): Promise<Page> {
  const written = await keeper.download(await keeper.visit(`${list}/versions/SAMPLE-1`), 'CSVで保存');
  const form = new FormData();
  form.set('formToken', /name="formToken" value="([^"]+)"/.exec((await keeper.visit(`${list}/new`)).html)?.[1] ?? '');
  form.set('file', new File([change(Buffer.from(written).toString())], '表.csv', { type: 'text/csv' }));
  return keeper.send(`${list}/new`, form);
}

const renewed = (text: string) =>
  text.replace('SAMPLE-1', 'SAMPLE-2').replace('2020-04-01', tomorrow).replace('0.15%', '0.16%');

test('a case is tried by every version (worked example 8)', async () => {
  const page = await keeper.visit(`${list}?product=prepayment&amount=20,000,000&from=R8.4.1&to=2026/12/25`);
  expect(page.text).toContain('39,400円');
  const wrong = await keeper.visit(`${list}?product=prepayment&amount=-1&from=2026/2/31&to=x`);
  expect(wrong.text).toContain('暦にある日付を入力してください');
});

test('a new version is looked at beside the one in force, and added with a reason; then both are compared', async () => {
  const looked = await file(renewed);
  expect(looked.text).toContain('まだ登録していません');
  expect(looked.text).toContain('＋1,000円'); // 0.01 % of the 10,000,000 yen between 10 and 20 million
  expect(await operations.db.feeTable.count()).toBe(1);
  const refused = await keeper.press(looked, '登録する');
  expect([refused.status, refused.text.includes('理由を入力してください')]).toEqual([422, true]);
  const added = await keeper.press(looked, '登録する', { 登録の理由: '約款の変更認可' });
  expect(added.text).toContain('新しい版を登録しました');
  const compared = await keeper.visit(`${list}?one=SAMPLE-1&other=SAMPLE-2`);
  expect(compared.text).toContain('39,400円 40,400円 ＋1,000円');
  const again = await keeper.press(looked, '登録する', { 登録の理由: 'もう一度' });
  expect([again.status, again.text.includes('この名前の版はすでにあります')]).toEqual([409, true]); // fee-table-version-must-be-new
  expect(await operations.db.event.count({ where: { subject: 'register/fee-table/SAMPLE-2' } })).toBe(1);
});

test.each([
  [
    'a table in force since today (fee-table-must-begin-after-today)',
    (text: string) => text.replace('SAMPLE-1', 'SAMPLE-3').replace('2020-04-01', dayInJapan(new Date())),
  ],
])('%s is refused: what was applied for keeps its fee', async (_what, change) => {
  const page = await keeper.press(await file(change), '登録する', { 登録の理由: '見本' });
  expect([page.status, page.text.includes('適用開始日は、明日以降にしてください')]).toEqual([422, true]);
});

test('a file that is none is told by its row', async () => {
  const page = await file((text) => text.replace('0.15%', '少し'));
  expect(page.status).toBe(422);
  expect(page.text).toContain('この行を読み取れません');
  expect((await keeper.visit(`${list}/versions/NONE`)).status).toBe(404); // fee-table-must-exist
  const garbage = await keeper.send(
    `${list}/addition`,
    new URLSearchParams({ formToken: tokenOf(page), cells: '[1,[{"a":1}]]' }),
  );
  expect(garbage.status).toBe(422);
});

test('others look and add nothing', async () => {
  const { browser } = await operations.signIn('auditor');
  expect((await browser.visit(list)).text).toContain('SAMPLE-1');
  expect((await browser.visit(`${list}/new`)).status).toBe(403);
});

const tokenOf = ({ html }: Page) => /name="formToken" value="([^"]+)"/.exec(html)?.[1] ?? '';
