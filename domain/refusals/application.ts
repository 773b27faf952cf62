/** Every "no" about what a contractor applies for, and its enclosed papers, with the sentence a person reads: see ../refusals.ts. */
export const applicationRefusals = {
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
  'application-must-exist': 'この申込は見つかりません。番号をご確認ください。',
  'product-must-not-change': '再提出では商品を変えられません。取り下げてから、改めてお申し込みください。',
  'form-must-not-change': '再提出では証書の形式を変えられません。取り下げてから、改めてお申し込みください。',
  'attachment-must-be-pdf-png-or-jpeg':
    '添付できるのはPDF・PNG・JPEGです。Content-Type とともにそのまま送ってください。',
  'attachment-must-be-what-its-media-type-says':
    'ファイルの中身が Content-Type と一致しません。ファイルをご確認ください。',
  'attachment-must-exist': 'この添付書類は見つかりません。番号をご確認ください。',
  'attachments-must-be-few': '添付できるのは一つの申込に20件までです。まとめてから送ってください。',
  'application-must-be-open-for-attachments':
    '審査が終わった申込には添付できません。必要な場合は担当の支店へご連絡ください。',
  'file-name-must-be-plain': 'ファイル名に / や \\ は使えません。名前だけを送ってください。',
} as const satisfies Record<string, string>;
