/** What the key notice's template shows: the letter that a contractor hands to the authority. */
import { encode } from 'uqr';
import { type AuthenticationKey, keyGroups, keyReading } from '../../domain/authentication-key.ts';
import type { CertificateData } from '../../domain/certificate.ts';
import { labels } from '../../domain/certificate-lines.ts';
import { type Product, productNames } from '../../domain/product.ts';

export interface KeyNotice {
  /** Each surety company has its own title for it (R-K10). */
  readonly noticeTitle: string;
  /** The viewing platform by the name that authorities know: 保証確認サービス（D-Sure）. */
  readonly platform: string;
  readonly certificate: CertificateData;
  readonly key: AuthenticationKey;
}

/** The elements of a key notice, the key in groups of four, as it is read out, and as a 2D code. Source: R-K8, R-K15. */
export function keyNoticeValues({ noticeTitle, platform, certificate, key }: KeyNotice) {
  const { guaranteeNumber, product, worksKind } = certificate;
  const label = labels(product, worksKind);
  return {
    title: `${noticeTitle} ${guaranteeNumber}`,
    noticeTitle,
    platform,
    act: acts[product],
    rows: [
      { label: label.projectName, value: certificate.projectName, note: null },
      {
        label: label.contractorOnNotice,
        value: certificate.contractor, // the representative alone (R-K8)
        note: certificate.jointVentureName === null ? null : '（JVの代表者）',
      },
      { label: '商品（保証区分）', value: productNames[product], note: null },
      { label: label.guaranteeNumber, value: guaranteeNumber, note: null },
    ],
    keyGroups: keyGroups(key),
    keyReading: keyReading(key),
    code: codeSvg(keyNoticeCode(guaranteeNumber, key)),
    surety: certificate.surety,
    branch: certificate.branch,
    footer: `保証契約番号 ${guaranteeNumber}`,
  };
}

/** What completes with the submission of number and key. Source: leaflet, key notice. */
const acts: Record<Product, string> = {
  prepayment: '前払金請求の手続き（前払金保証）',
  'midterm-prepayment': '中間前払金請求の手続き（中間前払金保証）',
  'contract-guarantee': '請負契約締結の手続き（契約保証）',
};

/** What the 2D code says: number and key with a space between them, as a person would type them. */
export function keyNoticeCode(guaranteeNumber: string, key: AuthenticationKey): string {
  return `${guaranteeNumber} ${key.reveal()}`;
}

/** A QR code as one path on a white ground, its quiet zone included: sharp at any size, and no picture file. */
function codeSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="保証契約番号と認証キーの2次元コード" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${squares.join('')}"/></svg>`
  );
}
