import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CertificateData } from '../../domain/certificate.ts';
import { certificateLines } from '../../domain/certificate-lines.ts';
import { day } from '../../domain/dates.ts';
import { yen } from '../../domain/yen.ts';
import { type ChromiumPrinter, openPdfPrinter } from '../../services/pdf-printer.ts';
import { type DocumentKind, type DocumentValues, renderDocument } from '../../templates/render.ts';
import { chromiumSettings } from '../support/chromium-settings.ts';
import { fontKinds, type ReadPdf, readPdf, withoutSpaces } from '../support/read-pdf.ts';
import {
  buildCertificate,
  buildContractGuaranteeCertificate,
  buildFeeStatement,
  buildKeyNotice,
} from './build-certificate.ts';

let printer: ChromiumPrinter;
beforeAll(async () => {
  printer = await openPdfPrinter({ ...chromiumSettings, pages: 1 });
}, 60_000);
afterAll(() => printer.close());

async function printed<Kind extends DocumentKind>(kind: Kind, values: DocumentValues[Kind]): Promise<ReadPdf> {
  const pdf = await printer.print({ html: renderDocument(kind, values) });
  expect([...fontKinds(pdf)].sort()).toEqual(['CIDFontType2', 'Type0']); // whole TrueType faces; no Type3
  return readPdf(pdf);
}

const longName = (part: string) => part.repeat(200).slice(0, 200);
const cases: [string, CertificateData][] = [
  ['a prepayment', buildCertificate()],
  ['a midterm prepayment', buildCertificate({ product: 'midterm-prepayment', guaranteeNumber: '31074-00003C' })],
  ['a contract guarantee', buildContractGuaranteeCertificate()],
  ['a paper certificate', buildCertificate({ form: 'paper' })],
  ['consulting works', buildCertificate({ worksKind: 'consulting', projectName: '町道測量設計業務委託' })],
  ['a joint venture', buildCertificate({ jointVentureName: '〇〇・△△特定建設工事共同企業体' })],
  [
    'a contract that is only planned',
    buildContractGuaranteeCertificate({ contractOn: null, guaranteePeriod: { from: null, to: day('2026-11-30') } }),
  ],
  [
    'names with old forms of characters',
    buildCertificate({ contractor: '髙﨑德𠮷建設 株式会社', projectName: '濵瀨橋' }),
  ],
  [
    'names that look like HTML',
    buildCertificate({ contractor: '<b>太字</b> & "株"', projectName: "<script>'1'</script>" }),
  ],
  [
    'names of 200 characters',
    buildCertificate({
      contractor: longName('〇〇建設'),
      projectName: longName('令和八年度町道第一号線舗装補修工事'),
      beneficiary: longName('ABCDEFGHIJ'),
      guaranteeAmountYen: yen(999_999_999_999),
    }),
  ],
];

describe('the certificate', () => {
  test.each(cases)('says every line of %s', async (_, certificate) => {
    const { text } = await printed('certificate', certificate);
    for (const { label, value } of certificateLines(certificate)) expect(text).toContain(withoutSpaces(label + value));
    const { surety, branch } = certificate;
    const { presidentTitle, presidentName } = surety;
    const rest = [
      certificate.guaranteeSentence,
      surety.address,
      surety.name,
      presidentTitle + presidentName,
      `取扱箇所${branch.name}TEL${branch.telephone}FAX${branch.fax}`,
    ];
    for (const part of rest) expect(text).toContain(withoutSpaces(part));
    expect(text).not.toContain('確認用');
  });

  test('words are found by a search: no spaces stand inside labels', async () => {
    const { pages } = await printed('certificate', buildCertificate());
    for (const { label, value } of certificateLines(buildCertificate())) {
      expect(pages[0]).toContain(label);
      expect(pages[0]).toContain(value);
    }
  });

  test('is tagged, in Japanese, and called by its product and number', async () => {
    const pdf = await printed('certificate', buildCertificate());
    expect(pdf).toMatchObject({ title: '保証証書（前払金保証） 31074-00001M', language: 'ja', tagged: true });
    expect(pdf.pages).toHaveLength(1);
  });

  test('on two pages has number, revision and page on both', async () => {
    const long = buildCertificate({
      contractor: longName('〇〇建設'),
      projectName: longName('町道舗装'),
      beneficiary: longName('高根沢町長'),
      depository: longName('〇〇銀行'),
    });
    const { pages } = await printed('certificate', long);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain('1 / 2保証契約番号 31074-00001M');
    expect(pages[1]).toContain('2 / 2保証契約番号 31074-00001M');
  });

  test('a later revision says in its footer which one it is', async () => {
    const { text } = await printed('certificate', buildCertificate({ revision: 2, revisionKind: 'amendment' }));
    expect(text).toContain('31074-00001MNo.2変更');
  });
});

describe('the check copy', () => {
  test('is the certificate, marked as no submission', async () => {
    const certificate = buildCertificate();
    const { text, title, pages } = await printed('check-copy', certificate);
    expect(pages).toHaveLength(1);
    expect(title).toContain('確認用');
    expect(text).toContain('確認用これだけでは提出になりません。発注者には「認証キーのお知らせ」をご提出ください。');
    for (const { label, value } of certificateLines(certificate)) expect(text).toContain(withoutSpaces(label + value));
  });

  test('of a paper certificate does not speak of a key', () => {
    const html = renderDocument('check-copy', buildCertificate({ form: 'paper' }));
    expect(html).toContain('これだけでは提出になりません');
    expect(html).not.toContain('認証キー');
  });
});

describe('the key notice', () => {
  test('has every element that an authority needs', async () => {
    const { text, title, attachments, pages } = await printed('key-notice', buildKeyNotice());
    expect(title).toBe('電子保証にかかる「認証キー」のお知らせ 31074-00001M');
    const elements = [
      '電子証書を「保証確認サービス（D-Sure）」に掲載しました',
      '電子契約システムへのアップロード',
      '電子メールに添付して送信',
      '工事名●●●●工事',
      '受注者名〇〇建設株式会社',
      '商品（保証区分）前払金保証',
      '保証契約番号31074-00001M',
      '認証キーZ28YUE4J3Bux',
      '大文字ゼット・に・はち・大文字ワイ・大文字ユー・大文字イー・よん・大文字ジェー・さん・大文字ビー・小文字ユー・小文字エックス',
      '発注者様へ「保証確認サービス（D-Sure）」にログインし',
      'みらい建設保証株式会社',
    ];
    for (const element of elements) expect(text).toContain(element);
    expect(attachments.size).toBe(0);
    expect(pages).toHaveLength(1);
  });

  test('of a joint venture names the representative alone', async () => {
    const certificate = buildCertificate({ jointVentureName: '〇〇・△△特定建設工事共同企業体' });
    const { text } = await printed('key-notice', buildKeyNotice({ certificate }));
    expect(text).toContain('受注者名〇〇建設株式会社（JVの代表者）');
    expect(text).not.toContain('共同企業体');
  });

  test('of consulting works speaks of 業務名 and 受託者名', async () => {
    const certificate = buildCertificate({ worksKind: 'consulting', projectName: '測量業務' });
    const { text } = await printed('key-notice', buildKeyNotice({ certificate }));
    expect(text).toContain('業務名測量業務受託者名〇〇建設株式会社');
  });
});

describe('the fee statement', () => {
  test('shows the sum, its parts by band, the version of the table and the monthly batch', async () => {
    const { text } = await printed('fee-statement', buildFeeStatement());
    const parts = [
      '〇〇建設株式会社御中',
      '保証料39,400円',
      '一括納付（令和8年4月分の保証料とまとめてご請求します）',
      '3,000,000円0.30%―9,000円7,000,000円0.22%―15,400円10,000,000円0.15%―15,000円',
      '保証料表の版：SAMPLE-1',
    ];
    for (const part of parts) expect(text).toContain(part);
  });

  test('of a contract guarantee counts days, shows the fraction before rounding, and when it is due', async () => {
    const certificate = buildContractGuaranteeCertificate();
    const statement = buildFeeStatement({ certificate, feePayment: 'per-case', dueOn: day('2026-04-08') });
    const { text } = await printed('fee-statement', statement);
    expect(text).toContain('保証料20,054円');
    expect(text).toContain('5,000,000円年0.60%244日／365日20,054.79円');
    expect(text).toContain('令和8年4月8日までにお支払いください');
  });

  test('bills another payer than the contractor by name', async () => {
    const { text } = await printed('fee-statement', buildFeeStatement({ payer: '〇〇・△△共同企業体' }));
    expect(text).toContain('〇〇・△△共同企業体御中');
  });
});

describe('the claim for a prepayment', () => {
  const entries = {
    representative: '代表取締役 見本 一郎',
    responsiblePerson: '見本 一郎',
    responsibleTelephone: '028-000-0002',
    officer: '総務部 見本 花子',
    officerTelephone: '028-000-0003',
    accountKind: 'separate-ordinary',
    accountNumber: null,
    accountHolder: null,
  } as const;

  test('names addressee, works, sum, guarantee, bank and the people who answer the telephone, on one page', async () => {
    const content = {
      certificate: buildCertificate(),
      contractorAddress: '栃木県塩谷郡高根沢町見本1番地',
      claimedYen: yen(20_000_000),
      claimedOn: day('2026-04-03'),
      entries,
    };
    const { text, pages, title } = await printed('prepayment-claim', content);
    const parts = [
      '令和8年4月3日',
      '高根沢町長様',
      '〇〇建設株式会社代表取締役見本一郎',
      '請求金額20,000,000円',
      '請負契約日令和8年4月1日',
      '保証契約番号31074-00001M保証契約日令和8年4月1日',
      '金融機関〇〇銀行××支店預金の種別別口普通預金',
      '発行責任者見本一郎電話028-000-0002',
      '担当者総務部見本花子電話028-000-0003',
    ];
    for (const part of parts) expect(text).toContain(part);
    expect(pages).toHaveLength(1);
    expect(title).toBe('前払金請求書 31074-00001M');
  });

  test('a midterm prepayment has its own title, and a contract day that is only planned stays open', async () => {
    const certificate = buildCertificate({ product: 'midterm-prepayment', contractOn: null });
    const claimed = { claimedYen: yen(1), claimedOn: day('2026-04-03') };
    const { text } = await printed('prepayment-claim', {
      certificate,
      contractorAddress: '栃木県',
      ...claimed,
      entries,
    });
    expect(text).toContain('中間前払金請求書');
    expect(text).toContain('請負契約日令和年月日');
  });
});

test('a value that is missing, at any depth, is named and nothing is rendered', () => {
  const certificate = buildCertificate();
  const surety = { ...certificate.surety, presidentName: undefined as never };
  expect(() => renderDocument('certificate', { ...certificate, surety })).toThrow('surety.presidentName');
  const { surety: _, ...incomplete } = certificate;
  expect(() => renderDocument('certificate', incomplete as CertificateData)).toThrow('surety');
});
