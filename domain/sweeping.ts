/** What the sweeper looks for, and what it finds, in clear words. */

/** The checks, each a row of the register with its interval and limits. */
export const checkNames = ['runs', 'mails', 'steps', 'reviews', 'dispatches', 'd-sure'] as const;
export type CheckName = (typeof checkNames)[number];

/** Whose reports there are: the checks, and the round that carries on what was accepted. */
export const reportedNames = ['carried-on', ...checkNames] as const;
export type ReportedName = (typeof reportedNames)[number];

export const checkTitles: Readonly<Record<ReportedName, string>> = {
  'carried-on': '受け付けたまま進んでいないもの',
  runs: '失われた実行・処理できない実行',
  mails: '送られていないメール',
  steps: '発行・掲載の遅れ',
  reviews: '審査の遅れ',
  dispatches: '紙の証書の交付の遅れ',
  'd-sure': 'D-Sureの掲載一覧との照合',
};

/** What a round of a check came to. */
export interface CheckOutcome {
  readonly lookedAt: number;
  readonly found: number;
  readonly healed: number;
  readonly raised: number;
}

export const nothingFound: CheckOutcome = { lookedAt: 0, found: 0, healed: 0, raised: 0 };

/** Both together. */
export function addOutcomes(one: CheckOutcome, other: CheckOutcome): CheckOutcome {
  return {
    lookedAt: one.lookedAt + other.lookedAt,
    found: one.found + other.found,
    healed: one.healed + other.healed,
    raised: one.raised + other.raised,
  };
}

export const findingKinds = [
  'run-ended-early',
  'mail-not-sent',
  'step-overdue',
  'review-overdue',
  'dispatch-overdue',
  'd-sure-lacks',
  'd-sure-differs',
  'd-sure-unknown',
  'd-sure-unrecorded',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What was found, and what to do. Not one of them is healed by doing something twice. */
export const findingWords: Readonly<Record<FindingKind, { readonly happened: string; readonly toDo: string }>> = {
  'run-ended-early': {
    happened: '手続きの途中で、実行（ワークフロー）が終わっています。',
    toDo: 'Temporalの履歴で終わった理由を確かめ、開発者へ連絡してください。表の内容は失われていません。',
  },
  'mail-not-sent': {
    happened: 'メールが長く送られていません。',
    toDo: 'メールの回路とワーカーの稼働を確かめてください。動き出せば、自動で送られます。',
  },
  'step-overdue': {
    happened: '発行または掲載が、いつもより長くかかっています。',
    toDo: '相手先の回路とワーカーの稼働を確かめてください。停止案件になっていなければ、動き出せば進みます。',
  },
  'review-overdue': {
    happened: 'お客様にお伝えした時刻を過ぎても、審査が終わっていません。',
    toDo: '審査の担当者を決め、承認・差戻しなどの判断をしてください。',
  },
  'dispatch-overdue': {
    happened: '紙の証書の交付が、長く記録されていません。',
    toDo: '郵送・手渡しの状況を確かめ、交付したら記録してください。',
  },
  'd-sure-lacks': {
    happened: '掲載したはずの証書が、D-Sureの一覧にありません。',
    toDo: 'D-Sureの運営者に確かめてください。掲載し直すと到着日時（発行日時）が変わるため、自動では掲載しません。',
  },
  'd-sure-differs': {
    happened: 'D-Sureにある証書の内容が、こちらの記録と違います（SHA-256が一致しません）。',
    toDo: 'D-Sureの運営者に確かめ、発注者へ知らせる必要があるか判断してください。',
  },
  'd-sure-unknown': {
    happened: 'こちらの記録にない証書が、D-Sureに掲載されています。',
    toDo: '接続の資格（D_SURE_TOKEN）がほかで使われていないか、D-Sureの運営者と確かめてください。',
  },
  'd-sure-unrecorded': {
    happened: 'D-Sureには到着していますが、こちらに到着の記録がありません。',
    toDo: '認証キーがまだ設定されていません。掲載の処理を再実行してください。同じ証書は二重になりません。',
  },
};
