/** Every "no" about guarantees on other platforms that an authority keeps at D-Sure, with the sentence a person reads: see ../refusals.ts. */
export const locatorRefusals = {
  'locator-url-must-be-https': 'https:// で始まるアドレスを、届いたとおりに入力してください。',
  'locator-url-must-hold-no-credentials':
    '利用者名やパスワードが含まれています。それらを除いたURLを入力し、パスワードは「閲覧パスワード」に入力してください。',
  'locator-url-must-be-new':
    'この閲覧URLは「{project}」の保証として、すでに登録されています。別の保証のときは、下の「同じURLの別の保証として登録する」を選んでください。',
  'locator-password-must-be-long-enough': '4文字以上で、届いたお知らせのとおりに入力してください。',
  'locator-memo-must-not-hold-the-password':
    '閲覧パスワードが含まれています。メモは一覧やCSVにも出ます。パスワードを消してください。',
  'locator-must-be-as-shown':
    'ほかの方が先にこの保証を直しました。今の内容を確かめてから、もう一度「この内容にする」を押してください。',
  'locator-password-must-be-readable':
    '保管している閲覧パスワードを読み出せません。届いたお知らせをご覧のうえ、「内容を直す」から入力し直してください。',
} as const satisfies Record<string, string>;
