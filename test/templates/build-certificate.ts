/** A certificate's data and what goes with it, in the leaflet's own example; each test says only what differs. */
import { AuthenticationKey } from '../../domain/authentication-key.ts';
import type { CertificateData } from '../../domain/certificate.ts';
import { day } from '../../domain/dates.ts';
import { feeLines, guaranteeFee } from '../../domain/fee.ts';
import { sampleFeeTable } from '../../domain/sample-fee-table.ts';
import { yen } from '../../domain/yen.ts';
import type { FeeStatement, KeyNotice } from '../../templates/render.ts';

export function buildCertificate(own: Partial<CertificateData> = {}): CertificateData {
  return {
    schema: 'hosho/certificate/1',
    guaranteeNumber: '31074-00001M',
    revision: 1,
    revisionKind: 'new',
    product: 'prepayment',
    form: 'electronic',
    contractor: '〇〇建設 株式会社',
    jointVentureName: null,
    beneficiary: '高根沢町長',
    guaranteeAmountYen: yen(20_000_000),
    guaranteePeriod: { from: null, to: day('2026-11-30') },
    worksKind: 'works',
    projectName: '●●●●工事',
    contractAmountYen: yen(50_000_000),
    worksPeriod: { from: day('2026-04-02'), to: day('2026-11-30') },
    contractOn: day('2026-04-01'),
    depository: '〇〇銀行 ××支店',
    guaranteeSentence:
      '当社は、前払金保証約款の定めるところにより、上記のとおり保証契約を締結し、保証契約者が負う前払金返還の債務について保証の責めに任じます。',
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

export function buildContractGuaranteeCertificate(own: Partial<CertificateData> = {}): CertificateData {
  return buildCertificate({
    guaranteeNumber: '31074-00002K',
    product: 'contract-guarantee',
    guaranteeAmountYen: yen(5_000_000),
    guaranteePeriod: { from: day('2026-04-01'), to: day('2026-11-30') },
    depository: null,
    guaranteeSentence:
      '当社は、契約保証特約の定めるところにより、上記のとおり保証契約を締結し、保証契約者の債務不履行による損害について保証の責めに任じます。',
    ...own,
  });
}

export function buildKeyNotice(own: Partial<KeyNotice> = {}): KeyNotice {
  return {
    noticeTitle: '電子保証にかかる「認証キー」のお知らせ',
    platform: '保証確認サービス（D-Sure）',
    certificate: buildCertificate(),
    key: new AuthenticationKey('Z28YUE4J3Bux'),
    ...own,
  };
}

/** The fee by the sample table, for the certificate's own amount and days. */
export function buildFeeStatement(own: Partial<FeeStatement> = {}): FeeStatement {
  const certificate = own.certificate ?? buildCertificate();
  const { product, guaranteeAmountYen: amountYen, worksPeriod } = certificate;
  const basis = { product, amountYen, fromOn: day('2026-04-01'), toOn: worksPeriod.to };
  return {
    certificate,
    payer: certificate.contractor,
    feePayment: 'monthly-batch',
    feeYen: guaranteeFee(basis, sampleFeeTable),
    feeLines: feeLines(basis, sampleFeeTable),
    tableVersion: sampleFeeTable.version,
    calculatedOn: day('2026-04-01'),
    dueOn: null,
    ...own,
  };
}
