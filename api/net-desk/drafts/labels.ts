/** What the form calls its fields, for the summary of refusals. */
import { productNames, products } from '../../../domain/product.ts';

const ofContract: Readonly<Record<string, string>> = {
  projectName: '工事名',
  kind: '種別',
  worksNumber: '工事番号',
  procurementNumber: '調達案件番号',
  specificationNumber: '設計書番号',
  authorityId: '発注者',
  departmentId: '担当課',
  beneficiaryTitle: '被保証者（証書の名宛人）',
  jointVentureName: 'JV名',
  amountYen: '請負金額',
  contractOn: '請負契約日',
  contractDateIs: '請負契約の状況',
  worksFromOn: '工期（始期）',
  worksToOn: '工期（終期）',
  noticeOn: '公告日・指名通知日',
  prepaymentPlanned: '前払金の約定がある',
  electronicApprovalEvidence: '電子保証の承認を確認した資料',
};
const ofTerms: Readonly<Record<string, string>> = {
  form: '保証証書の形式について',
  currentYearBaseYen: '今年度対象額',
  currentYearBaseKind: '今年度対象額の種類',
  eligibilityCertifiedOn: '認定調書の日付',
  amountYen: '保証金額',
  bankBranchId: '預託金融機関',
  redeposit: '再預託を利用する',
  feePayment: '保証料支払方法',
  feeBilledTo: '保証料請求先',
};
const ofDelivery: Readonly<Record<string, string>> = {
  branchId: '申込送信先',
  paperReceipt: '紙の保証証書の受取方法',
  completionMailAddress: 'お知らせの送信先メールアドレス',
  contactDepartment: '担当部署',
  contactPost: '役職',
  contactPerson: '担当者名',
  contactTelephone: '連絡先電話番号',
  message: 'お客様から弊社への連絡事項',
};

/** The label of a field, and the product's block that it stands in; null where it has neither. */
export function labelOf(field: string): { readonly block: string | null; readonly label: string | null } {
  const [section = '', name = ''] = field.split('.');
  if (section === 'contract') return { block: null, label: ofContract[name] ?? null };
  if (section === 'delivery') return { block: null, label: ofDelivery[name] ?? null };
  const product = products.find((each) => each === section);
  return { block: product === undefined ? null : productNames[product], label: ofTerms[name] ?? null };
}
