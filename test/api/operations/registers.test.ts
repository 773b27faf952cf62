/** Registers on the desk: looked at by all staff, changed by keepers, with a look before it counts and a history after. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { registers } from '../../../domain/registers/all.ts';
import { bankSearchKey } from '../../../domain/text.ts';
import { openBrowser, type TestBrowser } from '../../support/browser.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
let keeper: Browser;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  keeper = (await operations.signIn('registerKeeper')).browser;
}, 60_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));

const authority = '/registers/authorities/rows/takanezawa';
const check = '変更の内容を確認する';

/** Types into the row's form and looks at what would change. */
async function typed(values: Record<string, string>, address = authority, by = keeper): Promise<Page> {
  return by.correct(await by.visit(address), check, values);
}

test('every register shows its rows, a form for one, its history and its file', async () => {
  const index = await keeper.visit('/registers');
  for (const { title, name } of registers) {
    expect(index.text).toContain(title);
    for (const part of ['', '/new', '/changes', '/file']) {
      expect([name, part, (await keeper.visit(`/registers/${name}${part}`)).status]).toEqual([name, part, 200]);
    }
    const csv = await fetch(`${operations.url}/registers/${name}.csv`, { headers: cookie(keeper) });
    expect(csv.headers.get('content-type')).toContain('text/csv');
  }
});

test('a change is looked at first: what it was, what it becomes, which cases it touches; then it holds, with its reason', async () => {
  const looked = await typed({ '被保証者（証書の名宛人）': '高根沢町長 見本', 変更の理由: '組織の変更' });
  expect(looked.text).toContain('まだ変わっていません');
  expect(looked.text).toContain('高根沢町長 見本');
  expect((await operations.db.authority.findUniqueOrThrow({ where: { id: 'takanezawa' } })).beneficiaryTitle).toBe(
    '高根沢町長',
  );
  const done = await keeper.press(looked, '変更する');
  expect(done.text).toContain('登録簿を変更しました');
  const shown = await keeper.visit(authority);
  expect(shown.text).toContain('被保証者（証書の名宛人）：高根沢町長 → 高根沢町長 見本');
  expect(shown.text).toContain('組織の変更');
  expect(shown.text).toContain('登録 六花');
});

test.each<[string, Record<string, string>, string]>([
  ['nothing where something must stand', { 発注者名: '', 変更の理由: '見本' }, 'この項目を入力してください'],
  ['no reason (reason-must-be-given)', { 発注者名: '別の名前' }, '理由を入力してください'],
  [
    'a day that is past (change-day-must-not-be-past)',
    { 発注者名: '別', 登録簿に入れる日: '2020/4/1', 変更の理由: '見本' },
    '今日以降',
  ],
  ['31 February', { 発注者名: '別', 登録簿に入れる日: '2027/2/31', 変更の理由: '見本' }, '暦にある日付'],
  ['what stands there already', { 変更の理由: '見本' }, '今の内容と同じです'],
  ['marks that turn the reading direction', { 発注者名: '高根沢\u202E町', 変更の理由: '見本' }, '印刷できない文字'],
])('%s is told beside the field, and what was typed stays', async (_what, values, sentence) => {
  const page = await typed(values);
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.text).toContain(sentence);
  for (const value of Object.values(values)) expect(page.html).toContain(value);
});

test('of two keepers at once the second is told, in two real browsers (register-row-must-be-as-it-was-read)', async () => {
  const [one, other] = [await chromium.person(), await chromium.person()];
  for (const page of [one, other]) {
    await operations.signInWith(page, 'registerKeeper');
    await page.goto(`${operations.url}/registers/banks/rows/sample-shinkin`);
    await page.$eval('[name="row.branchName"]', (field) => {
      (field as HTMLInputElement).value = '';
    });
    await page.type('[name="row.branchName"]', page === one ? '一の支店' : '二の支店');
    await page.type('[name="reason"]', '店の名が変わった');
    await Promise.all([page.waitForNavigation(), page.click('form[action*="/rows/"] button.filled')]);
  }
  for (const page of [one, other]) await Promise.all([page.waitForNavigation(), page.click('button.filled')]);
  const words = (page: typeof one) => page.$eval('main', (main) => main.textContent ?? '');
  expect(await words(one)).toContain('登録簿を変更しました');
  expect(await words(other)).toContain('ほかの方がこの行を先に変更しました');
  expect((await operations.db.bankBranch.findUniqueOrThrow({ where: { id: 'sample-shinkin' } })).branchName).toBe(
    '一の支店',
  );
  expect(chromium.complaints.filter((complaint) => !complaint.includes('409'))).toEqual([]);
});

test('a change for a later day is planned, and taken back', async () => {
  const later = addDays(dayInJapan(new Date()), 7);
  const looked = await typed(
    { 支店名: '北関東支店', 登録簿に入れる日: later, 変更の理由: '改称' },
    '/registers/branches/rows/tochigi',
  );
  expect((await keeper.press(looked, '変更する')).text).toContain('変更の予定を登録しました');
  const plans = await keeper.visit('/registers/branches/changes');
  expect(plans.text).toContain('予定');
  const after = await keeper.press(plans, '予定を取り消す 北関東支店');
  expect(after.text).toContain('取消し');
});

test('a new row is added and taken out again; what it said stays', async () => {
  const looked = await typed(
    { 確認事項: 'papers', 適用開始日: '2020/4/1', 扱い: 'warning', 根拠: '見本', 変更の理由: '見本の運用' },
    '/registers/review-check-rules/new',
  );
  expect((await keeper.press(looked, '追加する')).text).toContain('登録簿を変更しました');
  const removing = await keeper.visit('/registers/review-check-rules/rows/papers~2020-04-01/removal');
  const refused = await keeper.press(removing, '削除する');
  expect([refused.status, refused.text.includes('理由を入力してください')]).toEqual([422, true]);
  expect((await keeper.press(removing, '削除する', { 削除の理由: '誤り' })).text).toContain('行を削除しました');
  expect((await keeper.visit('/registers/review-check-rules/changes')).text).toContain('誤り');
  expect((await keeper.visit('/registers/authorities/rows/takanezawa/removal')).status).toBe(409);
  expect((await keeper.visit('/registers/nothing')).status).toBe(404);
  expect((await keeper.visit('/registers/banks/rows/nobody')).status).toBe(404);
});

test('a submission profile is shown filled in before it counts; unknown names in it are refused', async () => {
  const address = '/registers/submission-profiles/rows/takanezawa-prepayment';
  const looked = await typed({ 件名: '【請求】{worksNumber}{projectName}', 変更の理由: '見本' }, address);
  expect(looked.text).toContain('【請求】第12号町道改良工事');
  const refused = await typed({ 件名: '{worksNo}', 変更の理由: '見本' }, address);
  expect(refused.text).toContain('使えない項目があります');
});

test('a file that was written out comes back unchanged; what is changed in it is looked at, and taken in as a whole', async () => {
  const written = await keeper.download(await keeper.visit('/registers/banks'), 'CSVで保存');
  const text = Buffer.from(written).toString();
  const same = await send('banks', text);
  expect(same.text).toContain('今の登録簿と同じ内容です');
  const changed = text.replace('△△支店', '=△△支店').replace(/\r\n$/, '\r\n,新銀行,本店,シンギンコウ ホンテン,はい\r\n');
  const looked = await send('banks', changed);
  expect(looked.text).toContain('変わる行は2件です（うち追加1件）');
  const refused = await keeper.press(looked, 'すべて取り込む');
  expect(refused.text).toContain('理由を入力してください');
  expect((await keeper.press(looked, 'すべて取り込む', { 変更の理由: '合併' })).text).toContain(
    'CSVの内容を取り込みました',
  );
  expect(await operations.db.bankBranch.count({ where: { bankName: '新銀行' } })).toBe(1);
  const again = await keeper.press(looked, 'すべて取り込む', { 変更の理由: '合併' });
  expect([again.status, again.text.includes('すでに取り込まれた')]).toEqual([409, true]);
  expect(Buffer.from(await keeper.download(await keeper.visit('/registers/banks'), 'CSVで保存')).toString()).toContain(
    "'=△△支店",
  );
});

test.each(registers.map(({ name }) => name))('the file of %s comes back as it was written out', async (name) => {
  const written = await fetch(`${operations.url}/registers/${name}.csv`, { headers: cookie(keeper) });
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await written.arrayBuffer());
  const hasRows = text.trimEnd().includes('\r\n');
  expect((await send(name, text)).text).toContain(hasRows ? '今の登録簿と同じ内容です' : '行がありません');
});

test.each<[string, string, string, (text: string) => string]>([
  [
    'headings of another file',
    'banks',
    '見出しが、この登録簿のCSVと違います',
    (text) => text.replace('支店名', '支店'),
  ],
  ['no rows', 'banks', '行がありません', (text) => `${text.split('\r\n')[0]}\r\n`],
  [
    'a row twice',
    'product-settings',
    '同じ行がこのファイルの上にあります',
    (text) => text + text.split('\r\n').slice(1).join('\r\n'),
  ],
  ['a reference to nobody', 'departments', '登録されていない名前です', (text) => text.replaceAll('高根沢町', '無い町')],
  ['a row that is gone', 'banks', 'この行は見つかりません', (text) => text.replace('sample-shinkin', 'gone')],
])('a file with %s is refused as a whole (register-file-…)', async (_what, name, sentence, spoil) => {
  const written = await keeper.download(await keeper.visit(`/registers/${name}`), 'CSVで保存');
  const page = await send(name, spoil(Buffer.from(written).toString()));
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.text).toContain(sentence);
});

test('a long register is searched by words and read page by page, whatever page the address names', async () => {
  const row = (n: number) => {
    const branchName = `多い支店${String(n).padStart(3, '0')}`;
    const searchKey = bankSearchKey(`見本銀行${branchName}ミホンギンコウ`);
    return {
      id: `many-${n}`,
      bankName: '見本銀行',
      branchName,
      reading: 'ミホンギンコウ',
      searchKey,
      hasAgreement: true,
    };
  };
  await operations.owner.bankBranch.createMany({ data: Array.from({ length: 60 }, (_, n) => row(n)) });
  const first = await keeper.visit('/registers/banks?q=みほん 多い');
  expect(first.text).toContain('60件');
  expect(first.html.match(/<tr>/g)).toHaveLength(51);
  const second = await keeper.follow(first, '次のページ');
  expect(second.html.match(/<tr>/g)).toHaveLength(11);
  expect((await keeper.visit('/registers/banks?q=100%25')).text).toContain('この言葉を含む行はありません');
  for (const page of ['1e9999', '-1', '1.5', '99999', 'x']) {
    expect([page, (await keeper.visit(`/registers/banks?page=${page}`)).status]).toEqual([page, 200]);
  }
  await operations.owner.bankBranch.deleteMany({ where: { id: { startsWith: 'many-' } } });
});

test('others look and press nothing', async () => {
  const { browser } = await operations.signIn('reviewer');
  const page = await browser.visit(authority);
  expect(page.text).toContain('高根沢町');
  expect(page.html).not.toContain('name="reason"');
  expect((await browser.visit('/registers/authorities/new')).status).toBe(403);
});

async function send(name: string, text: string): Promise<Page> {
  const page = await keeper.visit(`/registers/${name}/file`);
  const form = new FormData();
  form.set('formToken', /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '');
  form.set('file', new File([text], '登録簿.csv', { type: 'text/csv' }));
  return keeper.send(`/registers/${name}/file`, form);
}

function cookie(browser: Browser) {
  return { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}
