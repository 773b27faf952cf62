/** Deadline rows, recomputed in the transaction that moves a date or a stage. The caller holds the guarantee's lock. */

import { type Day, dayInJapan } from '../domain/dates.ts';
import { changesDeadlines, openDeadlines } from '../domain/deadlines.ts';
import { guaranteePeriod } from '../domain/guarantee-period.ts';
import type { Product } from '../domain/product.ts';
import { submitByFor } from '../domain/schedule.ts';
import type { Stage } from '../domain/stages.ts';
import { yen } from '../domain/yen.ts';
import { contractOf } from './contents.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';
import type { Deadline, Prisma } from './generated/client.ts';
import { lockShared } from './shared-facts.ts';
import { openingsOn, scheduleRuleOn } from './working-registers.ts';

const whole = { guarantee: { include: { constructionContract: true } } } satisfies Prisma.RevisionInclude;
type DatedRevision = Prisma.RevisionGetPayload<{ include: typeof whole }>;

/** The deadlines of all guarantees of the contract, after its dates, its authority or the branch changed. */
export async function recomputeDeadlines(tx: Transaction, constructionContractId: string): Promise<void> {
  const revisions = await tx.revision.findMany({ where: { guarantee: { constructionContractId } }, include: whole });
  for (const revision of revisions) await keep(tx, revision, await submitByOf(tx, revision));
}

/** A guarantee whose contract's deadlines are computed anew outside of any move. */
export interface ToRecompute {
  readonly id: string;
  readonly contractId: string;
}

/** The same in a transaction of its own, in turn with all that moves the contract's guarantees. */
export async function recomputeInTurn(db: Database, { id, contractId }: ToRecompute): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockShared(tx, id);
    await recomputeDeadlines(tx, contractId);
  });
}

/** The deadlines of a revision that moved; the day of its submission stays what it was computed to be. */
export async function moveDeadlines(
  tx: Transaction,
  { guaranteeId, number }: { guaranteeId: string; number: number },
  from: Stage,
  to: Stage,
): Promise<void> {
  if (!changesDeadlines(from, to)) return;
  const where = { guaranteeId_number: { guaranteeId, number } };
  const revision = await tx.revision.findUniqueOrThrow({ where, include: whole });
  await keep(tx, revision, null);
}

/** `submitBy` undefined: none; null: as the row says that is there. */
async function keep(tx: Transaction, revision: DatedRevision, submitBy: Day | null | undefined): Promise<void> {
  const { guaranteeId, number, feeDueOn } = revision;
  const kept = await tx.deadline.findMany({ where: { guaranteeId, revision: number } });
  const open = openDeadlines({
    stage: revision.stage as Stage,
    submitBy: submitBy === null ? keptSubmission(kept) : (submitBy ?? null),
    feeDueOn: feeDueOn === null ? null : toDay(feeDueOn),
    endsOn: endOf(revision),
  });
  for (const { kind } of kept.filter((row) => !(row.kind in open))) {
    await tx.deadline.delete({ where: { guaranteeId_revision_kind: { guaranteeId, revision: number, kind } } });
  }
  for (const [kind, on] of Object.entries(open)) {
    const dueOn = fromDay(on);
    if (kept.some((row) => row.kind === kind && row.dueOn.getTime() === dueOn.getTime())) continue;
    const id = { guaranteeId, revision: number, kind };
    await tx.deadline.upsert({ where: { guaranteeId_revision_kind: id }, create: { ...id, dueOn }, update: { dueOn } });
  }
}

function keptSubmission(kept: readonly Deadline[]): Day | null {
  const row = kept.find(({ kind }) => kind === 'submission-due');
  return row === undefined ? null : toDay(row.dueOn);
}

async function submitByOf(tx: Transaction, { guarantee }: DatedRevision): Promise<Day | undefined> {
  const { contractOn, departmentId } = contractOf(guarantee.constructionContract);
  const scheduled = { product: guarantee.product as Product, authorityId: guarantee.authorityId, departmentId };
  const rule = await scheduleRuleOn(tx, scheduled, contractOn);
  const openings = await openingsOn(tx, guarantee.branchId, contractOn);
  return rule === null || openings === null
    ? undefined
    : (submitByFor(contractOn, rule, openings.calendar) ?? undefined);
}

function endOf({ guarantee, currentYearBaseYen, issuedAt, stageSince }: DatedRevision): Day {
  const terms = {
    product: guarantee.product as Product,
    currentYearBaseYen: currentYearBaseYen === null ? null : yen(currentYearBaseYen),
  };
  return guaranteePeriod(terms, contractOf(guarantee.constructionContract), dayInJapan(issuedAt ?? stageSince)).to;
}
