/** Every "no" about messages, corrections and submissions of a guarantee, with the sentence a person reads: see ../refusals.ts. */
export const talkRefusals = {
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
  'time-must-exist': '時刻を「13:30」のように入力してください。',
} as const satisfies Record<string, string>;
