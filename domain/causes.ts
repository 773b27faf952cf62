/** What each cause of a standstill is called in clear words: what happened, what to do, and whose fault it is. */
import { refusalSentences } from './refusals.ts';
import { type Step, stepNames } from './steps.ts';

/**
 * Whose fault it is. Only the counterparty's own failures say that the next case would fail as well, so only they are
 * counted for its circuit.
 */
export type Fault = 'counterparty' | 'case' | 'service';

export interface Cause {
  /** A sentence: what happened. */
  readonly happened: string;
  /** A sentence: what to do, before or instead of a retry. */
  readonly toDo: string;
  readonly fault: Fault;
}

/** Causes by the error's name. A step has words of its own where the same error means something else there. */
const causes: Readonly<Record<string, Cause | Readonly<Partial<Record<Step, Cause>>>>> = {
  DSureUnavailable: {
    happened: 'D-Sureが「今は受け付けられない」と答えています（5xx）。',
    toDo: 'D-Sureの運営者に状況を確認し、復旧してから再実行してください。',
    fault: 'counterparty',
  },
  DSureUnreachable: {
    happened: 'D-Sureに接続できません。',
    toDo: 'D-Sureの稼働とネットワークを確認し、つながってから再実行してください。',
    fault: 'counterparty',
  },
  DSureSilent: {
    happened: 'D-Sureが時間内に答えません。',
    toDo: 'D-Sureの混雑や障害を確認し、答えるようになってから再実行してください。',
    fault: 'counterparty',
  },
  DSureAnswersWrongly: {
    happened: 'D-Sureの答えが約束した形になっていません。',
    toDo: 'D-Sureの運営者に仕様の変更や不具合がないか確認してください。直るまで再実行しても同じ結果になります。',
    fault: 'counterparty',
  },
  'd-sure-must-accept-our-credentials': {
    happened: 'D-Sureがこちらの接続の資格（トークン）を受け付けません。',
    toDo: '設定（D_SURE_TOKEN）をD-Sureの運営者と確認し、直してから再実行してください。',
    fault: 'counterparty',
  },
  'posted-certificate-must-not-change': {
    happened: 'D-Sureには、同じ番号と履歴で別の内容の証書がすでに掲載されています。',
    toDo: '再実行では解消しません。D-Sureの掲載内容と照合し、必要なら訂正を申し込んでください。',
    fault: 'case',
  },
  'mail-must-be-deliverable': {
    happened: 'メールサーバーが、あて先のアドレスを受け付けません。',
    toDo: '正しいアドレスを受注者に確認し、「別のあて先に送る」か「送らずに進める」を選んでください。',
    fault: 'case',
  },
  'mail-domain-must-be-accepted': {
    happened: 'メールサーバーが、あて先のドメインへの配送を断っています。',
    toDo: 'あて先の受信の設定か、こちらの送信元（SPF・DKIM）を確認してください。急ぐときは別のあて先に送れます。',
    fault: 'case',
  },
  'mail-must-be-accepted': {
    happened: 'メールサーバーが、メールそのものを断っています。',
    toDo: '送信元アドレス（MAIL_FROM）とサーバーの制限（大きさ・通数）を確認してから再実行してください。',
    fault: 'counterparty',
  },
  'mail-server-must-accept-our-credentials': {
    happened: 'メールサーバーがこちらの認証情報を受け付けません。',
    toDo: 'SMTP_URLの利用者名とパスワードを直し、ワーカーを再起動してから再実行してください。',
    fault: 'counterparty',
  },
  MailDeferred: {
    happened: 'メールサーバーが「後で送り直すように」と答えています（4xx）。',
    toDo: '混雑や一時的な制限です。しばらく待ってから再実行してください。',
    fault: 'counterparty',
  },
  MailServerUnreachable: {
    happened: 'メールサーバーに接続できません。',
    toDo: 'メールサーバーの稼働とネットワークを確認し、つながってから再実行してください。',
    fault: 'counterparty',
  },
  StoreFull: {
    happened: '書類の保管場所に空きがありません。',
    toDo: '保管場所（DOCUMENT_STORE）の空きを増やしてから再実行してください。',
    fault: 'counterparty',
  },
  StoreNotWritable: {
    happened: '書類の保管場所に書き込めません。',
    toDo: '保管場所（DOCUMENT_STORE）の権限とマウントを確認してから再実行してください。',
    fault: 'counterparty',
  },
  StoredDocumentMissing: {
    happened: '保管したはずの書類が見つかりません。',
    toDo: '保管場所が正しいか確認し、バックアップから戻してから再実行してください。',
    fault: 'service',
  },
  StoredDocumentDamaged: {
    happened: '保管した書類が壊れています（SHA-256が一致しません）。',
    toDo: 'バックアップから正しい書類を戻してから再実行してください。',
    fault: 'service',
  },
  TemplateBroken: {
    print: {
      happened: '書類のひな型に誤りがあり、印刷できません。',
      toDo: 'ひな型を直した版を配備してから再実行してください。証書データは変わりません。',
      fault: 'service',
    },
    mail: {
      happened: 'メールのひな型に誤りがあり、本文を作れません。',
      toDo: 'ひな型を直した版を配備してから再実行してください。',
      fault: 'service',
    },
  },
  PrintingFailed: {
    happened: '印刷（Chromium）が2回続けて失敗しました。',
    toDo: 'ワーカーのメモリとログを確認してから再実行してください。同じ書類だけなら開発者へ連絡してください。',
    fault: 'counterparty',
  },
  ChromiumMissing: {
    happened: '印刷に使うChromiumが見つからないか、起動できません。',
    toDo: 'ワーカーの設定（PUPPETEER_EXECUTABLE_PATH・BROWSER_CACHE）を確認してから再実行してください。',
    fault: 'counterparty',
  },
  PressBroken: {
    happened: '印刷（Chromium）が起動できないか、途中で止まりました。',
    toDo: 'ワーカーのメモリとログを確認してから再実行してください。',
    fault: 'counterparty',
  },
  'number-series-must-exist': {
    happened: 'この支店の保証契約番号の採番が登録されていません。',
    toDo: '登録簿に支店の採番を登録してから再実行してください。番号はまだ使われていません。',
    fault: 'service',
  },
  'register-must-be-in-force': {
    happened: '発行日に有効な登録（保証事業会社など）がありません。',
    toDo: '登録簿に有効な行を追加してから再実行してください。',
    fault: 'service',
  },
  'workflow-task-failing': {
    happened: '実行（ワークフロー）の処理そのものが失敗し続けていて、先へ進めません。',
    toDo: '再実行では解消しません。ワーカーのログと版を確かめ、直した版を配備してください。直れば自動で進み、この停止は閉じます。',
    fault: 'service',
  },
  'no-answer-in-time': {
    happened: '処理が制限時間（60秒）内に終わりませんでした。',
    toDo: '相手とワーカーの混雑を確認してから再実行してください。二重に行われることはありません。',
    fault: 'counterparty',
  },
};

/** Errors of the tables and their connection, whatever step met them. */
const ofTheTables: Cause = {
  happened: 'データベースに接続できないか、データベースがエラーを返しました。',
  toDo: 'データベースの稼働と空きを確認してから再実行してください。',
  fault: 'service',
};

/** The cause of an error at a step, in words. One that nobody foresaw is told by its name. */
export function causeOf(step: Step, errorName: string): Cause {
  const known = Object.hasOwn(causes, errorName) ? causes[errorName] : undefined;
  if (known !== undefined && isCause(known)) return known;
  const own = known?.[step];
  if (own !== undefined) return own;
  if (/^(Prisma|DriverAdapter)/.test(errorName)) return ofTheTables;
  return {
    happened: `${stepNames[step]}が続けて失敗しています（${errorName}）。`,
    toDo: Object.hasOwn(refusalSentences, errorName)
      ? refusalSentences[errorName as keyof typeof refusalSentences]
      : 'ワーカーのログを確認し、原因を取り除いてから再実行してください。',
    fault: 'service',
  };
}

/** What an incident says in clear words: what happened, and what to do. */
export function detailOf(step: Step, errorName: string): string {
  const { happened, toDo } = causeOf(step, errorName);
  return `${happened}${toDo}`;
}

/** Whether a failed try says that the next case would fail at the same counterparty. */
export function blamesCounterparty(errorName: string): boolean {
  const known = Object.hasOwn(causes, errorName) ? causes[errorName] : undefined;
  return known !== undefined && isCause(known) && known.fault === 'counterparty';
}

function isCause(known: Cause | Readonly<Partial<Record<Step, Cause>>>): known is Cause {
  return 'happened' in known;
}
