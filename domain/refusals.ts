/** Every "no", by name, with the sentence a person reads. The name travels unchanged to the API's problem document. */

import { authorityAccountRefusals } from './authority-account-refusals.ts';

/** Names say the fact that must hold. A sentence says what to do; a rule may give a more exact one. */
export const refusalSentences = {
  'guarantee-must-exist': 'この保証は見つかりません。番号をご確認ください。',
  'draft-must-exist': 'この下書きはありません。すでに送信したか、削除されています。一覧からご確認ください。',
  'api-key-must-exist': 'このAPIキーはありません。一覧からご確認ください。',
  'api-keys-must-be-few': 'APIキーが多すぎます。使わないキーを失効させてください。',
  'key-must-end-in-time': '有効期限は、明日から2年以内の日付にしてください。',
  'user-must-exist': 'この利用者は見つかりません。一覧からご確認ください。',
  'person-must-be-new-to-the-company': 'この方はすでに利用者です。権限を変えるときは、利用者の一覧から変えてください。',
  'person-must-be-reactivated':
    'この方は利用を停止した方です。「利用を停止した方」の一覧から「利用を再開する」を選んでください。',
  'invitation-must-be-new':
    'この方はすでに招待しています。メールをもう一度送るときは、招待中の一覧から送ってください。',
  'invitation-must-be-open': 'この招待は取り消されたか、すでに利用が始まっています。利用者の一覧からご確認ください。',
  'invitations-must-be-few': '招待のメールが続いています。しばらく待ってから、もう一度送ってください。',
  'company-must-keep-an-administrator':
    '管理者が一人もいなくなります。先に、ほかの利用者の権限を「管理者」に変えてください。',
  'drafts-must-be-few': '下書きが多すぎます。使わない下書きを削除してください。',
  'bulk-upload-must-exist': 'この一括申込はありません。すでに取り消されたか、番号が違います。一覧からご確認ください。',
  'bulk-uploads-must-be-few': '送信していない一括申込が多すぎます。使わないものを取り消してください。',
  'bulk-file-must-be-given': 'ファイルを選んでください。',
  'bulk-file-must-be-small-enough': 'ファイルが大きすぎます。2MB以下に分けてください。',
  'bulk-file-must-be-of-a-known-encoding':
    '文字コードを読み取れません。Excelの「CSV UTF-8」または「CSV（コンマ区切り）」で保存し直してください。',
  'bulk-file-must-be-readable-csv': '「"」の対応が正しくありません。Excelで開き、CSVとして保存し直してください。',
  'bulk-line-must-be-short-enough': '行が長すぎます。「"」の閉じ忘れがないかご確認ください。',
  'bulk-headings-must-be-ours': '1行目の見出しがひな形と違います。ひな形の見出しをそのままお使いください。',
  'bulk-rows-must-be-given': '申込の行がありません。3行目の例のように、1行に一つの申込を入力してください。',
  'bulk-rows-must-be-few': '一度に申し込めるのは500行までです。ファイルを分けてください。',
  'bulk-row-must-fit-its-headings': '見出しより右に値があります。列がずれていないかご確認ください。',
  'cell-must-not-begin-like-a-formula': '=、+、-、@ で始まる値は受け付けません。記号を外してください。',
  'choice-must-be-a-known-word': '決まった言葉で入力してください。',
  'control-number-must-be-once': '同じ管理番号が上の行にあります。行ごとに別の番号にしてください。',
  'control-number-must-be-free':
    'この管理番号は、別の内容ですでに申し込まれています。別の番号にするか、前回と同じ内容にしてください。',
  'stage-must-allow-approval': 'この段階では引受承認できません。画面を開き直して、今の段階をご確認ください。',
  'stage-must-allow-return': 'この段階では差戻しできません。画面を開き直して、今の段階をご確認ください。',
  'stage-must-allow-decline': 'この段階では引受不可にできません。画面を開き直して、今の段階をご確認ください。',
  'stage-must-allow-resubmission': '再提出できるのは差戻しの間だけです。今の段階をご確認ください。',
  'stage-must-allow-withdrawal': '発行の手続きが始まった後は取り下げられません。担当の支店へご連絡ください。',
  'stage-must-allow-fee-payment': '入金を記録できるのは入金待ちの間だけです。今の段階をご確認ください。',
  'stage-must-allow-dispatch': '交付を記録できるのは証書（紙）の交付待ちの間だけです。今の段階をご確認ください。',
  'stage-must-allow-submission': '提出を記録できるのは発行の後だけです。今の段階をご確認ください。',
  'stage-must-allow-supersession': 'この履歴はすでに終わっています。',
  'incident-must-be-open': 'この停止はすでに解消しています。一覧を開き直してください。',
  'incident-must-exist': 'この停止は見つかりません。番号をご確認ください。',
  'epoch-must-be-current': 'この手続きはすでに新しい処理へ引き継がれています。',
  'step-must-allow-resolution': '掲載・発行・印刷は省けません。原因を取り除いてから再実行してください。',
  'role-must-allow-this': 'この操作をする権限がありません。権限のある担当者へ依頼してください。',
  'second-approver-must-differ': '二人目の承認は、最初に承認した人とは別の担当者が行ってください。',
  'reviewer-must-not-act-for-contractor': 'ご自分の関わる会社の申込は審査できません。別の担当者へ依頼してください。',
  'contract-must-be-signed': '請負契約の締結前です。契約日が決まってから承認してください。',
  'fee-must-be-paid-in-full': '入金額が保証料と一致しません。金額をご確認ください。',
  'reason-must-be-given': '理由を入力してください。',
  'shared-facts-must-not-change-after-approval':
    'もう一方の保証が承認済みのため、請負工事の内容は変更できません。保証の内容だけを直してください。',
  'command-must-exist': 'この依頼は見つかりません。番号をご確認ください。',
  'idempotency-key-must-not-be-reused':
    '同じ Idempotency-Key で別の内容が送られました。新しいキーで送り直してください。',
  'number-series-must-exist': 'この支店の保証契約番号の採番が登録されていません。登録簿をご確認ください。',
  'register-must-be-in-force': 'この日に有効な登録がありません。登録簿をご確認ください。',
  'posted-certificate-must-not-change': '同じ番号・履歴の別の電子証書がすでに掲載されています。',
  'application-must-be-in-order': '入力内容をご確認ください。直していただく項目があります。',
  'field-must-be-given': 'この項目を入力してください。',
  'field-must-be-known': 'この項目はありません。項目名をご確認ください。',
  'field-must-have-the-right-shape': 'この項目の書き方が違います。選択肢や種類をご確認ください。',
  'text-must-be-short-enough': '文字数が多すぎます。短くしてください。',
  'text-must-be-printable': '印刷できない文字が入っています。入力し直してください。',
  'amount-must-be-within-bounds': '金額は1円から999,999,999,999円までの整数で入力してください。',
  'day-must-exist': '暦にある日付を入力してください。',
  'day-must-be-within-bounds': '日付の年をご確認ください。',
  'mail-address-must-be-valid': 'メールアドレスの形をご確認ください。',
  'telephone-must-be-one': '電話番号を市外局番から入力してください。',
  'account-number-must-be-one': '口座番号を4桁から8桁の数字で入力してください。',
  'claim-must-be-printed-first': '前払金請求書を用意しています。少し待ってから、もう一度押してください。',
  'message-must-not-hold-the-key':
    '認証キーが含まれています。支店は認証キーを読めない決まりです。認証キーを消してください。',
  'correction-request-must-exist': 'この訂正の依頼は見つかりません。番号をご確認ください。',
  'guarantee-must-be-issued-for-correction':
    '訂正の依頼は発行の後にお受けします。発行の前は、担当の支店へメッセージでお知らせください。',
  'correction-field-must-be-on-the-certificate': 'この保証の証書に、この項目はありません。項目を選び直してください。',
  'correction-must-not-be-open-already': 'この項目はすでに依頼済みです。支店からの回答をお待ちください。',
  'submission-must-not-be-ahead': '提出した日時に、先の日時は指定できません。',
  'submission-must-not-come-before-arrival': '提出した日時は、電子保証発行日時以降にしてください。',
  'saved-searches-must-be-few': '保存できる検索は一覧ごとに20件までです。使わない検索を削除してください。',
  'time-must-exist': '時刻を「13:30」のように入力してください。',
  'contractor-must-be-allowed-to-apply': 'まだ保証のお申し込みをご利用いただけません。担当の支店へご連絡ください。',
  'authority-must-exist': 'この発注者は登録されていません。発注者を選び直してください。',
  'department-must-exist': 'この発注者に、この部署は登録されていません。部署を選び直してください。',
  'branch-must-exist': 'この申込送信先はありません。支店を選び直してください。',
  'period-must-end-on-or-after-its-start': '工期の終わりは、始まりの日以降にしてください。',
  'works-must-end-on-or-after-contract-day': '工期の終わりは、請負契約日以降にしてください。',
  'signed-contract-day-must-not-lie-ahead':
    '締結済みの契約日に先の日付は指定できません。予定の場合は「予定」を選んでください。',
  'notice-must-not-come-after-contract': '公告日・指名通知日は、請負契約日以前にしてください。',
  'guarantee-must-be-chosen': '申し込む保証を一つ以上選んでください。',
  'product-must-be-chosen-once': '同じ保証は一度に一つだけ申し込めます。',
  'amount-must-not-exceed-contract-amount': '請負金額より大きい金額は申し込めません。金額をご確認ください。',
  'base-must-not-exceed-contract-amount': '今年度対象額は請負金額以下にしてください。',
  'base-kind-must-be-given': '今年度対象額が出来高予定額か支払限度額かを選んでください。',
  'base-kind-needs-a-base': '今年度対象額を入力するか、その種類の選択を外してください。',
  'contract-guarantee-must-have-no-base': '契約保証に今年度対象額はありません。入力を外してください。',
  'prepayment-must-be-planned': '契約保証は、前払金のある工事に限りお申し込みいただけます。',
  'eligibility-certificate-must-be-given':
    '中間前払金保証には発注者の認定が必要です。認定調書の日付を入力してください。',
  'eligibility-certificate-must-be-of-a-midterm-prepayment':
    '認定調書は中間前払金保証だけのものです。入力を外してください。',
  'depository-must-be-given': '預託金融機関を入力してください。',
  'contract-guarantee-must-have-no-depository': '契約保証に預託金融機関はありません。入力を外してください。',
  'depository-must-exist': 'この金融機関は登録されていません。選び直すか、名称を直接入力してください。',
  'depository-must-hold-an-agreement': 'この金融機関とは委託契約がありません。別の金融機関を選んでください。',
  'redeposit-must-be-given': '再預託を利用するかどうかを選んでください。',
  'contract-guarantee-must-have-no-redeposit': '契約保証に再預託はありません。選択を外してください。',
  'payer-must-be-registered-for-monthly-batch': '一括納付は登録されたお客様に限ります。別の支払方法を選んでください。',
  'authority-must-accept-electronic-guarantee':
    'この発注者では電子保証をご利用いただけません。証書（紙）を選んでください。',
  'authority-approval-must-be-shown':
    'この発注者は案件ごとに電子保証を承認します。承認が分かるものを入力してください。',
  'paper-receipt-must-be-given': '証書（紙）の受取方法（郵送または支店）を選んでください。',
  'completion-mail-address-must-be-given': '発行完了のお知らせを希望する場合は、メールアドレスを入力してください。',
  'd-sure-must-accept-our-credentials': '保証確認サービスが接続を許可していません。接続の設定をご確認ください。',
  'posted-digest-must-match-content': '送られた内容とダイジェストが一致しません。もう一度送ってください。',
  'posted-certificate-must-match-address': '電子証書の番号・履歴が送り先のアドレスと一致しません。',
  'posted-certificate-must-be-readable': '電子証書のデータを読み取れません。正規形のJSONで送ってください。',
  'posted-file-must-be-a-pdf': '電子証書のファイルがPDFではありません。',
  'posted-number-must-be-free': 'この保証契約番号は、別の保証事業会社が使っています。番号をご確認ください。',
  'posted-key-must-not-change':
    '別の認証キーがすでに登録されています。置き換えるときは、置き換えると明示して送ってください。',
  'posted-key-must-have-the-right-form': '認証キーは英数字12文字です。',
  'request-must-be-readable': '送られた内容を読み取れません。形式をご確認ください。',
  'request-must-be-small-enough': '送られた内容が大きすぎます。小さくしてから送ってください。',
  'address-must-exist': 'このページは見つかりません。アドレスをご確認ください。',
  'cursor-must-be-one-of-ours': '続きの位置を読み取れません。前の応答にある値をそのまま送ってください。',
  'certificate-must-open-with-number-and-key':
    '保証契約番号と認証キーの組み合わせが確認できませんでした。「認証キーのお知らせ」をご覧のうえ、もう一度入力してください。',
  'tries-must-be-few': '続けて入力を誤ったため、しばらく受け付けを止めています。時間をおいてもう一度お試しください。',
  'sign-in-must-match': 'メールアドレスかパスワードが違います。もう一度入力してください。',
  'password-must-not-be-personal': 'メールアドレスや会社名などを含まない、別のパスワードにしてください。',
  'link-must-be-fresh': 'このリンクは期限が切れたか、すでに使われています。もう一度メールをお申し込みください。',
  'code-must-match': 'コードが違います。認証アプリに表示されている新しいコードを入力してください。',
  'recovery-code-must-match': '回復コードが違うか、すでに使われています。控えの別のコードを入力してください。',
  'sign-in-must-begin-anew': 'ログインの途中で時間が過ぎました。メールアドレスの入力からやり直してください。',
  'second-factor-must-be-off': '二段階認証はすでに有効です。やり直すときは、いったん無効にしてください。',
  'second-factor-must-be-on': '二段階認証が有効ではありません。設定からやり直してください。',
  'form-must-be-from-this-page': '画面の有効期限が切れました。もう一度開いてから操作してください。',
  'revision-must-be-the-newest': '新しい電子証書が届いています。最新の内容をご確認のうえ、操作してください。',
  'stage-must-allow-issuance': '発行できるのは発行の手続き中だけです。今の段階をご確認ください。',
  'stage-must-allow-printing': '印刷できるのは発行の後だけです。今の段階をご確認ください。',
  'stage-must-allow-posting': '掲載できるのは印刷の後だけです。今の段階をご確認ください。',
  'mail-must-exist': 'このメールは見つかりません。番号をご確認ください。',
  'mail-must-be-deliverable': 'メールサーバーがこのメールを受け付けません。あて先のアドレスをご確認ください。',
  'application-must-exist': 'この申込は見つかりません。番号をご確認ください。',
  'document-must-exist': 'この書類はまだありません。今の段階をご確認ください。',
  'document-must-be-meant-for-its-reader':
    'この書類はお渡しできません。電子証書は確認用を、認証キーは受注者ご自身でご覧ください。',
  'product-must-not-change': '再提出では商品を変えられません。取り下げてから、改めてお申し込みください。',
  'form-must-not-change': '再提出では証書の形式を変えられません。取り下げてから、改めてお申し込みください。',
  'content-must-be-in-order': '送られた内容に直していただく項目があります。各項目の説明をご確認ください。',
  'page-must-be-of-a-possible-size': '一度に取得できるのは1件から200件までです。',
  'api-key-must-be-valid': 'APIキーを確認できません。有効なキーを Authorization: Bearer で送ってください。',
  'requests-must-be-few':
    'このAPIキーで1分間に送れる件数を超えました。Retry-After ヘッダーの秒数だけ待って、もう一度送ってください。',
  'scope-must-allow-this': 'このAPIキーでは、この操作はできません。権限のあるキーで送ってください。',
  'method-must-be-allowed': 'このアドレスでは、このメソッドは使えません。Allow ヘッダーをご確認ください。',
  'media-type-must-be-json': '内容は Content-Type: application/json（UTF-8）で送ってください。',
  'idempotency-key-must-be-given': 'Idempotency-Key ヘッダーを付けて送ってください。',
  'attachment-must-be-pdf-png-or-jpeg':
    '添付できるのはPDF・PNG・JPEGです。Content-Type とともにそのまま送ってください。',
  'attachment-must-be-what-its-media-type-says':
    'ファイルの中身が Content-Type と一致しません。ファイルをご確認ください。',
  'attachment-must-exist': 'この添付書類は見つかりません。番号をご確認ください。',
  'attachments-must-be-few': '添付できるのは一つの申込に20件までです。まとめてから送ってください。',
  'application-must-be-open-for-attachments':
    '審査が終わった申込には添付できません。必要な場合は担当の支店へご連絡ください。',
  'file-name-must-be-plain': 'ファイル名に / や \\ は使えません。名前だけを送ってください。',
  'idempotency-key-must-be-printable': 'Idempotency-Key は印刷できるASCII文字1〜255文字にしてください。',
  'day-must-not-be-ahead': '今日より先の日付は記録できません。実際の日付を入力してください。',
  'notice-must-be-given': '「認証キーのお知らせ」のファイルを選んでください。',
  'notice-must-be-a-pdf-or-picture':
    'このファイルは読み取れません。「認証キーのお知らせ」のPDFか、写真（JPEG・PNG）を選んでください。',
  'notice-must-be-small-enough': 'ファイルが大きすぎます。10MBまで、4,000万画素までのファイルを選んでください。',
  'notice-must-hold-number-and-key':
    'このファイルから保証契約番号と認証キーを読み取れませんでした。「認証キーのお知らせ」かどうかをご確認のうえ、番号とキーを入力してください。',
  'reason-must-not-hold-the-key':
    '理由に認証キーが含まれています。理由は受注者と保証会社の担当者が読みます。認証キーを消してください。',
  'second-factor-code-must-match': 'コードが違います。アプリに今表示されている6桁の数字を入力してください。',
  'current-password-must-match': '今のパスワードが違います。もう一度入力してください。',
  'password-must-be-long-enough': 'パスワードは12文字以上にしてください。',
  'password-must-not-be-common': 'このパスワードは推測されやすいため使えません。別のものにしてください。',
  'mail-address-must-be-free': 'このメールアドレスはすでに使われています。別のアドレスを入力してください。',
  ...authorityAccountRefusals,
} as const satisfies Record<string, string>;

export type RefusalName = keyof typeof refusalSentences;

/** One refused field, or one refused fact (no field). `field` is a path such as `guarantees.0.amountYen`. */
export interface FieldRefusal {
  readonly name: RefusalName;
  readonly sentence: string;
  readonly field?: string;
}

type SentenceValues = Readonly<Record<string, string | number>>;

function filledIn(pattern: string, values: SentenceValues): string {
  return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, String(value)), pattern);
}

/** A "no" that trying again does not change. Carries all field refusals when a form is refused: all told at once. */
export class Refusal extends Error {
  readonly refusal: RefusalName;
  readonly sentence: string;
  /** The sentence before its values stood in it: what a screen in another language translates. */
  readonly pattern: string;
  readonly values: SentenceValues;
  readonly field: string | undefined;
  readonly details: readonly FieldRefusal[];

  /** `{name}` in the sentence is filled in from the values. */
  constructor(
    refusal: RefusalName,
    {
      sentence = refusalSentences[refusal],
      values = {},
      field,
      details,
    }: { sentence?: string; values?: SentenceValues; field?: string; details?: readonly FieldRefusal[] } = {},
  ) {
    super(filledIn(sentence, values));
    this.name = 'Refusal';
    this.refusal = refusal;
    this.sentence = this.message;
    this.pattern = sentence;
    this.values = values;
    this.field = field;
    this.details = details ?? [];
  }
}

/** A field refusal with the name's own sentence, unless a more exact one is given. */
export function refuse(name: RefusalName, field?: string, sentence?: string): FieldRefusal {
  const said = sentence ?? refusalSentences[name];
  return field === undefined ? { name, sentence: said } : { name, sentence: said, field };
}
