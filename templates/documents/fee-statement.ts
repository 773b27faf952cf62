/** What the fee statement's template shows: the guarantee fee, how it was calculated, who pays it and when. */
import type { FeePayment } from '../../domain/application.ts';
import type { CertificateData } from '../../domain/certificate.ts';
import { labels } from '../../domain/certificate-lines.ts';
import type { Day } from '../../domain/dates.ts';
import { eraDate } from '../../domain/eras.ts';
import { type FeeLine, rateText } from '../../domain/fee.ts';
import { productNames } from '../../domain/product.ts';
import { formatYen, type Yen, yen, yenText } from '../../domain/yen.ts';

export interface FeeStatement {
  readonly certificate: CertificateData;
  /** 保証料請求先: who is billed. */
  readonly payer: string;
  readonly feePayment: FeePayment;
  readonly feeYen: Yen;
  readonly feeLines: readonly FeeLine[];
  /** The version of the fee table. */
  readonly tableVersion: string;
  readonly calculatedOn: Day;
  /** By when a fee paid for this guarantee alone is due; null where no day is set, or where the month's batch is billed. */
  readonly dueOn: Day | null;
}

/** A bill: table, sum, version of the table, and how the fee is paid. Source: R-F2, R-F6, R-F7. */
export function feeStatementValues({ certificate, ...fee }: FeeStatement) {
  const { guaranteeNumber, product, worksKind } = certificate;
  const label = labels(product, worksKind);
  return {
    title: `保証料計算書 ${guaranteeNumber}`,
    payer: fee.payer,
    calculatedOn: eraDate(fee.calculatedOn),
    feeText: yenText(fee.feeYen),
    payment: paymentSentence(fee),
    rows: [
      { label: label.guaranteeNumber, value: guaranteeNumber },
      { label: '商品（保証区分）', value: productNames[product] },
      { label: label.contractor, value: certificate.contractor },
      { label: label.projectName, value: certificate.projectName },
      { label: label.guaranteeAmount, value: yenText(certificate.guaranteeAmountYen) },
    ],
    feeLines: fee.feeLines.map((line) => ({
      portion: yenText(line.portionYen),
      rate: line.days === null ? rateText(line.ratePpm) : `年 ${rateText(line.ratePpm)}`,
      days: line.days === null ? '―' : `${line.days}日／${line.daysInYear}日`,
      amount: `${lineAmount(line)}円`,
    })),
    tableVersion: fee.tableVersion,
    surety: certificate.surety,
    branch: certificate.branch,
    footer: `保証契約番号 ${guaranteeNumber}`,
  };
}

function paymentSentence({ feePayment, calculatedOn, dueOn }: Omit<FeeStatement, 'certificate'>): string {
  if (feePayment === 'monthly-batch') {
    const month = eraDate(calculatedOn).replace(/\d+日$/, '');
    return `お支払方法：一括納付（${month}分の保証料とまとめてご請求します）`;
  }
  if (dueOn === null) return 'お支払方法：個別納付（入金を確認しだい、保証証書を発行します）';
  return `お支払方法：個別納付（${eraDate(dueOn)}までにお支払いください）`;
}

/** The line's exact amount before rounding, to hundredths of a yen where it is not whole; what is beyond is cut. */
function lineAmount({ portionYen, ratePpm, days, daysInYear }: FeeLine): string {
  const hundredths =
    (BigInt(portionYen) * BigInt(ratePpm) * BigInt(days ?? 1) * 100n) / (1_000_000n * BigInt(daysInYear ?? 1));
  const whole = formatYen(yen(hundredths / 100n));
  const rest = hundredths % 100n;
  return rest === 0n ? whole : `${whole}.${String(rest).padStart(2, '0')}`;
}
