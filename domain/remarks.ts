/** The fields of an application that a reviewer may write a remark beside, by the names that the form gives them. */

/** Of the construction contract, of the guarantee itself (without its product's name), and of the delivery. */
export const remarkFields = [
  'contract.projectName',
  'contract.authorityId',
  'contract.departmentId',
  'contract.beneficiaryTitle',
  'contract.jointVentureName',
  'contract.amountYen',
  'contract.worksFromOn',
  'contract.worksToOn',
  'contract.noticeOn',
  'contract.contractOn',
  'amountYen',
  'currentYearBaseYen',
  'eligibilityCertifiedOn',
  'depository',
  'feeBilledTo',
  'delivery.completionMailAddress',
  'delivery.contactPerson',
  'delivery.contactTelephone',
] as const;
export type RemarkField = (typeof remarkFields)[number];

export interface Remark {
  readonly field: RemarkField;
  readonly words: string;
}

export const remarkFieldTitles: Record<RemarkField, string> = {
  'contract.projectName': '工事名・業務名',
  'contract.authorityId': '発注者',
  'contract.departmentId': '担当課',
  'contract.beneficiaryTitle': '被保証者（証書の名宛人）',
  'contract.jointVentureName': 'JV名',
  'contract.amountYen': '請負金額',
  'contract.worksFromOn': '工期（始期）',
  'contract.worksToOn': '工期（終期）',
  'contract.noticeOn': '公告日・指名通知日',
  'contract.contractOn': '請負契約日',
  amountYen: '保証金額',
  currentYearBaseYen: '今年度対象額',
  eligibilityCertifiedOn: '認定調書の日付',
  depository: '預託金融機関',
  feeBilledTo: '保証料請求先',
  'delivery.completionMailAddress': 'メールアドレス',
  'delivery.contactPerson': '担当者名',
  'delivery.contactTelephone': '連絡先電話番号',
};
