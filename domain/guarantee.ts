/** A guarantee (one number, one product, one form) and its revisions (履歴). */

export const revisionKinds = ['new', 'amendment', 'correction', 'amendment-cancelled', 'termination'] as const;
export type RevisionKind = (typeof revisionKinds)[number];

/** 対象, as the history of an electronic guarantee names it (R-M7). */
export const revisionKindNames: Record<RevisionKind, string> = {
  new: '新規',
  amendment: '変更',
  correction: '訂正',
  'amendment-cancelled': '変更取消',
  termination: '解約',
};
