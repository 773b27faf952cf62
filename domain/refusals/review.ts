/** Every "no" about a review: who holds a case, what stops an approval, papers asked for. See ../refusals.ts. */
export const reviewRefusals = {
  'case-must-not-be-held-by-another':
    'この審査は別の担当者が受け持っています。交代するときは、審査の画面で「担当を引き継ぐ」を選んでください。',
  'case-must-be-under-review': 'この保証は審査の段階ではありません。審査待ちの一覧を開き直してください。',
  'case-must-be-held': 'この審査の担当ではありません。先に「担当する」を選んでください。',
  'stop-must-be-passed-with-a-reason':
    '承認を止めている確認事項があります。承認する場合は、承認者が理由を入力してください。',
  'stop-must-be-passed-by-an-approver':
    '承認を止めている確認事項があります。理由を付けて承認できるのは承認者です。承認者へ依頼してください。',
} as const satisfies Record<string, string>;
