/** The terms of use: which version holds, and who accepted it (R-N6). */
import type { Database } from './database.ts';

export interface Terms {
  readonly version: string;
  readonly validFrom: Date;
  readonly text: string;
  readonly textEnglish: string;
}

/** The version in force that the person has not accepted; null where there is nothing to accept. */
export async function termsToAccept(db: Database, userId: string, now: Date): Promise<Terms | null> {
  const terms = await db.termsOfUse.findFirst({
    where: { validFrom: { lte: now } },
    orderBy: { validFrom: 'desc' },
    include: { acceptances: { where: { userId } } },
  });
  return terms === null || terms.acceptances.length > 0 ? null : terms;
}

/** The person accepted this version, now; the first time counts. Nothing happens for a version that there is not. */
export async function acceptTerms(db: Database, userId: string, version: string, now: Date): Promise<void> {
  if ((await db.termsOfUse.count({ where: { version, validFrom: { lte: now } } })) === 0) return;
  await db.termsAcceptance.createMany({ data: { userId, version, acceptedAt: now }, skipDuplicates: true });
}
