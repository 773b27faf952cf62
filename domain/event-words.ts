/** Events and acts in clear words, for whoever reads the audit log; the English stands in locales. */
import { type Stage, stageNames } from './stages.ts';

/** What happened, by the kind that an event has. One that is not here is shown by its kind. */
export const eventWords: Readonly<Record<string, string>> = {
  applied: '申込を受け付けた',
  'attachment-added': '添付書類が加わった',
  approve: '引受を承認した',
  return: '差し戻した',
  decline: '引受不可とした',
  resubmit: '再提出された',
  withdraw: '取り下げた',
  'shared-facts-changed': '請負契約の内容が直された',
  'review-claimed': '審査の担当になった',
  'review-released': '審査の担当を外れた',
  'review-taken-over': '審査の担当を引き継いだ',
  'paper-asked': '追加の書類を依頼した',
  recordFeePayment: '保証料の入金を記録した',
  recordDispatch: '証書の交付を記録した',
  recordSubmission: '発注者への提出を記録した',
  'sending-asked': '発注者への代行送信を依頼した',
  'sending-dropped': '代行送信を取りやめた',
  supersede: '新しい履歴に置き換わった',
  issued: '発行した',
  printed: '書類を印刷した',
  posted: 'D-Sureに掲載した',
  'mail-sent': 'メールを送った',
  message: 'メッセージを書いた',
  'correction-requested': '訂正を依頼した',
  'authority-opened': '発注者が閲覧した',
  'authority-accepted': '発注者が受領した',
  'authority-correction-asked': '発注者が補正を依頼した',
  'wrong-keys': '誤った認証キーが続いた',
  'incident-raised': '処理が停止した',
  'incident-closed': '停止が解けた',
  retry: '再実行を指示した',
  resolve: '停止を解決した',
  'run-rebuilt': '失われた実行を作り直した',
  'key-shown': '認証キーを表示した',
  'key-notice-read': '認証キーのお知らせを取得した',
  'certificate-read': '保証証書を取得した',
  'check-copy-read': '確認用の保証証書を表示した',
  'claim-read': '前払金請求書を取得した',
  'words-erased': '記録の文言を法令により消去した',
  'list-exported': '一覧をCSVで保存した',
  'bank-file-taken-in': '銀行の入金ファイルを取り込んだ',
  'deposit-waiting': '入金の扱いを取り消した',
  'deposit-counted': '入金を保証料に充てた',
  'deposit-set-aside': '入金を保留した',
  'month-closed': '月の保証料を締めた',
  'bill-paid': '月の請求の入金を記録した',
  'register-changed': '登録簿を変えた',
  'register-change-planned': '登録簿の変更を予定した',
  'register-change-withdrawn': '登録簿の変更の予定を取りやめた',
  'register-change-not-applied': '予定した登録簿の変更ができなかった',
  'circuit-open': '回路を開いて止めた',
  'circuit-half-open': '回路を試し始めた',
  'circuit-ramping': '回路を少しずつ戻した',
  'circuit-closed': '回路を元に戻した',
  'finding-taken': '見つかったものの担当になった',
  'finding-closed': '見つかったものを閉じた',
  'finding-found-again': '閉じたものを再び見つけた',
  'bulk-retry-confirmed': '一括再実行を始めた',
  'bulk-retry-paced': '一括再実行の速さを変えた',
  'bulk-retry-paused': '一括再実行を止めた',
  'bulk-retry-resumed': '一括再実行を再開した',
  'bulk-retry-cancelled': '一括再実行を取りやめた',
  'person-invited': '招待した',
  'invitation-sent-again': '招待のメールをもう一度送った',
  'role-given': '権限を付けた',
  'role-given-to-oneself': '自分に権限を付けた',
  'role-taken': '権限を取り上げた',
  'person-deactivated': '利用を停止した',
  'person-reactivated': '利用を再開した',
  'second-factor-reset': '認証アプリを解除した',
  'delegation-made': '代決を設定した',
  'delegation-ended': '代決を終えた',
  'connection-declared': '関係会社を登録した',
  'connection-ended': '関係会社の登録を終えた',
};

/** What an event is about, by the first word of its subject; guarantees have none. */
export const areaWords = {
  guarantee: '保証',
  reading: '認証キー・証書の閲覧',
  register: '登録簿',
  user: '利用者',
  'api-key': 'APIキー',
  view: '保存した検索',
  circuit: '回路',
  finding: '見つかったもの',
  'cause-group': '停止の原因',
  'bulk-retry': '一括再実行',
  'bank-file': '入金ファイル',
  export: 'CSV保存',
  contractor: '受注者',
  erasure: '文言の消去',
} as const;
export type Area = keyof typeof areaWords;
export const areas = Object.keys(areaWords) as Area[];

/** The parts of an event's words that every reader of the log looks for, whichever way they were written down. */
export interface EventWords {
  readonly roles: readonly string[];
  readonly address: string | null;
  readonly apiKeyId: string | null;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

const named = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Reads the words of an event of a guarantee (from, to, said) and of an act (before, after) alike; erased ones are empty. */
export function readEventWords(content: unknown): EventWords {
  const { by, before, after, reason, from, to, said, ...rest } = named(content);
  const { roles, address, apiKeyId } = named(by);
  const { reason: saidReason, ...saidElse } = named(said);
  return {
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    address: text(address),
    apiKeyId: text(apiKeyId),
    reason: text(reason) ?? text(saidReason),
    before: { ...stoodAt(from), ...named(before) },
    after: { ...(to === undefined ? {} : { stage: to }), ...named(after), ...saidElse, ...rest },
  };
}

/** The stage before; of a case that was taken over, who held it. */
function stoodAt(from: unknown): Readonly<Record<string, unknown>> {
  if (from === undefined || from === null) return {};
  return stageNames.includes(from as Stage) ? { stage: from } : { heldById: from };
}

/** Nested facts as lines, `contract.amountYen`: what stands in a table, and in a cell of a CSV. */
export function factLines(facts: unknown, path = ''): { readonly name: string; readonly value: string }[] {
  if (facts === null || facts === undefined) return path === '' ? [] : [{ name: path, value: '―' }];
  if (typeof facts !== 'object') return [{ name: path, value: String(facts) }];
  return Object.entries(facts).flatMap(([name, value]) => factLines(value, path === '' ? name : `${path}.${name}`));
}
