/** What is due today: the work of the day as the overview counts it and the list shows it. */
export const dueTodayKinds = ['not-issued', 'to-submit', 'fee-overdue', 'ending-soon'] as const;
export type DueToday = (typeof dueTodayKinds)[number];

export const dueTodayTitles: Record<DueToday, string> = {
  'not-issued': '提出期限までに発行されていない',
  'to-submit': '提出期限が今日まで',
  'fee-overdue': '入金期限を過ぎた保証料',
  'ending-soon': '7日以内に保証期間が終わる',
};
