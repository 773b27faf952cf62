/** The certificate's lines as people read them, in the leaflet's order: for the printed certificate, the screens and the tests. */
import type { CertificateData } from './certificate.ts';
import type { WorksKind } from './construction-contract.ts';
import type { Day } from './dates.ts';
import { eraDatePadded } from './eras.ts';
import { type Product, productNames } from './product.ts';
import { yenText } from './yen.ts';

/** Printed in place of a contract day that is only planned. Source: R-F0e. */
export const dayOfContracting = '請負契約締結の日';

export interface CertificateLabels {
  /** 保証証書（前払金保証） */
  readonly title: string;
  readonly guaranteeNumber: string;
  readonly contractor: string;
  /** The contractor on the key notice, where it has another name: 受注者名, 受託者名. */
  readonly contractorOnNotice: string;
  readonly beneficiary: string;
  readonly guaranteeAmount: string;
  readonly guaranteePeriod: string;
  readonly projectName: string;
  readonly contractAmount: string;
  readonly worksPeriod: string;
  readonly contractOn: string;
  readonly depository: string;
}

/** The labels of a product; for consulting works they change as a set. Source: leaflet, R-K6, R-W1. */
export function labels(product: Product, worksKind: WorksKind): CertificateLabels {
  const consulting = worksKind === 'consulting';
  return {
    title: `保証証書（${productNames[product]}）`,
    guaranteeNumber: '保証契約番号',
    contractor: '保証契約者',
    contractorOnNotice: consulting ? '受託者名' : '受注者名',
    beneficiary: '被保証者',
    guaranteeAmount: `保証金額(${shortNames[product]})`,
    guaranteePeriod: '保証期間',
    projectName: consulting ? '業務名' : '工事名',
    contractAmount: `請負金額(${shortNames[product]})`,
    worksPeriod: consulting ? '履行期間' : '工期',
    contractOn: '請負契約日',
    depository: '預託金融機関',
  };
}

const shortNames: Record<Product, string> = {
  prepayment: '前払',
  'midterm-prepayment': '中間前払',
  'contract-guarantee': '契約保証',
};

export interface CertificateLine {
  readonly label: string;
  readonly value: string;
}

/** Label and value of each line, top to bottom. A contract guarantee has no bank. Source: R-K6, R-K13. */
export function certificateLines(data: CertificateData): readonly CertificateLine[] {
  const label = labels(data.product, data.worksKind);
  const lines = [
    { label: label.guaranteeNumber, value: data.guaranteeNumber },
    { label: label.contractor, value: contractorText(data) },
    { label: label.beneficiary, value: data.beneficiary },
    { label: label.guaranteeAmount, value: yenText(data.guaranteeAmountYen) },
    { label: label.guaranteePeriod, value: guaranteePeriodText(data) },
    { label: label.projectName, value: data.projectName },
    { label: label.contractAmount, value: yenText(data.contractAmountYen) },
    { label: label.worksPeriod, value: periodText(eraDatePadded(data.worksPeriod.from), data.worksPeriod.to) },
    { label: label.contractOn, value: contractDayText(data.contractOn) },
  ];
  return data.depository === null ? lines : [...lines, { label: label.depository, value: data.depository }];
}

function contractorText({ contractor, jointVentureName }: CertificateData): string {
  return jointVentureName === null ? contractor : `${jointVentureName}　代表者 ${contractor}`;
}

function guaranteePeriodText({ product, guaranteePeriod: { from, to } }: CertificateData): string {
  return product === 'contract-guarantee' ? periodText(contractDayText(from), to) : eraDatePadded(to);
}

function contractDayText(contractOn: Day | null): string {
  return contractOn === null ? dayOfContracting : eraDatePadded(contractOn);
}

function periodText(from: string, to: Day): string {
  return `${from} ～ ${eraDatePadded(to)}`;
}
