/** What people of an authority may do at D-Sure. */
export const rights = ['administrator', 'officer', 'reader'] as const;
export type Right = (typeof rights)[number];

export const rightNames: Record<Right, string> = {
  administrator: '管理者',
  officer: '担当者',
  reader: '閲覧者',
};

/** Administrators and officers accept and ask for corrections; readers open and read. */
export function mayAnswer(right: Right): boolean {
  return right !== 'reader';
}

/** Administrators alone keep departments, people and the way in. */
export function mayAdminister(right: Right): boolean {
  return right === 'administrator';
}

export function isRight(value: unknown): value is Right {
  return rights.some((right) => right === value);
}
