/** Every "no" about the registers, with the sentence a person reads: see ../refusals.ts. */
export const registersRefusals = {
  'register-must-exist': 'この登録簿はありません。一覧からお選びください。',
  'register-row-must-exist': 'この行は見つかりません。削除されたか、アドレスが違います。一覧からご確認ください。',
  'register-row-must-be-new': '同じ行がすでに登録されています。その行を開いて変更してください。',
  'register-row-must-be-as-it-was-read':
    'ほかの方がこの行を先に変更しました。今の内容をご確認のうえ、もう一度変更してください。',
  'register-row-must-be-removable': 'この登録簿の行は削除できません。内容を変更してください。',
  'register-change-must-exist': 'この変更の予定は見つかりません。すでに適用されたか、取り消されています。',
  'register-change-must-change-something': '今の内容と同じです。変更する項目を入力してください。',
  'referenced-row-must-exist': '登録されていない名前です。候補から選ぶか、先に登録してください。',
  'change-day-must-not-be-past': '適用する日は、今日以降にしてください。',
  'number-must-be-within-bounds': '数の範囲をご確認ください。',
  'end-must-not-come-before-start': '終わりの日は、始まりの日以降にしてください。',
  'closing-must-come-after-opening': '終了の時刻は、開始の時刻より後にしてください。',
  'template-must-name-known-tokens': '波かっこの中に、使えない項目があります。使える項目をご確認ください。',
  'sending-on-behalf-is-by-mail': '代理送信ができるのは、方法が電子メールのときだけです。',
  'register-file-headings-must-be-ours':
    '1行目の見出しが、この登録簿のCSVと違います。書き出したCSVをもとに作ってください。',
  'register-file-must-hold-rows': '行がありません。2行目から入力してください。',
  'register-file-must-be-open': 'このファイルはすでに取り込まれたか、ありません。もう一度選んでください。',
  'register-file-must-change-something': '今の登録簿と同じ内容です。取り込む変更はありません。',
  'row-must-be-once': '同じ行がこのファイルの上にあります。一つにしてください。',
  'fee-table-headings-must-be-ours':
    '1行目の見出しが、保証料の表のCSVと違います。書き出したCSVをもとに作ってください。',
  'fee-table-row-must-be-known': 'この行を読み取れません。項目・商品・上限額・値をご確認ください。',
  'fee-table-must-be-whole':
    '表に足りない項目があるか、段階の並びが正しくありません。三つの商品すべてに、上限額の小さい順で入力し、最後の段階の上限額は空欄にしてください。',
  'fee-table-version-must-be-new': 'この名前の版はすでにあります。別の名前にしてください。',
  'fee-table-must-begin-after-today':
    '適用開始日は、明日以降にしてください。すでに申し込まれた保証の保証料は変わりません。',
  'fee-table-must-exist': 'この版は見つかりません。一覧からご確認ください。',
  'webhook-address-must-be-https': 'URLは https:// で始め、ユーザー名やパスワードを含めないでください。',
} as const satisfies Record<string, string>;
