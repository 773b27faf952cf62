/** The columns of a file of applications (一括申込): one row is one application, in the words of the form. */
import { type Product, productNames, products } from './product.ts';

/** Registers whose rows a cell names by their names. */
export type BulkRegister = 'authorities' | 'departments' | 'banks' | 'branches';

export interface BulkColumn {
  readonly heading: string;
  /** The form's field that the cell fills. */
  readonly field: string;
  /** Words that the cell may say, and what the form makes of them; the first is shown in the template. */
  readonly words?: Readonly<Record<string, string>>;
  readonly register?: BulkRegister;
  /** What an empty cell means; nothing where it is not said. */
  readonly whenEmpty?: string;
  /** How to fill it, as the template's second line says. */
  readonly hint: string;
  readonly example: string;
}

/** The company's own number of a row: the same number is the same application, for life. */
export const controlNumberHeading = '管理番号';

const required = '必須';
const optional = '任意';

const contractColumns: readonly BulkColumn[] = [
  column('種別', 'contract.kind', '工事（空欄も工事）または業務委託', '工事', {
    words: { 工事: 'works', 業務委託: 'consulting' },
    whenEmpty: 'works',
  }),
  column('工事名', 'contract.projectName', `${required}。契約書のとおり`, '町道1号線舗装補修工事'),
  column('工事番号', 'contract.worksNumber', optional, ''),
  column('調達案件番号', 'contract.procurementNumber', optional, ''),
  column('設計書番号', 'contract.specificationNumber', optional, ''),
  column('発注者', 'contract.authorityId', `${required}。申込の画面に出る名前`, '高根沢町', {
    register: 'authorities',
  }),
  column('担当課', 'contract.departmentId', optional, '', { register: 'departments' }),
  column('被保証者（証書の名宛人）', 'contract.beneficiaryTitle', required, '高根沢町長'),
  column('JV名', 'contract.jointVentureName', '共同企業体のときだけ', ''),
  column('請負金額', 'contract.amountYen', `${required}。消費税を含む円`, '50,000,000'),
  column('請負契約の状況', 'contract.contractDateIs', '締結済み（空欄も締結済み）または締結予定', '締結済み', {
    words: { 締結済み: 'signed', 締結予定: 'planned' },
    whenEmpty: 'signed',
  }),
  column('請負契約日', 'contract.contractOn', required, '2026/4/1'),
  column('工期（始期）', 'contract.worksFromOn', required, '2026/4/2'),
  column('工期（終期）', 'contract.worksToOn', required, '令和8年12月25日'),
  column('公告日・指名通知日', 'contract.noticeOn', optional, ''),
  column('前払金の約定', 'contract.prepaymentPlanned', 'あり（空欄もあり）またはなし', 'あり', {
    words: { あり: 'yes', なし: '' },
    whenEmpty: 'yes',
  }),
  column('低入札', 'contract.lowBid', 'はい または いいえ（空欄もいいえ）', '', { words: { はい: 'yes', いいえ: '' } }),
  column('電子保証の承認を確認した資料', 'contract.electronicApprovalEvidence', '発注者が案件ごとに承認するとき', ''),
];

const deliveryColumns: readonly BulkColumn[] = [
  column('申込送信先', 'delivery.branchId', `${required}。支店の名前`, '栃木支店', { register: 'branches' }),
  column('紙の保証証書の受取方法', 'delivery.paperReceipt', '証書（紙）のとき。郵送または支店で受け取る', '', {
    words: { 郵送: 'post', 支店で受け取る: 'branch' },
  }),
  column(
    '電子保証発行完了のお知らせ',
    'delivery.completionMail',
    '希望する または 希望しない（空欄も希望しない）',
    '希望する',
    {
      words: { 希望する: 'yes', 希望しない: '' },
    },
  ),
  column('メールアドレス', 'delivery.completionMailAddress', 'お知らせを希望するとき', 'soumu@example.jp'),
  column('担当部署', 'delivery.contactDepartment', optional, '総務部'),
  column('役職', 'delivery.contactPost', optional, ''),
  column('担当者名', 'delivery.contactPerson', optional, '工事 花子'),
  column('連絡先電話番号', 'delivery.contactTelephone', optional, '028-000-0000'),
  column('連絡事項', 'delivery.message', optional, ''),
];

/** Every column after 管理番号, in the form's order. */
export const bulkColumns: readonly BulkColumn[] = [
  ...contractColumns,
  ...products.flatMap(termsColumns),
  ...deliveryColumns,
];

/** One product's block. It is applied for where any of its cells says something. */
function termsColumns(product: Product): BulkColumn[] {
  const shown = product === 'prepayment'; // the example applies for one product, so that it stays readable
  const of = (heading: string, name: string, hint: string, example: string, more: Partial<BulkColumn> = {}) =>
    column(`${productNames[product]} ${heading}`, `${product}.${name}`, hint, shown ? example : '', more);
  const money = of('保証金額', 'amountYen', `${productNames[product]}を申し込むとき必須`, '20,000,000');
  const form = of('保証証書の形式', 'form', '電子保証（空欄も電子保証）または証書(紙)', '電子保証', {
    words: { 電子保証: 'electronic', '証書(紙)': 'paper' },
    whenEmpty: 'electronic',
  });
  const bank = [
    of('今年度対象額', 'currentYearBaseYen', '複数年度の工事のとき', ''),
    of('今年度対象額の種類', 'currentYearBaseKind', '出来高予定額 または 支払限度額', '', {
      words: { 出来高予定額: 'planned-progress', 支払限度額: 'payment-ceiling' },
    }),
    of('預託金融機関', 'bankBranchId', '申込の画面に出る金融機関と支店の名前', '〇〇銀行 ××支店', {
      register: 'banks',
    }),
    of('一覧にない金融機関', 'bankFreeText', '預託金融機関が一覧にないとき', ''),
    of('再預託', 'redeposit', '利用する または 利用しない（空欄も利用しない）', '', {
      words: { 利用する: 'yes', 利用しない: '' },
    }),
  ];
  const fee = [
    of('保証料支払方法', 'feePayment', '一括納付 または 個別納付', '一括納付', {
      words: { 一括納付: 'monthly-batch', 個別納付: 'per-case' },
    }),
    of('保証料請求先', 'feeBilledTo', '空欄は貴社', ''),
    of('保証料計算書(紙)', 'paperFeeStatement', '希望する または 希望しない（空欄も希望しない）', '', {
      words: { 希望する: 'yes', 希望しない: '' },
    }),
  ];
  const certified =
    product === 'midterm-prepayment'
      ? [of('認定調書の日付', 'eligibilityCertifiedOn', '中間前払金保証を申し込むとき必須', '')]
      : [];
  return product === 'contract-guarantee' ? [form, money, ...fee] : [form, money, ...certified, ...bank, ...fee];
}

function column(
  heading: string,
  field: string,
  hint: string,
  example: string,
  more: Partial<BulkColumn> = {},
): BulkColumn {
  return { heading, field, hint, example, ...more };
}
