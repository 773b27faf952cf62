/** What the authority did at D-Sure, newest first, as a contractor reads it. */
import { type ResponseKind, responseKindNames } from '../../../domain/authority-response.ts';
import type { FollowedGuarantee } from '../../../prisma/followed-guarantee.ts';

const moods: Record<ResponseKind, string> = {
  opened: 'waiting',
  accepted: 'done',
  'correction-asked': 'waiting-for-you',
};

export function authorityCards({ authorityResponses }: FollowedGuarantee) {
  return authorityResponses.toReversed().map(({ kind, reason, by, respondedAt, revision }) => ({
    chip: { word: responseKindNames[kind], mood: moods[kind] },
    reason,
    asks: kind === 'correction-asked',
    by,
    respondedAt,
    revision,
  }));
}
