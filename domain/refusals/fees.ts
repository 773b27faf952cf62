/** Every "no" about fees, bank files and bills, with the sentence a person reads: see ../refusals.ts. */
export const feesRefusals = {
  'bank-file-must-be-given': '入金ファイルを選んでください。',
  'bank-file-must-be-small-enough': '入金ファイルが大きすぎます。2MB・5,000件以下に分けてください。',
  'bank-file-must-be-readable':
    '入金ファイルを読み取れません。全銀形式（振込入金通知）か、CSV（UTF-8またはShift_JIS）を選んでください。',
  'bank-file-must-be-new': 'この入金ファイルはすでに取り込みました。取り込み済みの一覧からご確認ください。',
  'bank-file-must-be-of-transfers':
    '全銀形式のうち、取り込めるのは振込入金通知（種別コード01）です。銀行の画面で種類を選び直すか、CSVで取り込んでください。',
  'bank-record-must-be-whole':
    'レコードの長さ・順序・金額・日付のいずれかが正しくありません。銀行から取り直してください。',
  'bank-file-must-add-up': '合計件数か合計金額が明細と一致しません。途中で切れていないか、銀行から取り直してください。',
  'bank-file-must-hold-deposits': '入金の行がありません。期間を確かめて、銀行から取り直してください。',
  'bank-sheet-headings-must-be-known':
    '見出しに「入金日」「金額」「振込依頼人名」が一つずつ要ります。ひな形の見出しに合わせてください。',
  'bank-row-must-hold-day-amount-and-payer': '入金日・金額・振込依頼人名のいずれかを読み取れません。',
  'bank-file-must-exist': 'この入金ファイルは見つかりません。一覧からご確認ください。',
  'deposit-must-exist': 'この入金は見つかりません。一覧からご確認ください。',
  'deposit-must-be-open': 'この入金はすでに処理されています。画面を開き直してください。',
  'deposit-must-not-be-a-cancellation': '取消の明細は入金として数えられません。元の入金を確かめてください。',
  'deposits-must-be-chosen': '充当する入金を一つ以上選んでください。',
  'fees-must-be-chosen': '充てる保証料を一つ以上選んでください。',
  'fees-must-be-due': '選んだ保証料のなかに、入金待ちではなくなったものがあります。開き直して選び直してください。',
  'fees-must-make-up-the-deposit': '選んだ保証料の合計（{sumYen}円）が入金額（{depositYen}円）と一致しません。',
  'bill-must-exist': 'この請求は見つかりません。一覧からご確認ください。',
  'bill-must-be-unpaid': 'この請求はすでに入金済みです。開き直してご確認ください。',
  'bill-must-be-paid-in-full': '入金額が請求額と一致しません。金額をご確認ください。',
  'fee-must-be-free': 'この保証料には入金ファイルの入金が充てられています。その入金をご確認ください。',
  'payment-means-must-be-chosen': '入金の方法を選んでください。',
  'month-must-be-closed-for-all-branches':
    '月の締めは全支店の保証料が対象です。全支店の権限を持つ担当者へ依頼してください。',
  'month-must-be-as-previewed': '確認のあとに対象の保証料が変わりました。もう一度ご確認ください。',
  'month-must-be-over': '締められるのは終わった月だけです。月が変わってから締めてください。',
} as const satisfies Record<string, string>;
