/** Revisions that have stood at a stage for too long, a page at a time. */
import type { Stage } from '../domain/stages.ts';
import type { Database } from './database.ts';

export interface Standing {
  readonly guaranteeId: string;
  readonly number: number;
  readonly stageSince: Date;
  readonly branchId: string;
  readonly form: 'electronic' | 'paper';
  readonly feePayment: 'monthly-batch' | 'per-case';
  readonly paperReceipt: 'post' | 'branch' | null;
}

/** The next ones after this guarantee at one of the stages since before `overdueBefore`. `unexplained`: without an open incident of a step. */
export async function standingTooLong(
  db: Database,
  { stages, overdueBefore, unexplained }: { stages: readonly Stage[]; overdueBefore: Date; unexplained: boolean },
  after: string | null,
  limit: number,
): Promise<Standing[]> {
  const rows = await db.revision.findMany({
    where: {
      stage: { in: [...stages] },
      stageSince: { lt: overdueBefore },
      ...(after === null ? {} : { guaranteeId: { gt: after } }),
      ...(unexplained ? { guarantee: { incidents: { none: { closedAt: null, mailId: null } } } } : {}),
    },
    orderBy: { guaranteeId: 'asc' },
    take: limit,
    select: {
      guaranteeId: true,
      number: true,
      stageSince: true,
      feePayment: true,
      guarantee: { select: { branchId: true, form: true, application: { select: { paperReceipt: true } } } },
    },
  });
  return rows.map(({ guarantee, feePayment, ...row }) => ({
    ...row,
    branchId: guarantee.branchId,
    form: guarantee.form as Standing['form'],
    feePayment: feePayment as Standing['feePayment'],
    paperReceipt: guarantee.application.paperReceipt as Standing['paperReceipt'],
  }));
}
