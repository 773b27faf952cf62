/** Registers of what is watched: the sweeper's limits, when changes are told, and to whom. */
import { alertGroupTitles } from '../alerts.ts';
import { type FieldRefusal, refuse } from '../refusals.ts';
import { checkNames, checkTitles } from '../sweeping.ts';
import { endAfterStart } from './authority-registers.ts';
import type { Register, RegisterField, RegisterRow } from './register.ts';

const toWhom: readonly RegisterField[] = [
  { name: 'branchId', title: '支店', kind: 'reference', of: 'branches', hint: '空欄：すべての支店' },
  { name: 'tellsCauses', title: alertGroupTitles.causes, kind: 'flag' },
  { name: 'tellsCircuits', title: alertGroupTitles.circuits, kind: 'flag' },
  { name: 'tellsMisses', title: alertGroupTitles.misses, kind: 'flag' },
  { name: 'tellsFindings', title: alertGroupTitles.findings, kind: 'flag' },
  { name: 'fromOn', title: '始まりの日', kind: 'day', required: true },
  { name: 'toOn', title: '終わりの日', kind: 'day', hint: '空欄：終わりなし' },
];

export const alertRegisters: readonly Register[] = [
  {
    name: 'sweep-checks',
    title: '見回りの間隔と限度',
    explanation: '見回りの項目ごとに、何秒おきに見るか、何秒過ぎたら遅れとするか、一度に何件見るかです。',
    source: '運用の決まり',
    key: ['name'],
    recognisedBy: ['name'],
    removable: false,
    fields: [
      {
        name: 'name',
        title: '見回りの項目',
        kind: 'choice',
        required: true,
        fixed: true,
        choices: Object.fromEntries(checkNames.map((name) => [name, checkTitles[name]])),
      },
      { name: 'everySeconds', title: '間隔（秒）', kind: 'number', required: true, min: 5, max: 86_400 },
      { name: 'limitSeconds', title: '遅れとするまで（秒）', kind: 'number', required: true, min: 1, max: 31_536_000 },
      { name: 'rowsPerRound', title: '一度に見る件数', kind: 'number', required: true, min: 1, max: 1000 },
    ],
  },
  {
    name: 'alert-rules',
    title: 'お知らせの決まり',
    explanation: '変化をいつ知らせるかです。原因と見回りは、1件目と、増えて何倍かになるたびに知らせます。',
    source: '運用の決まり',
    key: ['group'],
    recognisedBy: ['group'],
    removable: false,
    fields: [
      {
        name: 'group',
        title: 'お知らせの種類',
        kind: 'choice',
        required: true,
        fixed: true,
        choices: { ...alertGroupTitles },
      },
      { name: 'growth', title: '何倍ごとに知らせるか', kind: 'number', required: true, min: 1, max: 1000 },
      {
        name: 'quietMinutes',
        title: 'なくなってから新しいものとするまで（分）',
        kind: 'number',
        required: true,
        max: 1440,
      },
      { name: 'minutesBefore', title: '営業終了・日付の変わる何分前か', kind: 'number', required: true, max: 720 },
    ],
  },
  {
    name: 'on-call-addresses',
    title: 'お知らせのあて先（メール）',
    explanation: '変化をメールで知らせる当番のあて先です。行は消さず、終わりの日を入れて終えます。',
    source: '運用の決まり',
    key: ['id'],
    recognisedBy: ['address'],
    removable: false,
    check: (row) => endAfterStart(row, 'fromOn', 'toOn'),
    fields: [{ name: 'address', title: 'メールアドレス', kind: 'mail', required: true }, ...toWhom],
  },
  {
    name: 'alert-webhooks',
    title: 'お知らせのあて先（Webhook）',
    explanation: '変化をほかのシステムへ知らせるアドレスです。署名の鍵は、行のIDと設定から決まります。',
    source: '運用の決まり',
    key: ['id'],
    recognisedBy: ['name'],
    removable: false,
    check: checkWebhook,
    fields: [
      { name: 'name', title: '名称', kind: 'text', required: true },
      { name: 'url', title: 'URL', kind: 'text', required: true, hint: 'https:// で始まるアドレス' },
      ...toWhom,
    ],
  },
];

/** Refuses: `webhook-address-must-be-https`, `end-must-not-come-before-start`. */
function checkWebhook(row: RegisterRow): FieldRefusal[] {
  const url = URL.parse(String(row.url));
  const isRight = url?.protocol === 'https:' && url.username === '' && url.password === '';
  return [
    ...(isRight ? [] : [refuse('webhook-address-must-be-https', 'url')]),
    ...endAfterStart(row, 'fromOn', 'toOn'),
  ];
}
