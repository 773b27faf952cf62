/** Every "no" about sending a submission on the contractor's behalf, with the sentence a person reads: see ../refusals.ts. */
export const sendingRefusals = {
  'authority-must-allow-sending':
    'この発注者へは、このサービスから送れません。提出セットを使い、貴社のメールなどで提出してください。',
  'submission-must-be-sent-once': 'この提出は、すでにこのサービスから送信したか、送信している途中です。',
  'submission-must-not-be-recorded-yet':
    'すでに提出が記録されているため、このサービスからは送れません。もう一度送るときは、提出セットを使い、貴社のメールで送ってください。',
  'sending-must-be-as-shown':
    '画面を開いたあとに、送る内容が変わりました。いまの内容をご確認のうえ、もう一度押してください。',
} as const satisfies Record<string, string>;
