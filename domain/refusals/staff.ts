/** Every "no" about the staff's people and rights, with the sentence a person reads: see ../refusals.ts. */
export const staffRefusals = {
  'staff-person-must-exist': 'この利用者は見つかりません。一覧からご確認ください。',
  'person-must-not-have-changed':
    'ほかの管理者が先にこの方の内容を変えました。いまの内容をご確認のうえ、もう一度操作してください。',
  'person-must-come-in': '利用を停止した方です。権限を付けるには、先に利用を再開してください。',
  'name-must-be-as-it-stands':
    'このメールアドレスの方の氏名が、いまの登録（またはこのファイルの上の行）と違います。同じ氏名にしてください。',
  'staff-file-headings-must-be-ours':
    '1行目の見出しが、利用者のCSVと違います。「CSVを保存」で書き出したCSVをもとに作ってください。',
  'staff-file-must-be-short-enough':
    '一度に取り込めるのは、招待と権限を合わせて300行までです。ファイルを分けてください。',
  'staff-must-keep-an-administrator':
    '管理者が一人もいなくなります。先に、ほかの方に期限のない管理者の権限を付けてください。',
  'role-must-not-be-held-already': 'この方は、重なる期間にこの権限をすでに持っています。期間か支店を変えてください。',
  'role-must-be-for-all-branches': 'この権限は支店を限って付けられません。「すべての支店」を選んでください。',
  'grant-must-exist': 'この権限は見つかりません。すでに取り上げられたか、期限が過ぎています。',
  'first-day-must-not-be-past': '最初の日は、今日以降の日にしてください。',
  'last-day-must-come-later': '最後の日は、今日以降で、最初の日以降の日にしてください。',
  'second-factor-must-be-reset-by-another':
    'ご自分の認証アプリは、「アカウント」の画面から替えてください。使えなくなったときは、ほかの管理者に解除を頼んでください。',
  'own-deactivation-must-be-by-another': 'ご自分の利用は停止できません。ほかの管理者に頼んでください。',
  'delegate-must-be-another-person': '代決する方には、承認者とは別の方を選んでください。',
  'delegate-must-be-a-reviewer': '代決する方には、審査担当者か承認者の権限がある方を選んでください。',
  'delegation-must-be-of-an-approver': '承認者の権限がある方を選んでください。',
  'delegation-must-be-of-oneself':
    '承認者の方が設定できるのは、ご自分の代決だけです。ほかの方の代決は管理者に頼んでください。',
  'delegation-must-be-short': '代決の期間は3か月以内にしてください。それより長いときは、承認者の権限を付けてください。',
  'delegation-must-not-overlap': 'この承認者には、重なる期間に同じ方の代決がすでにあります。期間を変えてください。',
  'delegation-must-exist': 'この代決は見つかりません。すでに終わっています。',
  'connection-must-exist': 'この関係会社の登録は見つかりません。すでに終わっています。',
  'connection-must-be-new': 'この受注者との関係は、すでに登録されています。',
  'connection-must-be-ended-by-another': 'ご自分の関係会社の登録は終えられません。ほかの管理者に頼んでください。',
  'contractor-must-be-known': '受注者を一覧から選んでください。',
} as const satisfies Record<string, string>;
