/** Every "no" about a case: its stages, commands, review and fee, with the sentence a person reads: see ../refusals.ts. */
export const caseRefusals = {
  'guarantee-must-exist': 'この保証は見つかりません。番号をご確認ください。',
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
  'number-series-must-exist': 'この支店の保証契約番号の採番が登録されていません。登録簿をご確認ください。',
  'register-must-be-in-force': 'この日に有効な登録がありません。登録簿をご確認ください。',
  'stage-must-allow-issuance': '発行できるのは発行の手続き中だけです。今の段階をご確認ください。',
  'stage-must-allow-printing': '印刷できるのは発行の後だけです。今の段階をご確認ください。',
  'stage-must-allow-posting': '掲載できるのは印刷の後だけです。今の段階をご確認ください。',
  'mail-must-exist': 'このメールは見つかりません。番号をご確認ください。',
  'mail-must-be-deliverable': 'メールサーバーがこのメールを受け付けません。あて先のアドレスをご確認ください。',
  'mail-server-must-accept-our-credentials':
    'メールサーバーがこちらの認証情報を受け付けません。SMTP_URLの利用者名とパスワードを直し、ワーカーを再起動してから再実行してください。',
  'mail-domain-must-be-accepted':
    'メールサーバーがあて先のドメインへの配送を断りました。送信元の設定か、あて先の受信の設定をご確認ください。',
  'mail-must-be-accepted':
    'メールサーバーがこのメールの内容を断りました。送信元アドレスとサーバーの設定をご確認ください。',
  'document-must-exist': 'この書類はまだありません。今の段階をご確認ください。',
  'document-must-be-meant-for-its-reader':
    'この書類はお渡しできません。電子証書は確認用を、認証キーは受注者ご自身でご覧ください。',
  'day-must-not-be-ahead': '今日より先の日付は記録できません。実際の日付を入力してください。',
} as const satisfies Record<string, string>;
