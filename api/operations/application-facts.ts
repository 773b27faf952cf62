/** Everything that was applied for, label and value, in the form's order: beside the checks, in the case file, and beside remarks. */
import type { BaseKind } from '../../domain/application.ts';
import type { WorksKind } from '../../domain/construction-contract.ts';
import { formNames, productNames } from '../../domain/product.ts';
import type { RemarkField } from '../../domain/remarks.ts';
import type { CaseApplication } from '../../prisma/case-application.ts';
import { dayText, yenText } from '../../web/formats.ts';
import type { Language, Translate } from '../../web/translations.ts';

export interface ApplicationFact {
  readonly label: string;
  /** In the reader's language; null: nothing was said. */
  readonly value: string | null;
  /** By which a remark names it; null: none may be written beside it. */
  readonly field: RemarkField | null;
}

export interface Speech {
  readonly language: Language;
  readonly t: Translate;
}

/** 請負契約. */
export function contractFacts(view: CaseApplication, speech: Speech): ApplicationFact[] {
  const { contract } = view;
  const { yes, on, yen } = formsOf(speech);
  const { t } = speech;
  return [
    fact('種別', t(worksKindNames[contract.kind])),
    fact('請負契約者', view.contractor.name),
    fact('工事名・業務名', contract.projectName, 'contract.projectName'),
    fact('発注者', view.authority, 'contract.authorityId'),
    fact('担当課', view.department, 'contract.departmentId'),
    fact('被保証者（証書の名宛人）', contract.beneficiaryTitle, 'contract.beneficiaryTitle'),
    fact('JV名', contract.jointVentureName, 'contract.jointVentureName'),
    fact('請負金額', yen(contract.amountYen), 'contract.amountYen'),
    fact('請負契約の状況', t(contract.contractDateIs === 'planned' ? '締結予定' : '締結済み')),
    fact('請負契約日', on(contract.contractOn), 'contract.contractOn'),
    fact('工期（始期）', on(contract.worksFromOn), 'contract.worksFromOn'),
    fact('工期（終期）', on(contract.worksToOn), 'contract.worksToOn'),
    fact('公告日・指名通知日', on(contract.noticeOn), 'contract.noticeOn'),
    fact('前払金の約定がある', yes(contract.prepaymentPlanned)),
    fact('低入札である', yes(contract.lowBid)),
    fact('工事番号', contract.worksNumber),
    fact('調達案件番号', contract.procurementNumber),
    fact('設計書番号', contract.specificationNumber),
    fact('電子保証の承認を確認した資料', contract.electronicApprovalEvidence),
  ];
}

/** The guarantee's own terms. */
export function termsFacts(view: CaseApplication, speech: Speech): ApplicationFact[] {
  const { terms, product } = view;
  const { yes, on, yen } = formsOf(speech);
  const { t } = speech;
  const kind = terms.currentYearBaseKind;
  return [
    fact('商品名', t(productNames[product])),
    fact('証書の形式', t(formNames[view.form])),
    fact('保証金額', yen(terms.amountYen), 'amountYen'),
    ...(product === 'contract-guarantee'
      ? []
      : [
          fact('今年度対象額', yen(terms.currentYearBaseYen), 'currentYearBaseYen'),
          fact('今年度対象額の種類', kind === null ? null : t(baseKindNames[kind])),
          fact('預託金融機関', view.depository, 'depository'),
          fact('再預託を利用する', yes(terms.redeposit ?? false)),
        ]),
    ...(product === 'midterm-prepayment'
      ? [fact('認定調書の日付', on(terms.eligibilityCertifiedOn), 'eligibilityCertifiedOn')]
      : []),
    fact('保証料支払方法', t(terms.feePayment === 'monthly-batch' ? '一括納付' : '個別納付')),
    fact('保証料請求先', terms.feeBilledTo, 'feeBilledTo'),
    fact('保証料計算書(紙)を希望する', yes(terms.paperFeeStatement)),
  ];
}

/** Where it goes and whom to tell. */
export function deliveryFacts(view: CaseApplication, speech: Speech): ApplicationFact[] {
  const { delivery, form } = view;
  const { t } = speech;
  const receipt = delivery.paperReceipt;
  return [
    fact('申込送信先', view.branch.name),
    ...(form === 'paper'
      ? [fact('紙の保証証書の受取方法', receipt === null ? null : t(receipt === 'post' ? '郵送' : '支店で受け取る'))]
      : []),
    fact(
      '電子保証発行完了のお知らせ',
      delivery.completionMail ? delivery.completionMailAddress : t('希望しない'),
      'delivery.completionMailAddress',
    ),
    fact('担当部署', delivery.contactDepartment),
    fact('役職', delivery.contactPost),
    fact('担当者名', delivery.contactPerson, 'delivery.contactPerson'),
    fact('連絡先電話番号', delivery.contactTelephone, 'delivery.contactTelephone'),
  ];
}

const worksKindNames: Record<WorksKind, string> = { works: '工事', consulting: '業務委託（設計・調査・測量）' };
const baseKindNames: Record<BaseKind, string> = { 'planned-progress': '出来高予定額', 'payment-ceiling': '支払限度額' };

function fact(label: string, value: string | null, field: RemarkField | null = null): ApplicationFact {
  return { label, value, field };
}

function formsOf({ language, t }: Speech) {
  return {
    yes: (flag: boolean) => t(flag ? 'はい' : 'いいえ'),
    on: (day: string | null) => (day === null ? null : dayText(language, day)),
    yen: (amount: number | null) => (amount === null ? null : yenText(language, amount)),
  };
}
