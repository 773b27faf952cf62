/** The leaflet's case through HTTP, with every part as a process: from the application to the authority's acceptance. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { z } from 'zod';
import type { guaranteeShape } from '../../api/v1/shapes/guarantee.ts';
import { signInAtDSure } from '../../bin/example/authority.ts';
import { Browser } from '../../bin/example/browser.ts';
import { leafletApplication } from '../../bin/example/leaflet-application.ts';
import { type Application, applicationSchema } from '../../domain/application.ts';
import { AuthenticationKey, keyGroups, keyReading } from '../../domain/authentication-key.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { eraDatePadded } from '../../domain/eras.ts';
import { yen, yenText } from '../../domain/yen.ts';
import { createDSureClient } from '../../services/d-sure-client.ts';
import { type LocalStack, openLocalStack } from '../support/local-stack.ts';
import { createPatientClient, type PatientClient } from '../support/patient-client.ts';
import { type ReadPdf, readPdf, withoutSpaces } from '../support/read-pdf.ts';
import { type ReceivedMail, receivedMails } from '../support/received-mails.ts';
import { until } from '../support/until.ts';

type Guarantee = z.output<typeof guaranteeShape>;

/** One of the two guarantees, with all that was read of it by the people it concerns. */
interface Carried {
  /** What the contractor saw of it, again and again, from its acceptance to its posting. */
  readonly seen: readonly Guarantee[];
  /** At the end, as its contractor sees it. */
  readonly guarantee: Guarantee;
  readonly key: string;
  /** What the authority saved at D-Sure. */
  readonly certificate: ReadPdf;
  readonly keyNotice: ReadPdf;
  readonly feeStatement: ReadPdf;
}

let stack: LocalStack;
let contractor: PatientClient;
let reviewer: PatientClient;
let sent: Application;
let applicationId: string;
let submissionCommand: string;
let prepayment: Carried;
let contractGuarantee: Carried;
let mails: ReceivedMail[];
const beforeArrival: number[] = [];

beforeAll(async () => {
  stack = await openLocalStack({ RESPONSES_EVERY_MS: '1000' });
  contractor = as('contractor');
  reviewer = as('reviewer');
  const body = leafletApplication(dayInJapan(new Date()));
  sent = applicationSchema.parse(body);
  const receipt = await contractor.post<{ applicationId: string; guarantees: { id: string }[] }>('/applications', body);
  applicationId = receipt.applicationId;
  const [first, second] = receipt.guarantees.map(({ id }) => id) as [string, string];
  const watched: Promise<Guarantee[]>[] = [];
  for (const id of [first, second]) {
    const applied = await contractor.get<Guarantee>(`/guarantees/${id}`);
    beforeArrival.push(await contractor.status('GET', `/guarantees/${id}/documents/key-notice`));
    await reviewer.post(`/guarantees/${id}/approval`, {});
    watched.push(untilPosted(id, applied));
  }
  const seen = await Promise.all(watched);
  for (const id of [first, second]) {
    const done = await contractor.post<{ commandId: string }>(`/guarantees/${id}/submission`, { channel: 'email' });
    submissionCommand = done.commandId;
  }
  prepayment = await accepted(seen[0] ?? []);
  contractGuarantee = await accepted(seen[1] ?? []);
  mails = await until(async () => {
    const received = await receivedMails(stack.url('inbox'));
    return received.length >= 2 && received;
  });
}, 180_000);

afterAll(() => stack?.close());

/** Signed in to Net Desk, without JavaScript. */
/** The contractor says who answers for its claim. */
async function toldWhoClaims(clerk: Browser, id: string): Promise<void> {
  const people = { '請求者の役職・氏名': '代表取締役 見本 一郎', 発行責任者: '見本 一郎', 担当者名: '見本 花子' };
  const telephones = { 発行責任者の電話番号: '028-000-0002', 担当者の電話番号: '028-000-0003', 預金の種別: 'ordinary' };
  const form = await clerk.visit(`/guarantees/${id}/claim`);
  await clerk.press(form, '保存して提出セットへ', { ...people, ...telephones });
}

async function atNetDesk(email: string): Promise<Browser> {
  const browser = new Browser(stack.url('netDesk'));
  const typed = { メールアドレス: email, パスワード: stack.secrets().contractorPassword };
  await browser.press(await browser.visit('/sign-in'), 'ログイン', typed);
  return browser;
}

function as(who: string): PatientClient {
  return createPatientClient(
    () => stack.url('api'),
    () => stack.apiKey(who),
  );
}

/** Every view on the way, the first one from before the approval, the last one posted. */
async function untilPosted(id: string, applied: Guarantee): Promise<Guarantee[]> {
  const seen = [applied];
  await until(async () => {
    seen.push(await contractor.get<Guarantee>(`/guarantees/${id}`));
    return seen.at(-1)?.stage === 'posted';
  });
  return seen;
}

/** The authority opens it by number and key, reads it and accepts it; the contractor reads what is theirs. */
async function accepted(seen: readonly Guarantee[]): Promise<Carried> {
  const { id, guaranteeNumber, authenticationKey: key, documents } = seen.at(-1) as Guarantee;
  const person = { email: 'soumu@takanezawa.example.jp', password: stack.secrets().authorityPassword };
  const authority = await signInAtDSure(stack.url('dSure'), person);
  const { page, file } = await authority.open(guaranteeNumber ?? '', key ?? '');
  await authority.accept(page);
  const guarantee = await until(async () => {
    const told = await contractor.get<Guarantee>(`/guarantees/${id}`);
    return told.authorityResponses.some(({ kind }) => kind === 'accepted') && told;
  });
  const pdf = async (kind: string) => {
    const href = documents.find((document) => document.kind === kind)?.href ?? `no ${kind}`;
    return readPdf(await contractor.download(href));
  };
  return {
    seen,
    guarantee,
    key: key ?? '',
    certificate: await readPdf(file),
    keyNotice: await pdf('key-notice'),
    feeStatement: await pdf('fee-statement'),
  };
}

describe.each([
  ['prepayment', () => prepayment],
  ['contract guarantee', () => contractGuarantee],
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
    expect(beforeArrival).toEqual([404, 404]);
  });

  test('is handed over by its contractor as a ready mail with the notice, and by nobody else', async () => {
    const { guarantee, key } = carried();
    const address = `/guarantees/${guarantee.id}/submission-set`;
    const clerk = await atNetDesk('hanako@marumaru-kensetsu.example.jp');
    if (guarantee.product === 'prepayment') await toldWhoClaims(clerk, guarantee.id);
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
    const stranger = await atNetDesk('taro@sankaku-doboku.example.jp');
    for (const path of [address, `${address}/mail.eml`, `${address}/files.zip`]) {
      expect((await stranger.visit(path)).status).toBe(404);
    }
  });

  test('shows its key to nobody of the surety', async () => {
    const { guarantee, key } = carried();
    for (const who of ['reviewer', 'approver', 'operator']) {
      const told = await as(who).get<Guarantee>(`/guarantees/${guarantee.id}`);
      expect(told.guaranteeNumber).toBe(guarantee.guaranteeNumber);
      expect(JSON.stringify(told)).not.toContain(key);
      expect(await as(who).status('GET', `/guarantees/${guarantee.id}/documents/key-notice`)).toBe(403);
    }
  });

  test('has a certificate that says what was sent, line by line', () => {
    const { certificate, guarantee } = carried();
    for (const line of certificateLines(guarantee)) expect(certificate.text).toContain(withoutSpaces(line));
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
    const terms = sent.guarantees.find(({ product }) => product === guarantee.product);
    const { contract } = sent;
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
    const [posted] = (await dSureListing()).filter(({ guaranteeNumber: n }) => n === guarantee.guaranteeNumber);
    expect(posted).toMatchObject({ revision: 1, certificateDigest: digest, keyIsSet: true });
    expect(posted?.arrivedAt.toISOString()).toBe(guarantee.revisions[0]?.arrivedAt);
  });

  test('has a key notice with number, key and how the key is read out', () => {
    const { keyNotice, guarantee, key } = carried();
    const told = new AuthenticationKey(key);
    const elements = [
      `工事名${sent.contract.projectName}`,
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
      `工事名${sent.contract.projectName}`,
      `保証料${yenText(yen(guarantee.terms.feeYen ?? 0))}`,
      `保証料表の版：${guarantee.terms.feeTableVersion}`,
      '一括納付',
    ];
    for (const element of elements) expect(feeStatement.text).toContain(withoutSpaces(element));
    expect(feeStatement.text).not.toContain(key);
  });

  test('is told to its contractor by one mail with number and project, and no key', () => {
    const { guarantee, key } = carried();
    const own = mails.filter(({ text }) => text.includes(guarantee.guaranteeNumber ?? 'none'));
    expect(own).toHaveLength(1);
    const [mail] = own as [ReceivedMail];
    expect(mail.to).toEqual([sent.delivery.completionMailAddress]);
    expect(mail.subject).toContain('発行完了のお知らせ');
    expect(mail.text).toContain(sent.contract.projectName);
    for (const words of [mail.source, mail.text, mail.subject]) expect(words.replace(/[\s-]/g, '')).not.toContain(key);
  });

  test('does not exist for another contractor, at any address', async () => {
    const { guarantee } = carried();
    const other = as('otherContractor');
    const { contract, guarantees } = sent;
    const kinds = ['certificate', 'key-notice', 'fee-statement', 'certificate-check-copy'];
    const asked = [
      await other.status('GET', `/guarantees/${guarantee.id}`),
      await other.status('GET', `/applications/${applicationId}`),
      await other.status('GET', `/commands/${submissionCommand}`),
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
  expect(prepayment.guarantee.terms.feeYen).toBe(39_400);
  expect(prepayment.feeStatement.text).toContain('保証料39,400円');
});

test('the two guarantees have numbers of one series, two keys, two mails, and nothing else was posted', async () => {
  const numbers = [prepayment, contractGuarantee].map(({ guarantee }) => guarantee.guaranteeNumber);
  expect([...numbers].map((number) => number?.slice(0, 11)).sort()).toEqual(['31074-00001', '31074-00002']);
  expect(numbers.map((number) => number?.at(-1))).toEqual(['M', 'K']);
  expect((await dSureListing()).map(({ guaranteeNumber }) => guaranteeNumber).sort()).toEqual([...numbers].sort());
  expect(prepayment.key).not.toBe(contractGuarantee.key);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
});

/** Label and value as they stand side by side on the paper. */
function certificateLines({ product, guaranteeNumber }: Guarantee): string[] {
  const { contract, guarantees } = sent;
  const amountYen = guarantees.find((terms) => terms.product === product)?.amountYen ?? yen(0);
  const works = `${eraDatePadded(contract.worksFromOn)} ～ ${eraDatePadded(contract.worksToOn)}`;
  const contractOn = eraDatePadded(contract.contractOn);
  const own = {
    prepayment: { short: '前払', period: eraDatePadded(contract.worksToOn), rest: ['預託金融機関〇〇銀行 ××支店'] },
    'contract-guarantee': {
      short: '契約保証',
      period: `${contractOn} ～ ${eraDatePadded(contract.worksToOn)}`,
      rest: [],
    },
    'midterm-prepayment': { short: '中間前払', period: '', rest: [] },
  }[product];
  return [
    `保証契約番号${guaranteeNumber}`,
    '保証契約者〇〇建設 株式会社',
    `被保証者${contract.beneficiaryTitle}`,
    `保証金額(${own.short})${yenText(amountYen)}`,
    `保証期間${own.period}`,
    `工事名${contract.projectName}`,
    `請負金額(${own.short})${yenText(contract.amountYen)}`,
    `工期${works}`,
    `請負契約日${contractOn}`,
    ...own.rest,
  ];
}

async function dSureListing() {
  const client = createDSureClient({ url: stack.url('dSure'), token: stack.secrets().dSureToken, timeoutMs: 5000 });
  return (await client.listing(null, 1000)).certificates;
}
