/** The overview of a guarantee: labels and order as contractors know them, and beneath it what else was agreed. */
import { labels } from '../../../domain/certificate-lines.ts';
import { screenDate } from '../../../domain/eras.ts';
import { formNames, productNames } from '../../../domain/product.ts';
import { yen, yenText } from '../../../domain/yen.ts';
import type { FollowedGuarantee } from '../../../prisma/followed-guarantee.ts';

export interface Fact {
  readonly label: string;
  /** null: there is none. */
  readonly value: string | null;
}

/** 保証契約番号 … 預託金融機関, as the leaflet's screen has them. For consulting works the labels change as a set (R-W1). */
export function overviewOf(view: FollowedGuarantee): Fact[] {
  const label = labels(view.product, view.worksKind);
  return [
    { label: '保証契約番号', value: view.guaranteeNumber },
    { label: '請負契約者', value: `${view.contractor.name} 様` },
    { label: 'JV名', value: view.jointVentureName },
    { label: label.projectName, value: view.projectName },
    { label: '発注者名', value: view.contract.beneficiaryTitle },
    { label: '請負金額', value: yenText(yen(view.contract.amountYen)) },
    { label: '保証金額', value: yenText(yen(view.amountYen)) },
    { label: '商品名', value: productNames[view.product] },
    ...(view.product === 'contract-guarantee' ? [] : [{ label: '預託金融機関', value: view.terms.depository }]),
  ];
}

/** The rest: form, days, fee. */
export function termsFacts(view: FollowedGuarantee): Fact[] {
  const label = labels(view.product, view.worksKind);
  const { contract, terms } = view;
  const planned = contract.contractDateIs === 'planned' ? '（予定）' : '';
  return [
    { label: '証書の形式', value: formNames[view.form] },
    { label: label.contractOn, value: `${screenDate(contract.contractOn)}${planned}` },
    { label: label.worksPeriod, value: `${screenDate(contract.worksFromOn)}から${screenDate(contract.worksToOn)}まで` },
    { label: '保証料', value: terms.feeYen === null ? null : yenText(yen(terms.feeYen)) },
    { label: '保証料支払方法', value: terms.feePayment === 'monthly-batch' ? '一括納付' : '個別納付' },
    { label: '保証料請求先', value: terms.feeBilledTo },
    { label: '受付番号', value: view.receiptNumber },
    { label: '申込送信先', value: view.branch },
  ];
}
