/** What people of a contractor may do in its company's name. */
export const rights = ['administrator', 'clerk', 'reader'] as const;
export type Right = (typeof rights)[number];

export const rightNames: Record<Right, string> = {
  administrator: '管理者',
  clerk: '担当者',
  reader: '閲覧者',
};

/** Administrators and clerks apply, submit and withdraw; readers look. */
export function mayAct(right: Right): boolean {
  return right !== 'reader';
}

/** Administrators alone invite, change rights and make API keys. */
export function mayAdminister(right: Right): boolean {
  return right === 'administrator';
}
