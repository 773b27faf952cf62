/** The overview of a guarantee: labels and order as contractors know them, and beneath it what else was agreed. */
import { labels } from '../../../domain/certificate-lines.ts';
import { formNames, productNames } from '../../../domain/product.ts';
import type { FollowedGuarantee } from '../../../prisma/followed-guarantee.ts';
import { dayText, yenText } from '../../../web/formats.ts';
import type { Speech } from '../speech.ts';

export interface Fact {
  readonly label: string;
  /** null: there is none. */
  readonly value: string | null;
}

/** 保証契約番号 … 預託金融機関, as the leaflet's screen has them. For consulting works the labels change as a set (R-W1). */
export function overviewOf(view: FollowedGuarantee, { language, t }: Speech): Fact[] {
  const label = labels(view.product, view.worksKind);
  return [
    { label: '保証契約番号', value: view.guaranteeNumber },
    { label: '請負契約者', value: t('{name} 様', { name: view.contractor.name }) },
    { label: 'JV名', value: view.jointVentureName },
    { label: label.projectName, value: view.projectName },
    { label: '発注者名', value: view.contract.beneficiaryTitle },
    { label: '請負金額', value: yenText(language, view.contract.amountYen) },
    { label: '保証金額', value: yenText(language, view.amountYen) },
    { label: '商品名', value: t(productNames[view.product]) },
    ...(view.product === 'contract-guarantee' ? [] : [{ label: '預託金融機関', value: view.terms.depository }]),
  ];
}

/** The rest: form, days, fee. */
export function termsFacts(view: FollowedGuarantee, { language, t }: Speech): Fact[] {
  const label = labels(view.product, view.worksKind);
  const { contract, terms } = view;
  const on = dayText(language, contract.contractOn);
  const [from, to] = [dayText(language, contract.worksFromOn), dayText(language, contract.worksToOn)];
  return [
    { label: '証書の形式', value: t(formNames[view.form]) },
    { label: label.contractOn, value: contract.contractDateIs === 'planned' ? t('{on}（予定）', { on }) : on },
    { label: label.worksPeriod, value: t('{from}から{to}まで', { from, to }) },
    ...(terms.eligibilityCertifiedOn === null
      ? []
      : [{ label: '認定調書の日付', value: dayText(language, terms.eligibilityCertifiedOn) }]),
    { label: '保証料', value: terms.feeYen === null ? null : yenText(language, terms.feeYen) },
    { label: '保証料支払方法', value: t(terms.feePayment === 'monthly-batch' ? '一括納付' : '個別納付') },
    { label: '保証料請求先', value: terms.feeBilledTo },
    { label: '受付番号', value: view.receiptNumber },
    { label: '申込送信先', value: view.branch },
  ];
}
