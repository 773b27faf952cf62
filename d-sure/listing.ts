/** What a surety company has posted, for comparing with its own tables. */
import type { Database } from './database.ts';
import type { Surety } from './sureties.ts';

export interface PostedRevision {
  readonly guaranteeNumber: string;
  readonly revision: number;
  readonly certificateDigest: string;
  readonly fileDigest: string;
  readonly arrivedAt: Date;
  readonly keyIsSet: boolean;
}

export interface Place {
  readonly guaranteeNumber: string;
  readonly revision: number;
}

/** Revisions after this place, by number and revision. */
export async function postedAfter(
  database: Database,
  surety: Surety,
  after: Place | null,
  limit: number,
): Promise<PostedRevision[]> {
  const rows = await database.revision.findMany({
    where: { guarantee: { suretyId: surety.id }, ...(after === null ? {} : beyond(after)) },
    orderBy: [{ guaranteeNumber: 'asc' }, { revision: 'asc' }],
    take: limit,
    include: { guarantee: { select: { keySetAt: true } } },
  });
  return rows.map(({ guaranteeNumber, revision, certificateDigest, fileDigest, arrivedAt, guarantee }) => ({
    guaranteeNumber,
    revision,
    certificateDigest,
    fileDigest,
    arrivedAt,
    keyIsSet: guarantee.keySetAt !== null,
  }));
}

function beyond({ guaranteeNumber, revision }: Place) {
  return { OR: [{ guaranteeNumber: { gt: guaranteeNumber } }, { guaranteeNumber, revision: { gt: revision } }] };
}
