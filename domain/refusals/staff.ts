/** Every "no" about the staff's people and rights, with the sentence a person reads: see ../refusals.ts. */
export const staffRefusals = {
  'staff-person-must-exist': 'この利用者は見つかりません。一覧からご確認ください。',
  'role-must-be-for-all-branches': 'この権限は支店を限って付けられません。「すべての支店」を選んでください。',
  'first-day-must-not-be-past': '最初の日は、今日以降の日にしてください。',
  'last-day-must-come-later': '最後の日は、今日以降で、最初の日以降の日にしてください。',
  'delegate-must-be-another-person': '代決する方には、承認者とは別の方を選んでください。',
  'delegate-must-be-a-reviewer': '代決する方には、審査担当者か承認者の権限がある方を選んでください。',
  'delegation-must-be-of-an-approver': '承認者の権限がある方を選んでください。',
  'delegation-must-be-short': '代決の期間は3か月以内にしてください。それより長いときは、承認者の権限を付けてください。',
  'delegation-must-not-overlap': 'この承認者には、重なる期間に同じ方の代決がすでにあります。期間を変えてください。',
  'delegation-must-exist': 'この代決は見つかりません。すでに終わっています。',
  'connection-must-exist': 'この関係会社の登録は見つかりません。すでに終わっています。',
  'connection-must-be-new': 'この受注者との関係は、すでに登録されています。',
  'connection-must-be-ended-by-another': 'ご自分の関係会社の登録は終えられません。ほかの管理者に頼んでください。',
  'contractor-must-be-known': '受注者を一覧から選んでください。',
} as const satisfies Record<string, string>;
