/** How far a finding is, in one word: found, found again after a person closed it, closed by a person, or gone by itself. */
interface Finding {
  readonly closedAt: Date | null;
  readonly reopenings: number;
  readonly closing: { readonly at: Date } | null;
}

export function findingChip({ closedAt, reopenings, closing }: Finding) {
  if (closedAt === null)
    return reopenings > 0
      ? ({ mood: 'stuck', word: '閉じた後に再び見つかりました' } as const)
      : ({ mood: 'waiting', word: '対応待ち' } as const);
  return closing?.at.getTime() === closedAt.getTime()
    ? ({ mood: 'done', word: '担当者が閉じました' } as const)
    : ({ mood: 'done', word: '見つからなくなりました' } as const);
}
