/** 案件: everything that belongs to one case, from tables alone, and what each role may do with it, read without JavaScript. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStreams } from '../../../api/streams/open-streams.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { applyFor, keyOf, move, returnTo } from '../net-desk/support/followed.ts';
import { claimed } from './support/claimed.ts';
import { type OpenOperations, serveOperations, signInAt } from './support/operations.ts';
import { openReviewing } from './support/under-review.ts';
import { hostile, wholeCase } from './support/whole-case.ts';

let operations: OpenOperations;
beforeAll(async () => {
  operations = await openReviewing();
});
afterAll(() => operations.close());

const at = (id: string, rest = '') => `/guarantees/${id}${rest}`;

test('a case is whole at one address, in both languages; hostile words are words; no key and no key notice is among it', async () => {
  const { id, revision, siblingId, incidentId } = await wholeCase(operations);
  const { browser } = await operations.signIn('reviewer');
  const page = await browser.visit(at(id));
  const { guaranteeNumber } = await operations.owner.guarantee.findUniqueOrThrow({ where: { id } });
  const said = [
    guaranteeNumber ?? '',
    '申込を受け付けた',
    '審査の担当になった',
    '引受を承認した',
    '発行した',
    '証書の記載',
    '証書の確認用の写し（No. 1）',
    '保証料計算書（No. 1、PDF）',
    '発行完了のお知らせ',
    'soumu@example.jp',
    '電子メール',
    '補正依頼',
    '契約日が違います',
    'D-Sureが時間内に答えません',
    'D-Sureへ電話した',
    '正しい名',
    'よろしく',
    `${hostile}の橋`,
    `${hostile}.pdf`,
    '契約保証',
    `guarantee/${id}/revision/1`,
    '39,400円',
  ];
  for (const words of said) expect(page.text).toContain(words);
  expect(page.html).toContain(`href="/guarantees/${siblingId}"`);
  expect(page.html).toContain(`href="/incidents/${incidentId}"`);
  expect(page.html).not.toMatch(/<img src=x/);
  const key = await keyOf(operations, revision.guaranteeId);
  for (const secret of [key.reveal(), 'key-notice', '認証キーのお知らせ']) expect(page.html).not.toContain(secret);
  expect((await browser.visit(at(id, '/documents/key-notice'))).status).toBe(404);
  const english = await browser.visit(at(id, '?lang=en'));
  for (const words of ['Application accepted', 'Fee and payment', 'Messages with the contractor'])
    expect(english.text).toContain(words);
  const untranslated = [...english.html.matchAll(/<(dt|strong|th|h2|h3|label|button)\b[^>]*>([^<]*)</g)]
    .map(([, , words = '']) => words)
    .filter((words) => /[ぁ-ん]/.test(words) && !words.includes('の橋'));
  expect(untranslated.filter((words) => !isOfCertificate(english.html, words))).toEqual([]);
});

/** The certificate is in Japanese, and says so. */
const isOfCertificate = (html: string, words: string) =>
  /<dl class="facts" lang="ja">(.*?)<\/dl>/s.exec(html)?.[1]?.includes(words) ?? false;

test('the claim for the prepayment opens as the contractor has it, and who read it stands in the timeline; one that is not printed does not', async () => {
  const { id } = await wholeCase(operations);
  const { guaranteeNumber } = await operations.owner.guarantee.findUniqueOrThrow({ where: { id } });
  const [printed, waiting] = [await claimed(operations, id, '%PDF of a claim'), await claimed(operations, id, null)];
  const { browser } = await operations.signIn('reviewer');
  const page = await browser.visit(at(id));
  expect(page.text).toMatch(/前払金請求書\s*（[^）]*PDF）\s*No. 1\s*20,000,000円/);
  expect(page.text).toContain('印刷待ち');
  const file = await browser.visit(at(id, `/claims/${printed}`));
  expect([file.status, file.headers.get('content-type'), file.text]).toEqual([
    200,
    'application/pdf',
    '%PDF of a claim',
  ]);
  const name = encodeURIComponent(`前払金請求書_${guaranteeNumber}_No1.pdf`);
  expect(file.headers.get('content-disposition')).toContain(name);
  for (const none of [waiting, randomUUID(), 'x'])
    expect((await browser.visit(at(id, `/claims/${none}`))).status).toBe(404);
  const { guaranteeId: other } = await applyFor(operations);
  expect((await browser.visit(at(other, `/claims/${printed}`))).status).toBe(404);
  expect((await browser.visit(at(id))).text).toMatch(/前払金請求書を取得した.*審査 一郎/);
});

test('the picture of the way says whom the step where it stands waits for', async () => {
  const revision = await applyFor(operations);
  const { browser } = await operations.signIn('auditor');
  const told = async () => /<ol class="way".*?<\/ol>/s.exec((await browser.visit(at(revision.guaranteeId))).html)?.[0];
  expect(await told()).toMatch(/aria-current="step">引受承認.*審査担当者待ち/);
  await move(operations, revision, 'awaiting-fee');
  expect(await told()).toMatch(/aria-current="step">入金.*受注者待ち/);
  await move(operations, revision, 'withdrawn');
  expect(await told()).toMatch(/class="stopped">.*ここで終了/);
});

test('a case leads to its records in the audit log, and each record back to its case', async () => {
  const { id } = await wholeCase(operations);
  const other = await applyFor(operations);
  const { browser } = await operations.signIn('auditor');
  const log = await browser.follow(await browser.visit(at(id)), 'この案件の監査記録を見る');
  expect(log.text).toContain('この案件の記録だけを表示しています');
  expect(log.html).toContain(`href="/guarantees/${id}"`);
  expect(log.html).not.toContain(other.guaranteeId);
  expect(log.text).toContain('引受を承認した');
  const wide = await browser.follow(log, 'すべての案件の記録を見る');
  expect(wide.html).toContain(`href="/guarantees/${other.guaranteeId}"`);
  const reviewing = await operations.signIn('reviewer');
  expect((await reviewing.browser.visit(at(id))).html).not.toContain('/audit');
});

test('a case file needs Temporal for nothing, and a run is named with a link only where somebody said where', async () => {
  const { guaranteeId: id } = await applyFor(operations);
  const { browser } = await operations.signIn('auditor');
  const page = await browser.visit(at(id));
  expect(page.text).toContain(`guarantee/${id}/revision/1`);
  expect(page.html).not.toContain('/namespaces/');
});

test('every event tells who did it in which role, where it led and why; remarks stand with the return', async () => {
  const revision = await applyFor(operations);
  await returnTo(operations, revision, '金額をご確認ください。', [
    { field: 'contract.amountYen', words: '変更後の額を' },
  ]);
  const { browser } = await operations.signIn('auditor');
  const { text } = await browser.visit(at(revision.guaranteeId));
  expect(text).toMatch(/差し戻した\s+→ 差戻し中.*審査 一郎.*金額をご確認ください。.*請負金額\s*：\s*変更後の額を/);
});

test('a paper opens in place under its own name, with nothing that could act; the copy to check and the fee statement open, and who read stands in the timeline', async () => {
  const { id, attachmentId } = await wholeCase(operations);
  const { browser } = await operations.signIn('reviewer');
  const paper = await browser.visit(at(id, `/attachments/${attachmentId}`));
  expect(paper.headers.get('content-type')).toBe('application/pdf');
  expect(paper.headers.get('content-disposition')).toMatch(/^inline; /);
  expect(paper.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await browser.visit(at(id, `/attachments/${randomUUID()}`))).status).toBe(404);
  const copy = await browser.visit(at(id, '/certificates/1'));
  expect([copy.status, copy.text.includes('確認用')]).toEqual([200, true]);
  expect((await browser.visit(at(id, '/documents/fee-statement?revision=1'))).status).toBe(200);
  for (const nothing of ['/certificates/2', '/certificates/x', '/documents/fee-statement?revision=9'])
    expect((await browser.visit(at(id, nothing))).status).toBe(404);
  expect((await browser.visit(at(id))).text).toMatch(/確認用の保証証書を表示した.*審査 一郎/);
});

test.each([
  ['posting', 'd-sure', 'D-Sure'],
  ['issuing', 'issuance', '発行の再開'],
  ['issuing', 'documents', '印刷'],
  ['returned', 'mail', 'メールサーバー'],
] as const)(
  'at %s the open circuit of %s is told on the cases that wait for it, and on no other',
  async (stage, counterparty, what) => {
    const [waiting, other] = [await applyFor(operations), await applyFor(operations)];
    if (stage === 'returned')
      await returnTo(operations, waiting, '金額をご確認ください。'); // its mail waits to be sent
    else await move(operations, waiting, stage);
    const open = {
      state: 'open',
      reason: '保守のため',
      byId: sampleStaff.operator.id,
      since: new Date(),
      perSecond: 0,
    };
    await operations.owner.circuit.update({ where: { counterparty }, data: open });
    const { browser } = await operations.signIn('operator');
    const page = await browser.visit(at(waiting.guaranteeId));
    expect(page.text).toMatch(new RegExp(`${what}を待っています（回路 \\d+:\\d\\d 運用 三郎さんが開きました）`));
    expect(page.text).toContain('保守のため');
    expect((await browser.visit(at(other.guaranteeId))).text).not.toContain('を待っています（回路');
    await operations.owner.circuit.update({ where: { counterparty }, data: { state: 'closed', perSecond: null } });
  },
);

test('where somebody said where Temporal’s own pages are, each run leads there', async () => {
  const { guaranteeId: id } = await applyFor(operations);
  const streams = openStreams({ ...operations.services, databaseUrl: operations.databaseUrl }, 'operations');
  const temporalUi = { workflows: 'https://temporal.example.jp/namespaces/hosho/workflows' };
  const { server, url } = await serveOperations(operations.services, streams.hub, '127.0.0.1', { temporalUi });
  const { browser } = await signInAt(url, operations.owner, 'auditor');
  const page = await browser.visit(at(id));
  expect(page.html).toContain(`href="${temporalUi.workflows}/${encodeURIComponent(`guarantee/${id}/revision/1`)}"`);
  await streams.close();
  server.close();
  server.closeAllConnections();
});
