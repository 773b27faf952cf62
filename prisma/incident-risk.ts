/** The days that an incident puts at risk, as the registers and the case have them when it is raised. */
import { dayInJapan } from '../domain/dates.ts';
import type { AtRisk } from '../domain/deadline-at-risk.ts';
import type { Form, Product } from '../domain/product.ts';
import { scheduleBack } from '../domain/schedule.ts';
import type { Step } from '../domain/steps.ts';
import type { Transaction } from './database.ts';
import { toDay } from './days.ts';
import type { WholeRevision } from './revisions.ts';
import { openingsOn, scheduleRuleOn } from './working-registers.ts';

/**
 * What the standstill of a step puts at risk. A mail holds nothing up. A paper certificate does not arrive anywhere, so
 * that only the authority's day counts. Where the registers do not reach, the contract date itself is the last day.
 *
 * Source: R-I10, R-I1, R-B1.
 */
export async function riskOf(tx: Transaction, revision: WholeRevision, step: Step): Promise<AtRisk> {
  if (step === 'mail') return { promisedOn: null, dueOn: null };
  const { guarantee, issuedAt, stageSince } = revision;
  const form = guarantee.form as Form;
  const promisedOn = form === 'electronic' ? dayInJapan(issuedAt ?? stageSince) : null;
  const contract = guarantee.constructionContract;
  const contractOn = toDay(contract.contractOn);
  const scheduled = {
    product: guarantee.product as Product,
    authorityId: contract.authorityId,
    departmentId: contract.departmentId,
  };
  const rule = await scheduleRuleOn(tx, scheduled, contractOn);
  if (rule === null || !rule.beforeContract) return { promisedOn, dueOn: null };
  const openings = await openingsOn(tx, guarantee.branchId, contractOn);
  const handling = {
    form,
    feePayment: revision.feePayment as 'monthly-batch' | 'per-case',
    paperReceipt: guarantee.application.paperReceipt as 'post' | 'branch' | null,
  };
  const back =
    openings === null ? null : scheduleBack(contractOn, handling, rule, openings.reception, openings.calendar);
  return { promisedOn, dueOn: back?.issueBy ?? contractOn };
}
