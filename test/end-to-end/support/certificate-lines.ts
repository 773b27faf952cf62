/** What a certificate of the leaflet's case must say, line by line, as the application had it. */
import type { Application } from '../../../domain/application.ts';
import { eraDatePadded } from '../../../domain/eras.ts';
import { yen, yenText } from '../../../domain/yen.ts';
import type { Guarantee } from './leaflet-case.ts';

/** Label and value as they stand side by side on the paper. */
export function certificateLines(sent: Application, { product, guaranteeNumber }: Guarantee): string[] {
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
