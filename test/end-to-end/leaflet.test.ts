/** The leaflet's case through HTTP, with every part as a process: from the application to the authority's acceptance. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { AuthenticationKey, keyGroups, keyReading } from '../../domain/authentication-key.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { yen, yenText } from '../../domain/yen.ts';
import { type LocalStack, openLocalStack } from '../support/local-stack.ts';
import { readPdf, withoutSpaces } from '../support/read-pdf.ts';
import type { ReceivedMail } from '../support/received-mails.ts';
import { certificateLines } from './support/certificate-lines.ts';
import {
  asProgram,
  atNetDesk,
  carryLeafletCase,
  dSureListing,
  type Guarantee,
  type LeafletCase,
  tellWhoClaims,
} from './support/leaflet-case.ts';

let stack: LocalStack;
let whole: LeafletCase;
beforeAll(async () => {
  stack = await openLocalStack({ RESPONSES_EVERY_MS: '1000' });
  whole = await carryLeafletCase(stack);
}, 180_000);
afterAll(() => stack?.close());

describe.each([
  ['prepayment', () => whole.prepayment],
  ['contract guarantee', () => whole.contractGuarantee],
] as const)('the %s', (_, carried) => {
  test('is submitted, and its authority has opened and accepted it', () => {
    const { guarantee } = carried();
    expect(guarantee.stage).toBe('submitted');
    expect(guarantee.submissions).toMatchObject([{ revision: 1, channel: 'email' }]);
    expect(guarantee.authorityResponses.map(({ kind }) => kind)).toEqual(['opened', 'accepted']);
    expect(guarantee.incidents).toEqual([]);
  });

  test('shows its key only after its arrival at D-Sure', () => {
    const { seen, key } = carried();
    for (const view of seen) {
      const hasArrived = view.revisions[0]?.arrivedAt !== null;
      expect(view.authenticationKey).toBe(hasArrived ? key : null);
      expect(view.documents.some(({ kind }) => kind === 'key-notice')).toBe(hasArrived);
    }
    expect(seen[0]?.revisions[0]?.arrivedAt).toBeNull();
    expect(key).toMatch(/^[2-9A-HJ-NP-Za-km-z]{12}$/);
    expect(whole.beforeArrival).toEqual([404, 404]);
  });

  test('is handed over by its contractor as a ready mail with the notice, and by nobody else', async () => {
    const { guarantee, key } = carried();
    const address = `/guarantees/${guarantee.id}/submission-set`;
    const clerk = await atNetDesk(stack, 'hanako@marumaru-kensetsu.example.jp');
    if (guarantee.product === 'prepayment') await tellWhoClaims(clerk, guarantee.id);
    const page = await clerk.visit(address);
    expect(page.text).toContain('soumu@takanezawa.example.jp');
    const mail = await simpleParser(Buffer.from(await clerk.download(page, 'メールソフトで開く')));
    expect(mail.to).toMatchObject({ text: 'soumu@takanezawa.example.jp' });
    expect(mail.subject).toBe(page.html.match(/【(?:請求|契約)関係書類】[^<]*/)?.[0]);
    expect((await readPdf(mail.attachments[0]?.content ?? Buffer.alloc(0))).text).toContain(key.slice(0, 4));
    const claim = mail.attachments[1];
    if (guarantee.product === 'prepayment') {
      const { text, tagged } = await readPdf(claim?.content ?? Buffer.alloc(0));
      expect([text.includes(guarantee.guaranteeNumber ?? '?'), text.includes('028-000-0003'), tagged]).toEqual([
        true,
        true,
        true,
      ]);
    } else expect(claim).toBeUndefined();
    expect((await clerk.download(page, '提出セットを保存する')).subarray(0, 2)).toEqual(
      new Uint8Array(Buffer.from('PK')),
    );
    const stranger = await atNetDesk(stack, 'taro@sankaku-doboku.example.jp');
    for (const path of [address, `${address}/mail.eml`, `${address}/files.zip`]) {
      expect((await stranger.visit(path)).status).toBe(404);
    }
  });

  test('shows its key to nobody of the surety', async () => {
    const { guarantee, key } = carried();
    for (const who of ['reviewer', 'approver', 'operator']) {
      const told = await asProgram(stack, who).get<Guarantee>(`/guarantees/${guarantee.id}`);
      expect(told.guaranteeNumber).toBe(guarantee.guaranteeNumber);
      expect(JSON.stringify(told)).not.toContain(key);
      expect(await asProgram(stack, who).status('GET', `/guarantees/${guarantee.id}/documents/key-notice`)).toBe(403);
    }
  });

  test('has a certificate that says what was sent, line by line', () => {
    const { certificate, guarantee } = carried();
    for (const line of certificateLines(whole.sent, guarantee)) expect(certificate.text).toContain(withoutSpaces(line));
    const surety = ['みらい建設保証 株式会社', '取締役社長 保証 太郎', '東京都中央区見本町1丁目1番1号'];
    for (const words of surety) expect(certificate.text).toContain(withoutSpaces(words));
    expect(certificate.text).toContain('取扱箇所栃木支店TEL028-000-0000FAX028-000-0001');
    expect(certificate.text).not.toContain('確認用');
    expect(certificate).toMatchObject({ language: 'ja', tagged: true });
  });

  test('carries its data in the certificate, with the digest that the API tells', async () => {
    const { certificate, guarantee } = carried();
    const [bytes] = [...certificate.attachments.values()];
    const json = Buffer.from(bytes as Uint8Array).toString();
    const terms = whole.sent.guarantees.find(({ product }) => product === guarantee.product);
    const { contract } = whole.sent;
    expect(JSON.parse(json)).toMatchObject({
      schema: 'hosho/certificate/1',
      guaranteeNumber: guarantee.guaranteeNumber,
      revision: 1,
      revisionKind: 'new',
      product: guarantee.product,
      form: 'electronic',
      contractor: '〇〇建設 株式会社',
      beneficiary: contract.beneficiaryTitle,
      guaranteeAmountYen: terms?.amountYen,
      projectName: contract.projectName,
      contractAmountYen: contract.amountYen,
      worksPeriod: { from: contract.worksFromOn, to: contract.worksToOn },
      contractOn: contract.contractOn,
      depository: guarantee.product === 'prepayment' ? '〇〇銀行 ××支店' : null,
    });
    expect(json).toBe(canonicalJson(JSON.parse(json)));
    const digest = createHash('sha256').update(json).digest('hex');
    expect(guarantee.revisions[0]?.certificateDigest).toBe(digest);
    const [posted] = (await dSureListing(stack)).filter(({ guaranteeNumber: n }) => n === guarantee.guaranteeNumber);
    expect(posted).toMatchObject({ revision: 1, certificateDigest: digest, keyIsSet: true });
    expect(posted?.arrivedAt.toISOString()).toBe(guarantee.revisions[0]?.arrivedAt);
  });

  test('has a key notice with number, key and how the key is read out', () => {
    const { keyNotice, guarantee, key } = carried();
    const told = new AuthenticationKey(key);
    const elements = [
      `工事名${whole.sent.contract.projectName}`,
      '受注者名〇〇建設 株式会社',
      `商品（保証区分）${guarantee.productName}`,
      `保証契約番号${guarantee.guaranteeNumber}`,
      `認証キー${keyGroups(told).join('')}`,
      keyReading(told),
      '栃木支店',
    ];
    for (const element of elements) expect(keyNotice.text).toContain(withoutSpaces(element));
    expect(guarantee.authenticationKeyReading).toBe(keyReading(told));
    expect(keyNotice.attachments.size).toBe(0);
  });

  test('has a fee statement with the fee that the API tells', () => {
    const { feeStatement, guarantee, key } = carried();
    const elements = [
      '〇〇建設 株式会社 御中',
      `保証契約番号${guarantee.guaranteeNumber}`,
      `工事名${whole.sent.contract.projectName}`,
      `保証料${yenText(yen(guarantee.terms.feeYen ?? 0))}`,
      `保証料表の版：${guarantee.terms.feeTableVersion}`,
      '一括納付',
    ];
    for (const element of elements) expect(feeStatement.text).toContain(withoutSpaces(element));
    expect(feeStatement.text).not.toContain(key);
  });

  test('is told to its contractor by one mail with number and project, and no key', () => {
    const { guarantee, key } = carried();
    const own = whole.mails.filter(({ text }) => text.includes(guarantee.guaranteeNumber ?? 'none'));
    expect(own).toHaveLength(1);
    const [mail] = own as [ReceivedMail];
    expect(mail.to).toEqual([whole.sent.delivery.completionMailAddress]);
    expect(mail.subject).toContain('発行完了のお知らせ');
    expect(mail.text).toContain(whole.sent.contract.projectName);
    for (const words of [mail.source, mail.text, mail.subject]) expect(words.replace(/[\s-]/g, '')).not.toContain(key);
  });

  test('does not exist for another contractor, at any address', async () => {
    const { guarantee } = carried();
    const other = asProgram(stack, 'otherContractor');
    const { contract, guarantees } = whole.sent;
    const kinds = ['certificate', 'key-notice', 'fee-statement', 'certificate-check-copy'];
    const asked = [
      await other.status('GET', `/guarantees/${guarantee.id}`),
      await other.status('GET', `/applications/${whole.applicationId}`),
      await other.status('GET', `/commands/${whole.submissionCommand}`),
      ...(await Promise.all(kinds.map((kind) => other.status('GET', `/guarantees/${guarantee.id}/documents/${kind}`)))),
      await other.status('POST', `/guarantees/${guarantee.id}/submission`, { channel: 'email' }),
      await other.status('POST', `/guarantees/${guarantee.id}/withdrawal`, { reason: '取り下げます。' }),
      await other.status('POST', `/guarantees/${guarantee.id}/resubmission`, { contract, guarantee: guarantees[0] }),
    ];
    expect(asked).toEqual(asked.map(() => 404));
    expect(await other.get('/guarantees')).toEqual({ guarantees: [], nextCursor: null });
  });
});

test('the prepayment of twenty million yen costs 39,400 yen', () => {
  expect(whole.prepayment.guarantee.terms.feeYen).toBe(39_400);
  expect(whole.prepayment.feeStatement.text).toContain('保証料39,400円');
});

test('the two guarantees have numbers of one series, two keys, two mails, and nothing else was posted', async () => {
  const numbers = [whole.prepayment, whole.contractGuarantee].map(({ guarantee }) => guarantee.guaranteeNumber);
  expect([...numbers].map((number) => number?.slice(0, 11)).sort()).toEqual(['31074-00001', '31074-00002']);
  expect(numbers.map((number) => number?.at(-1))).toEqual(['M', 'K']);
  expect((await dSureListing(stack)).map(({ guaranteeNumber }) => guaranteeNumber).sort()).toEqual([...numbers].sort());
  expect(whole.prepayment.key).not.toBe(whole.contractGuarantee.key);
  expect(new Set(whole.mails.map(({ messageId }) => messageId)).size).toBe(2);
});
