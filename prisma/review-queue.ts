/** What waits for reviewers: the cases with who holds them, the oldest first. */
import type { Form, Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import type { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { stagesUnderReview } from './review-claims.ts';
import type { CutOff } from './review-cut-offs.ts';
import { visibleTo } from './visibility.ts';

export interface QueueSearch {
  /** mine: held by this person; free: held by nobody; all. */
  readonly holder: 'mine' | 'free' | 'all';
  readonly userId: string;
  readonly product?: Product | undefined;
  readonly branchId?: string | undefined;
  readonly stage?: Stage | undefined;
  /** What each of these branches received until then; of others nothing. */
  readonly receivedBy?: readonly CutOff[] | undefined;
  /** Contractors whose cases somebody else reviews: left out. */
  readonly without?: readonly string[];
}

/** A page of the queue with how many there are, and how many of them this person holds. */
export async function reviewQueue(db: Database, reader: Reader, search: QueueSearch, limit: number, skip: number) {
  const where = condition(reader, search);
  const [rows, count, mine] = await Promise.all([
    db.revision.findMany({
      where,
      include: {
        guarantee: {
          include: {
            constructionContract: { include: { authority: true } },
            application: { include: { contractor: true, branch: true } },
            reviewClaim: true,
          },
        },
      },
      orderBy: [{ guarantee: { application: { appliedAt: 'asc' } } }, { guaranteeId: 'asc' }],
      take: limit,
      skip,
    }),
    db.revision.count({ where }),
    db.revision.count({ where: condition(reader, { ...search, holder: 'mine' }) }),
  ]);
  const holders = await db.user.findMany({
    where: { id: { in: rows.flatMap(({ guarantee }) => guarantee.reviewClaim?.userId ?? []) } },
    select: { id: true, name: true },
  });
  return {
    count,
    mine,
    rows: rows.map(({ guarantee, number, stage, stageSince, amountYen }) => ({
      id: guarantee.id,
      number,
      stage: stage as Stage,
      stageSince,
      amountYen,
      product: guarantee.product as Product,
      form: guarantee.form as Form,
      receiptNumber: guarantee.application.receiptNumber,
      appliedAt: guarantee.application.appliedAt,
      contractorName: guarantee.application.contractor.name,
      branchName: guarantee.application.branch.name,
      projectName: guarantee.constructionContract.projectName,
      authorityName: guarantee.constructionContract.authority.name,
      contractOn: guarantee.constructionContract.contractOn,
      warnings: Array.isArray(guarantee.application.warnings) ? guarantee.application.warnings.length : 0,
      holder: holders.find(({ id }) => id === guarantee.reviewClaim?.userId) ?? null,
    })),
  };
}

/** The case that this person should look at next: held already, else the oldest that nobody holds. */
export async function nextToReview(db: Database, reader: Reader, search: QueueSearch): Promise<string | null> {
  for (const holder of ['mine', 'free'] as const) {
    const { rows } = await reviewQueue(db, reader, { ...search, holder }, 1, 0);
    if (rows[0] !== undefined) return rows[0].id;
  }
  return null;
}

function condition(
  reader: Reader,
  { holder, userId, product, branchId, stage, receivedBy, without = [] }: QueueSearch,
): Prisma.RevisionWhereInput {
  return {
    stage: stage === undefined ? { in: [...stagesUnderReview] } : stage,
    ...(receivedBy === undefined
      ? {}
      : { OR: receivedBy.map(({ branchId: of, at }) => ({ guarantee: { branchId: of }, stageSince: { lte: at } })) }),
    guarantee: {
      ...visibleTo(reader),
      ...(without.length === 0 ? {} : { contractorId: { notIn: [...without] } }),
      ...(product === undefined ? {} : { product }),
      ...(branchId === undefined ? {} : { branchId }),
      ...(holder === 'mine' ? { reviewClaim: { userId } } : holder === 'free' ? { reviewClaim: null } : {}),
    },
  };
}
