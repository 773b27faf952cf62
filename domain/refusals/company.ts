/** Every "no" about a company's people, keys, drafts and searches, with the sentence a person reads: see ../refusals.ts. */
export const companyRefusals = {
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
  'saved-searches-must-be-few': '保存できる検索は一覧ごとに20件までです。使わない検索を削除してください。',
  'mail-address-must-be-free': 'このメールアドレスはすでに使われています。別のアドレスを入力してください。',
} as const satisfies Record<string, string>;
