/** A bank's file from its form to what is counted, and a deposit by hand, as clerks read and press them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from '../../../../bin/example/browser.ts';
import { dayInJapan } from '../../../../domain/dates.ts';
import { boxesOf, feeDue, recordPayment, sheet, takeIn, tokenIn, withdraw } from '../support/fees.ts';
import { type OpenOperations, openOperations } from '../support/operations.ts';

const today = dayInJapan(new Date());
const contractor = '〇〇建設 株式会社';
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
const idIn = (address: string) => /[0-9a-f-]{36}/.exec(address)?.[0] ?? '';
let references = 0;
const reference = () => {
  references += 1;
  return String(references).padStart(6, '0');
};

describe('a bank file', () => {
  test('is refused by line beside its field, and nothing is taken in', async () => {
    const page = await takeIn(clerk, sheet([today, 'x', 'ヤマ'], [today, 100, ''], [today, 5, 'カワ']));
    expect(page.status).toBe(422);
    expect(page.html).toContain('id="file-error"');
    expect(page.text).toContain('入金.csv に直していただく行が2件あります');
    expect(rowsWith(page, '入金日・金額・振込依頼人名のいずれかを読み取れません')).toHaveLength(2);
    expect(await operations.db.bankFile.count()).toBe(0);
  });

  test.each([
    ['', 'bank-file-must-be-given', '入金ファイルを選んでください', 422],
    ['a,b\r\n1,2', 'bank-sheet-headings-must-be-known', '見出しに', 422],
    [sheet(), 'bank-file-must-hold-deposits', '入金の行がありません', 422],
    [`${'1'}030${'0'.repeat(196)}`, 'bank-file-must-be-of-transfers', '種別コード01', 422],
  ])('%j is refused (%s)', async (content, _name, words, status) => {
    const page = await takeIn(clerk, content);
    expect([page.status, page.text.includes(words)]).toEqual([status, true]);
  });

  test('shows before it counts which fees each deposit would pay, and why it leaves one to a person', async () => {
    const { receiptNumber } = await feeDue(operations, '番号の工事');
    const taken = await takeIn(
      clerk,
      sheet(
        [today, 39_400, 'ﾔﾏﾀﾞ ﾀﾛｳ', reference(), receiptNumber],
        [today, 39_400, contractor, reference(), ''],
        [today, 1, contractor, reference(), ''],
        [today, 39_400, 'ﾀﾞﾚｶ', reference(), hostile.replaceAll('"', '')],
      ),
    );
    expect(taken.text).toContain('新しい入金は4件です');
    expect(taken.text).toContain('備考の受付番号と金額が一致');
    expect(taken.text).toContain('合う保証料が何通りもあります');
    expect(taken.text).toContain('合う金額の保証料がありません');
    expect(taken.text).toContain('支払人が分かりません');
    expect(taken.html.match(/name="count\.[^>]*checked/g)).toHaveLength(1);
    expect(await operations.db.feeAllocation.count()).toBe(0);
    const same = await takeIn(clerk, sheet([today, 5, 'ｲﾁ', 'a1', '']));
    expect(same.status).toBe(200);
    const again = await takeIn(clerk, sheet([today, 5, 'ｲﾁ', 'a1', '']));
    expect([again.status, again.text.includes('この入金ファイルはすでに取り込みました')]).toEqual([409, true]);
    expect((await clerk.follow(again, '取り込み済みのファイルを開く')).address).toContain('/fees/files/');
    const overlapping = await takeIn(clerk, sheet([today, 5, 'ｲﾁ', 'a1', ''], [today, 6, 'ﾆ', 'a2', '']));
    expect(overlapping.text).toContain('1件は、前に取り込んだファイルと同じ入金のため省きました');
  });

  test('counts what was chosen (deposits-must-be-chosen), remembers the payer, tells how the payment goes, and as a file', async () => {
    const { guaranteeId, receiptNumber } = await feeDue(operations, '覚える工事');
    const taken = await takeIn(clerk, sheet([today, 39_400, 'ﾀｸﾞﾁ ｼﾖｳｼﾞ', reference(), receiptNumber]));
    const path = taken.address.split('?')[0] as string;
    const [deposit] = await operations.db.bankDeposit.findMany({ where: { fileId: idIn(path) } });
    const values = boxesOf(taken, { [`remember.${deposit?.id}`]: 'yes' });
    const counted = await clerk.send(path, values);
    expect(counted.address).toBe(`${path}?state=counted&done=1`);
    expect(counted.text).toContain('1件の入金を充当しました');
    expect(counted.text).toContain('記録中');
    expect((await clerk.visit('/fees')).text).toContain('入金を記録中');
    const command = await operations.db.command.findFirstOrThrow({ where: { guaranteeId, name: 'recordFeePayment' } });
    expect(command.by).toMatchObject({ roles: ['operator'] });
    await recordPayment(operations, command.id);
    expect((await clerk.visit(`${path}?state=counted`)).text).toContain('記録済み');
    const paid = await clerk.visit('/fees?state=paid');
    expect(rowsWith(paid, '覚える工事')[0]).toMatch(/入金ファイル.*運用 三郎/s);
    expect(await operations.db.payerName.count({ where: { payer: { contains: 'タグチ' } } })).toBe(1);
    const { html } = await clerk.visit(`${path}.csv`);
    const [row] = parse(html, { bom: true, columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ 状態: '充当済み', 充当した保証料: receiptNumber });
    const twice = await clerk.send(path, values);
    expect([twice.status, twice.text.includes('この入金はすでに処理されています')]).toEqual([409, true]);
    const none = await clerk.send(path, new URLSearchParams({ formToken: tokenIn(taken) }));
    expect([none.status, none.text.includes('充当する入金を一つ以上選んでください')]).toEqual([422, true]);
  });

  test('where the fee was paid meanwhile, that deposit is told, and the others count (fees-must-be-due)', async () => {
    const [gone, stays] = [await feeDue(operations, '先に入金'), await feeDue(operations, 'あとに入金')];
    const taken = await takeIn(
      clerk,
      sheet(
        [today, 39_400, 'ｶﾜ', reference(), gone.receiptNumber],
        [today, 39_400, 'ｶﾜ', reference(), stays.receiptNumber],
      ),
    );
    await withdraw(operations, gone);
    const told = await clerk.send(taken.address.split('?')[0] as string, boxesOf(taken));
    expect(told.status).toBe(409);
    expect(told.text).toContain('1件の入金を充当しました');
    expect(told.text).toContain('入金待ちではなくなったものがあります');
    expect(await operations.db.feeAllocation.count({ where: { guaranteeId: stays.guaranteeId } })).toBe(1);
    expect(await operations.db.feeAllocation.count({ where: { guaranteeId: gone.guaranteeId } })).toBe(0);
  });

  test('the fee of another branch is proposed without its name, and does not count by hand', async () => {
    const { guaranteeId, receiptNumber } = await feeDue(operations, '秘密の工事');
    await operations.owner.guarantee.update({ where: { id: guaranteeId }, data: { branchId: 'tokyo' } });
    const { browser } = await operations.signIn('branchReviewer');
    const taken = await takeIn(browser, sheet([today, 39_400, 'ﾋﾐﾂ', reference(), receiptNumber]));
    expect(taken.text).toContain('ほかの支店の保証料です');
    expect(taken.text).not.toContain('秘密の工事');
    const deposit = await browser.follow(taken, '手で選ぶ・対象外');
    expect(deposit.text).not.toContain('秘密の工事');
    const values = new URLSearchParams({ formToken: tokenIn(deposit), step: 'count', [`fee.${guaranteeId}.1`]: 'yes' });
    const refused = await browser.send(deposit.address, values);
    expect([refused.status, refused.text.includes('入金待ちではなくなった')]).toEqual([409, true]);
    const counted = await clerk.send(taken.address.split('?')[0] as string, boxesOf(await clerk.visit(taken.address)));
    expect(counted.text).toContain('秘密の工事');
    const hidden = await browser.visit(counted.address);
    expect(hidden.text).toContain('ほかの支店の保証料 39,400円');
  });
});

describe('one deposit by hand', () => {
  test('is counted for several fees that make up its amount, and for nothing else (fees-must-make-up-the-deposit)', async () => {
    const [one, other] = [await feeDue(operations, '手で選ぶ一'), await feeDue(operations, '手で選ぶ二')];
    const taken = await takeIn(clerk, sheet([today, 78_800, 'ﾃﾃﾞｴﾗﾌﾞ', reference(), '']));
    const page = await clerk.follow(taken, '手で選ぶ・対象外');
    const send = (own: Record<string, string>) =>
      clerk.send(page.address, new URLSearchParams({ formToken: tokenIn(page), ...own }));
    const searched = await send({ step: 'search', q: '手で選ぶ二', [`fee.${one.guaranteeId}.1`]: 'yes' });
    expect(searched.text).toContain('入金待ちの保証料 2件');
    expect(searched.html).toMatch(new RegExp(`fee\\.${one.guaranteeId}\\.1"[^>]*checked`));
    expect(searched.text).toContain('39,400円');
    const short = await send({ step: 'count', [`fee.${one.guaranteeId}.1`]: 'yes' });
    expect([short.status, short.text.includes('39,400円）が入金額（78,800円）')]).toEqual([422, true]);
    expect((await send({ step: 'count' })).text).toContain('充てる保証料を一つ以上選んでください');
    const ids = { [`fee.${one.guaranteeId}.1`]: 'yes', [`fee.${other.guaranteeId}.1`]: 'yes' };
    const done = await send({ step: 'count', ...ids });
    expect(done.text).toContain('入金を充当しました');
    expect(done.text).toContain('保証料に充当した');
    expect(done.text).toContain('運用 三郎');
    expect((await send({ step: 'open-again' })).status).toBe(409);
  });

  test('is set aside with a reason alone, and opened again; the history tells who and why', async () => {
    const taken = await takeIn(clerk, sheet([today, 777, 'ﾍﾞﾂｹﾝ', reference(), '']));
    const page = await clerk.follow(taken, '手で選ぶ・対象外');
    const press = (reason: string) => clerk.press(page, '対象外にする', { 対象外にする理由: reason });
    const without = await press(' ');
    expect([without.status, without.html.includes('id="reason-error"')]).toEqual([422, true]);
    expect((await press('\u202e逆向き')).text).toContain('印刷できない文字が入っています');
    expect((await press('長'.repeat(1001))).text).toContain('文字数が多すぎます');
    const aside = await press(hostile);
    expect(aside.text).toContain('対象外にしました');
    expect(aside.html).not.toContain('<script>alert');
    const open = await clerk.press(aside, '未処理に戻す');
    expect(open.text).toContain('未処理に戻しました');
    expect(rowsWith(open, '対象外にした')[0]).toContain('運用 三郎');
    expect(rowsWith(open, '未処理に戻した')).toHaveLength(1);
  });

  test('where its payment was refused it is told, and opened again', async () => {
    const due = await feeDue(operations, '断られる工事');
    const taken = await takeIn(clerk, sheet([today, 39_400, 'ｺﾄﾜﾗﾚﾙ', reference(), due.receiptNumber]));
    const path = taken.address.split('?')[0] as string;
    await clerk.send(path, boxesOf(taken));
    await withdraw(operations, due);
    const where = { guaranteeId: due.guaranteeId, name: 'recordFeePayment' };
    await recordPayment(operations, (await operations.db.command.findFirstOrThrow({ where })).id);
    const refused = await clerk.visit(`${path}?state=counted`);
    expect(refused.text).toContain('記録できませんでした');
    expect(refused.text).toContain('入金を記録できるのは入金待ちの間だけです');
    const open = await clerk.press(await clerk.follow(refused, '未処理に戻す'), '未処理に戻す');
    expect(open.text).toContain('未処理に戻しました');
  });

  test('ids of nobody are no pages, and an auditor reads without a form to press', async () => {
    const nobody = '00000000-0000-4000-8000-00000000dead';
    for (const path of [`/fees/deposits/${nobody}`, `/fees/files/${nobody}`, '/fees/files/x', '/fees/deposits/x.y'])
      expect([path, (await clerk.visit(path)).status]).toEqual([path, 404]);
    const { browser } = await operations.signIn('auditor');
    const files = await browser.visit('/fees/files');
    expect([files.status, files.text.includes('取り込んで確認する')]).toEqual([200, false]);
  });
});
