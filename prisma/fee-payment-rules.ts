/** By when fees are to be paid: the register's rule, on the working days of the branch. */
import type { FeePayment } from '../domain/application.ts';
import { addDays, addMonths, type Day, dayInJapan } from '../domain/dates.ts';
import { feeIsPassedAtOnce } from '../domain/review.ts';
import { addWorkingDays } from '../domain/working-days.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import type { WholeRevision } from './revisions.ts';
import { openingsOn } from './working-registers.ts';

/** The day, as the table keeps it; null where the payer is billed with the month, or where a register does not reach. */
export async function feeDueOn(tx: Transaction, revision: WholeRevision, approvedAt: Date): Promise<Date | null> {
  if (feeIsPassedAtOnce(revision.feePayment as FeePayment)) return null;
  const approvedOn = dayInJapan(approvedAt);
  const [rule, openings] = [
    await ruleOn(tx, approvedOn),
    await openingsOn(tx, revision.guarantee.branchId, approvedOn),
  ];
  if (rule === null || openings === null) return null;
  const due = addWorkingDays(openings.calendar, approvedOn, rule.dueWorkingDays);
  return due === null ? null : fromDay(due);
}

/** When a month's bill is due: the last day of a later month. Null where the register has no rule for the day. */
export async function billDueOn(tx: Transaction, monthOn: Day, closedOn: Day): Promise<Day | null> {
  const rule = await ruleOn(tx, closedOn);
  return rule === null ? null : addDays(addMonths(monthOn, rule.billDueMonths + 1), -1);
}

function ruleOn(db: Database | Transaction, on: Day) {
  return db.feePaymentRule.findFirst({
    where: { effectiveOn: { lte: fromDay(on) } },
    orderBy: { effectiveOn: 'desc' },
  });
}
