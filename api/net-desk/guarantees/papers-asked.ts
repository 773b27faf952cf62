/** Papers that the branch asked for and that have not come, while they can still be enclosed. */
import type { Reader } from '../../../domain/scopes.ts';
import type { Stage } from '../../../domain/stages.ts';
import type { Database } from '../../../prisma/database.ts';
import { paperRequests } from '../../../prisma/paper-requests.ts';
import { stagesUnderReview } from '../../../prisma/review-claims.ts';

export async function openPaperRequests(
  db: Database,
  reader: Reader,
  { id, stage }: { readonly id: string; readonly stage: Stage },
) {
  if (stage !== 'returned' && !stagesUnderReview.includes(stage)) return [];
  return (await paperRequests(db, reader, id)).filter(({ isAnswered }) => !isAnswered);
}
