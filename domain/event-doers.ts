/** Who did what an event tells, as people read it: a person, the authority, or the service itself; and by which part of it. */

/** What stands where no user of ours acted, by its word. */
export const doerWords = { service: 'サービス', authority: '発注者' } as const;

export interface Doer {
  /** A person's name, or the authority and its department as the viewing platform told them; null: `word` stands for it. */
  readonly name: string | null;
  readonly word: (typeof doerWords)[keyof typeof doerWords];
  /** The part of the service that did it, where the event tells it. */
  readonly through: string | null;
}

/** What the service does by itself, by the part that does it. */
const parts: Readonly<Record<string, string>> = {
  'run-rebuilt': '見回り',
  'register-change-not-applied': '見回り',
  'finding-found-again': '見回り',
  'wrong-keys': 'D-Sureの知らせ',
  'circuit-open': '回路の自動切替',
  'circuit-half-open': '回路の自動切替',
  'circuit-ramping': '回路の自動切替',
  'circuit-closed': '回路の自動切替',
};

/** All that `through` may be, for translations. */
export const partWords = [
  ...new Set([...Object.values(parts), 'D-Sure', '一括再実行', '代行送信', '発注者の受領による']),
];

/** `content`: the words of the event; null where they were erased by law. `actorName`: of the user who acted. */
export function doerOf(kind: string, actorName: string | null, content: unknown): Doer {
  const words = (typeof content === 'object' ? content : null) as Readonly<Record<string, unknown>> | null;
  if (kind.startsWith('authority-')) {
    return { name: typeof words?.by === 'string' ? words.by : null, word: doerWords.authority, through: 'D-Sure' };
  }
  const through = throughOf(kind, actorName === null, words);
  return { name: actorName, word: doerWords.service, through };
}

function throughOf(kind: string, byItself: boolean, words: Readonly<Record<string, unknown>> | null): string | null {
  if (kind === 'retry' && words?.bulkRetryId !== undefined) return '一括再実行';
  if (kind === 'mail-sent' && words?.mailKind === 'submission') return '代行送信';
  if (!byItself) return null;
  const said = words?.said as { channel?: unknown } | undefined;
  if (kind === 'recordSubmission' && said?.channel === 'unknown') return '発注者の受領による';
  return parts[kind] ?? null;
}
