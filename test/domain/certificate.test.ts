import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { type CertificateParts, certificateData } from '../../domain/certificate.ts';
import { certificateLines, labels } from '../../domain/certificate-lines.ts';
import { day } from '../../domain/dates.ts';
import { yen } from '../../domain/yen.ts';
import { buildContract, buildContractGuarantee, buildPrepayment } from './builders.ts';

function buildParts(own: Partial<CertificateParts> = {}): CertificateParts {
  return {
    guaranteeNumber: '31074-00001M',
    revision: 1,
    revisionKind: 'new',
    terms: buildPrepayment(),
    contract: buildContract(),
    contractor: '〇〇建設 株式会社',
    depositoryName: '〇〇銀行 ××支店',
    guaranteeSentence: '当社は、上記のとおり前払金の返還を保証します。',
    surety: {
      name: 'みらい建設保証 株式会社',
      address: '東京都中央区見本町1丁目1番1号',
      presidentTitle: '取締役社長',
      presidentName: '保証 太郎',
    },
    branch: { name: '栃木支店', telephone: '028-000-0000', fax: '028-000-0001' },
    concludedOn: day('2026-04-01'),
    ...own,
  };
}

const contractGuarantee = { terms: buildContractGuarantee(), depositoryName: null } as const;

function printed(own: Partial<CertificateParts> = {}): string[] {
  return certificateLines(certificateData(buildParts(own))).map(({ label, value }) => `${label}: ${value}`);
}

describe('the lines of a certificate', () => {
  test("are the leaflet's, in its order", () => {
    expect(printed()).toEqual([
      '保証契約番号: 31074-00001M',
      '保証契約者: 〇〇建設 株式会社',
      '被保証者: 高根沢町長',
      '保証金額(前払): 20,000,000円',
      '保証期間: 令和08年12月01日',
      '工事名: ●●●●工事',
      '請負金額(前払): 50,000,000円',
      '工期: 令和08年04月02日 ～ 令和08年12月01日',
      '請負契約日: 令和08年04月01日',
      '預託金融機関: 〇〇銀行 ××支店',
    ]);
  });

  test('of a contract guarantee have the whole period and no bank', () => {
    expect(printed(contractGuarantee)).toEqual([
      '保証契約番号: 31074-00001M',
      '保証契約者: 〇〇建設 株式会社',
      '被保証者: 高根沢町長',
      '保証金額(契約保証): 5,000,000円',
      '保証期間: 令和08年04月01日 ～ 令和08年12月01日',
      '工事名: ●●●●工事',
      '請負金額(契約保証): 50,000,000円',
      '工期: 令和08年04月02日 ～ 令和08年12月01日',
      '請負契約日: 令和08年04月01日',
    ]);
  });

  test('never tell a planned contract day as a fact (R-F0e)', () => {
    const contract = buildContract({ contractDateIs: 'planned', contractOn: day('2026-04-10') });
    const lines = printed({ ...contractGuarantee, contract });
    expect(lines).toContain('請負契約日: 請負契約締結の日');
    expect(lines).toContain('保証期間: 請負契約締結の日 ～ 令和08年12月01日');
    expect(canonicalJson(certificateData(buildParts({ ...contractGuarantee, contract })))).not.toContain('2026-04-10');
  });

  test('of consulting works have labels of their own, as a set (R-W1)', () => {
    const lines = printed({ contract: buildContract({ kind: 'consulting' }) });
    expect(lines).toContain('業務名: ●●●●工事');
    expect(lines).toContain('履行期間: 令和08年04月02日 ～ 令和08年12月01日');
    expect(labels('prepayment', 'consulting').contractorOnNotice).toBe('受託者名');
    expect(labels('prepayment', 'works').contractorOnNotice).toBe('受注者名');
  });

  test('of a midterm prepayment name it', () => {
    const lines = printed({ terms: buildPrepayment({ product: 'midterm-prepayment', amountYen: yen(9_700_000) }) });
    expect(lines).toContain('保証金額(中間前払): 9,700,000円');
    expect(labels('midterm-prepayment', 'works').title).toBe('保証証書（中間前払金保証）');
  });

  test('of a joint venture name it and its representative', () => {
    expect(printed({ contract: buildContract({ jointVentureName: '〇〇・△△特定建設工事共同企業体' }) })).toContain(
      '保証契約者: 〇〇・△△特定建設工事共同企業体　代表者 〇〇建設 株式会社',
    );
  });

  test('of works over several fiscal years end with the year (R-T4)', () => {
    const contract = buildContract({ worksToOn: day('2028-02-28') });
    const terms = buildPrepayment({ currentYearBaseYen: yen(45_000_000), currentYearBaseKind: 'planned-progress' });
    expect(printed({ contract, terms })).toContain('保証期間: 令和09年03月31日');
  });
});

test('a bank stands on the certificates of prepayments and on no other', () => {
  expect(() => certificateData(buildParts({ depositoryName: null }))).toThrow(RangeError);
  expect(() => certificateData(buildParts({ terms: buildContractGuarantee() }))).toThrow(RangeError);
});

test('the same facts give the same bytes, and every field counts', () => {
  const digest = (own: Partial<CertificateParts> = {}) =>
    createHash('sha256')
      .update(canonicalJson(certificateData(buildParts(own))))
      .digest('hex');
  expect(digest()).toBe(digest({ terms: { ...buildPrepayment() } }));
  const others = [
    digest(),
    digest({ guaranteeNumber: '31074-00002M' }),
    digest({ revision: 2 }),
    digest({ revisionKind: 'correction' }),
    digest({ contractor: '〇〇建設　株式会社' }),
    digest({ contract: buildContract({ amountYen: yen(50_000_001) }) }),
    digest({ guaranteeSentence: '別の文' }),
    digest({ branch: { name: '栃木支店', telephone: '028-000-0000', fax: '028-000-0009' } }),
    digest({ concludedOn: day('2026-04-02') }),
  ];
  expect(new Set(others).size).toBe(others.length);
});

test('what is not of the certificate never enters its data', () => {
  const surety = { ...buildParts().surety, salary: 1 };
  const terms = buildPrepayment({ feeBilledTo: '別の会社' });
  const said = canonicalJson(certificateData(buildParts({ surety, terms })));
  expect(said).not.toContain('salary');
  expect(said).not.toContain('別の会社');
});
