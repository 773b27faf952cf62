/** The time that the contract date leaves for a guarantee that was applied for. */
import type { ScheduleStep } from '../../domain/schedule.ts';
import type { Stage } from '../../domain/stages.ts';
import type { FollowedGuarantee } from '../../prisma/followed-guarantee.ts';
import type { DeskServices } from './desk-services.ts';
import { timingOf } from './timing.ts';

/** What is done next at a stage, as far as the contract date cares; nothing once the authority has it. */
const next: Partial<Record<Stage, ScheduleStep>> = {
  returned: 'apply',
  applied: 'pay',
  'awaiting-second-approval': 'pay',
  'awaiting-fee': 'pay',
  issuing: 'submit',
  posting: 'submit',
  posted: 'submit',
  dispatching: 'submit',
};

/** What `timing.hbs` shows on the guarantee's page; null where nothing is left to be done before the contract. */
export async function timingOfCase({ db, clock }: DeskServices, view: FollowedGuarantee) {
  const step = next[view.stage];
  const { contractOn, contractDateIs } = view.contract;
  if (step === undefined || contractDateIs !== 'planned') return null;
  const { product, form, branchId, paperReceipt, authorityId, departmentId } = view;
  const feePayment = view.terms.feePayment;
  const handling = { form, feePayment, paperReceipt };
  const planned = { product, authorityId, departmentId, contractOn };
  return timingOf(db, { branchId, handling, next: step, appliedAt: null, planned }, clock.now());
}
