/** Every "no" about D-Sure: postings, opening and notices, with the sentence a person reads: see ../refusals.ts. */
export const dSureRefusals = {
  'posted-certificate-must-not-change': '同じ番号・履歴の別の電子証書がすでに掲載されています。',
  'd-sure-must-accept-our-credentials': '保証確認サービスが接続を許可していません。接続の設定をご確認ください。',
  'posted-digest-must-match-content': '送られた内容とダイジェストが一致しません。もう一度送ってください。',
  'posted-certificate-must-match-address': '電子証書の番号・履歴が送り先のアドレスと一致しません。',
  'posted-certificate-must-be-readable': '電子証書のデータを読み取れません。正規形のJSONで送ってください。',
  'posted-file-must-be-a-pdf': '電子証書のファイルがPDFではありません。',
  'posted-number-must-be-free': 'この保証契約番号は、別の保証事業会社が使っています。番号をご確認ください。',
  'posted-key-must-not-change':
    '別の認証キーがすでに登録されています。置き換えるときは、置き換えると明示して送ってください。',
  'posted-key-must-have-the-right-form': '認証キーは英数字12文字です。',
  'certificate-must-open-with-number-and-key':
    '保証契約番号と認証キーの組み合わせが確認できませんでした。「認証キーのお知らせ」をご覧のうえ、もう一度入力してください。',
  'revision-must-be-the-newest': '新しい電子証書が届いています。最新の内容をご確認のうえ、操作してください。',
  'notice-must-be-given': '「認証キーのお知らせ」のファイルを選んでください。',
  'notice-must-be-a-pdf-or-picture':
    'このファイルは読み取れません。「認証キーのお知らせ」のPDFか、写真（JPEG・PNG）を選んでください。',
  'notice-must-be-small-enough': 'ファイルが大きすぎます。10MBまで、4,000万画素までのファイルを選んでください。',
  'notice-must-hold-number-and-key':
    'このファイルから保証契約番号と認証キーを読み取れませんでした。「認証キーのお知らせ」かどうかをご確認のうえ、番号とキーを入力してください。',
  'reason-must-not-hold-the-key':
    '理由に認証キーが含まれています。理由は受注者と保証会社の担当者が読みます。認証キーを消してください。',
} as const satisfies Record<string, string>;
