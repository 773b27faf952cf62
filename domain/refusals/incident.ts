/** Every "no" about incidents, bulk retries and circuits, with the sentence a person reads: see ../refusals.ts. */
export const incidentRefusals = {
  'stored-certificate-must-be-corrected-by-revision':
    '保存した証書の内容は変えられません。掲載した後に、訂正（新しい履歴）を申し込んでください。',
  'submission-address-must-come-from-the-register':
    '提出のメールは認証キーを運ぶため、ここではあて先を変えられません。発注者の提出方法の登録を直してから再実行してください。',
} as const satisfies Record<string, string>;
