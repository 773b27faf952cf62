/** Registers of the procurement authorities: bodies, departments, what they accept, how they want the key, their ratios. */
import type { acceptanceRuleKinds } from '../acceptance.ts';
import { revisionKindNames } from '../guarantee.ts';
import { productNames } from '../product.ts';
import { type FieldRefusal, refuse } from '../refusals.ts';
import { submissionTokens, unknownTokens } from '../submission-profile.ts';
import type { Register, RegisterRow } from './register.ts';

const allProducts = { ...productNames };

/** 国, 独立行政法人等 … (R-F0f). */
const classes = ['国', '独立行政法人等', '都道府県', '市区町村', '地方公社', 'その他'];

const ruleTitles: Record<(typeof acceptanceRuleKinds)[number], string> = {
  'by-contract-date': '請負契約日',
  'by-notice-date': '公告日・指名通知日',
  'by-original-contract-date': '当初の請負契約日',
  'by-authority-approval': '案件ごとの承認',
  'by-guarantee-date': '保証契約日',
};

const channels = {
  email: '電子メール',
  'e-contract': '電子契約システム',
  'web-form': '申請フォーム',
  fax: 'FAX',
  print: '印刷して提出',
};

export const authorityRegisters: readonly Register[] = [
  {
    name: 'authorities',
    title: '発注者',
    explanation: '申込で選ぶ発注者と、証書の名宛人の初期値です。発行済みの証書は変わりません。',
    source: 'R-O6・R-F0f',
    key: ['id'],
    recognisedBy: ['name', 'prefecture'],
    removable: false,
    touches: { by: 'authorityId', field: 'id' },
    fields: [
      { name: 'name', title: '発注者名', kind: 'text', required: true },
      { name: 'reading', title: '読み（かな）', kind: 'text', required: true },
      { name: 'prefecture', title: '都道府県', kind: 'text', required: true },
      { name: 'class', title: '区分', kind: 'choice', required: true, choices: same(classes) },
      {
        name: 'beneficiaryTitle',
        title: '被保証者（証書の名宛人）',
        kind: 'text',
        required: true,
        hint: '例：高根沢町長',
      },
    ],
  },
  {
    name: 'departments',
    title: '発注者の部署',
    explanation: '部署ごとに提出方法や電子保証の可否が違うときに登録します。',
    source: 'R-C4',
    key: ['id'],
    recognisedBy: ['authorityId', 'name'],
    removable: false,
    touches: { by: 'authorityId', field: 'authorityId' },
    fields: [
      { name: 'authorityId', title: '発注者', kind: 'reference', of: 'authorities', required: true, fixed: true },
      { name: 'name', title: '部署名', kind: 'text', required: true },
      { name: 'reading', title: '読み（かな）', kind: 'text', required: true },
    ],
  },
  {
    name: 'acceptance-rules',
    title: '電子保証の可否',
    explanation: 'どの発注者が、いつの契約から電子保証を受け付けるかです。申込のとき、その契約の日付で判定します。',
    source: 'R-O2・R-O5・R-O10',
    key: ['id'],
    recognisedBy: ['authorityId', 'departmentId', 'product', 'fromOn'],
    datedBy: 'fromOn',
    removable: true,
    touches: { by: 'authorityId', field: 'authorityId' },
    check: (row) => [...endAfterStart(row, 'fromOn', 'toOn')],
    fields: [
      { name: 'authorityId', title: '発注者', kind: 'reference', of: 'authorities', required: true, fixed: true },
      { name: 'departmentId', title: '部署', kind: 'reference', of: 'departments', hint: '空欄：すべての部署' },
      { name: 'product', title: '商品', kind: 'choice', choices: allProducts, hint: '空欄：すべての商品' },
      { name: 'rule', title: '判定に使う日', kind: 'choice', required: true, choices: ruleTitles },
      { name: 'fromOn', title: '開始日', kind: 'day', required: true },
      { name: 'toOn', title: '終了日', kind: 'day' },
      { name: 'source', title: '根拠', kind: 'text', required: true, hint: '発注者の公表資料など' },
    ],
  },
  {
    name: 'submission-profiles',
    title: '提出方法',
    explanation:
      '保証契約番号と認証キーを、発注者がどの方法・あて先・件名で受け付けるかです。発行済みの案件の提出の画面にもすぐに出ます。',
    source: 'R-C1・R-C2・R-C8',
    key: ['id'],
    recognisedBy: ['authorityId', 'departmentId', 'product', 'revisionKind'],
    removable: true,
    touches: { by: 'authorityId', field: 'authorityId' },
    check: (row) => [
      ...knownTokens(row, 'subjectTemplate'),
      ...knownTokens(row, 'bodyTemplate'),
      ...(row.channel === 'email' && row.recipient === '' ? [refuse('field-must-be-given', 'recipient')] : []),
      ...(row.sendOnBehalf === true && row.channel !== 'email'
        ? [refuse('sending-on-behalf-is-by-mail', 'sendOnBehalf')]
        : []),
    ],
    fields: [
      { name: 'authorityId', title: '発注者', kind: 'reference', of: 'authorities', required: true, fixed: true },
      { name: 'departmentId', title: '部署', kind: 'reference', of: 'departments', hint: '空欄：すべての部署' },
      { name: 'product', title: '商品', kind: 'choice', choices: allProducts, hint: '空欄：すべての商品' },
      {
        name: 'revisionKind',
        title: '対象',
        kind: 'choice',
        choices: revisionKindNames,
        hint: '空欄：新規・変更のどれも',
      },
      { name: 'channel', title: '方法', kind: 'choice', required: true, choices: channels },
      {
        name: 'recipient',
        mayBeBlank: true,
        title: 'あて先',
        kind: 'text',
        hint: 'メールアドレス、フォームのアドレス、窓口の名前',
      },
      { name: 'subjectTemplate', mayBeBlank: true, title: '件名', kind: 'text', hint: tokensHint() },
      { name: 'bodyTemplate', mayBeBlank: true, title: '本文', kind: 'lines', hint: tokensHint() },
      { name: 'callToConfirm', title: '送信後に電話で確認する', kind: 'flag' },
      { name: 'beforeContract', title: '請負契約の前に提出する', kind: 'flag' },
      { name: 'sendOnBehalf', title: 'このサービスからの代理送信を認める', kind: 'flag' },
    ],
  },
  {
    name: 'authority-ratios',
    title: '割合と端数',
    explanation: '発注者ごとの前払金・契約保証の割合です。発注者が空欄の行は、独自の行がない発注者すべてに使います。',
    source: '3.1・R-A1〜R-A4',
    key: ['id'],
    recognisedBy: ['authorityId', 'kind', 'lowBid', 'fromOn'],
    datedBy: 'fromOn',
    removable: true,
    touches: { by: 'authorityId', field: 'authorityId' },
    fields: [
      {
        name: 'authorityId',
        title: '発注者',
        kind: 'reference',
        of: 'authorities',
        fixed: true,
        hint: '空欄：通常の割合',
      },
      {
        name: 'kind',
        title: '工事・業務',
        kind: 'choice',
        required: true,
        choices: { works: '工事', consulting: '業務' },
      },
      { name: 'lowBid', title: '低入札', kind: 'flag' },
      { name: 'prepaymentPermille', title: '前払金', kind: 'permille', required: true },
      { name: 'midtermPrepaymentPermille', title: '中間前払金', kind: 'permille', required: true },
      { name: 'prepaymentsTogetherPermille', title: '前払金と中間前払金の合計', kind: 'permille', required: true },
      { name: 'contractGuaranteePermille', title: '契約保証', kind: 'permille', required: true },
      { name: 'unitYen', title: '前払金の端数（切捨ての単位）', kind: 'yen', required: true },
      { name: 'prepaymentCeilingYen', title: '前払金の上限額', kind: 'yen', hint: '空欄：定めなし' },
      { name: 'minimumContractYen', title: '請負金額の下限', kind: 'yen', hint: '空欄：定めなし' },
      { name: 'midtermMinimumContractYen', title: '中間前払金の請負金額の下限', kind: 'yen' },
      { name: 'midtermMinimumDays', title: '中間前払金の工期の下限（日）', kind: 'number', min: 1, max: 3650 },
      { name: 'fromOn', title: '適用開始日（請負契約日で判定）', kind: 'day', required: true },
      { name: 'source', title: '根拠', kind: 'text', required: true },
    ],
  },
];

function same(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, word]));
}

function tokensHint(): string {
  return `使える項目（波かっこで囲む）：${submissionTokens.join(' ')}`;
}

/** Refuses: `template-must-name-known-tokens`. */
function knownTokens(row: RegisterRow, field: string): FieldRefusal[] {
  const template = row[field];
  return typeof template === 'string' && unknownTokens(template).length > 0
    ? [refuse('template-must-name-known-tokens', field)]
    : [];
}

/** Refuses: `end-must-not-come-before-start`. */
export function endAfterStart(row: RegisterRow, from: string, to: string): FieldRefusal[] {
  const [start, end] = [row[from], row[to]];
  return typeof start === 'string' && typeof end === 'string' && end < start
    ? [refuse('end-must-not-come-before-start', to)]
    : [];
}
