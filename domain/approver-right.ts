/** An approver's right at a case: one's own, or that of an absent approver whose delegate one is (代決). */
import type { AbsentApprover, Actor } from './people.ts';
import type { RefusalName } from './refusals.ts';
import { mayApproveSecond } from './review.ts';
import { mayDo } from './staff-rights.ts';
import type { Stage } from './stages.ts';

/** What of the case the right depends on. */
interface CaseFacts {
  readonly stage: Stage;
  readonly contractorId: string;
  readonly firstApprovedById: string | null;
  readonly isStopped: boolean;
}

/**
 * The absent approvers who may lend their right at this case: none who is connected with the contractor, for such a person
 * has no right here; and for a second approval none who gave the first.
 */
export function lenders(
  { actsFor }: Pick<Actor, 'actsFor'>,
  { stage, contractorId, firstApprovedById }: Omit<CaseFacts, 'isStopped'>,
): readonly AbsentApprover[] {
  const second = stage === 'awaiting-second-approval';
  return actsFor.filter(
    ({ userId, connectedWith }) => !connectedWith.includes(contractorId) && !(second && userId === firstApprovedById),
  );
}

/**
 * Why the actor may not give the second approval, or null. Two people approve, in whatever right the second one does.
 *
 * Refuses: `role-must-allow-this`, `second-approver-must-differ`.
 */
export function secondApproverRefusal(actor: Actor, facts: Omit<CaseFacts, 'isStopped'>): RefusalName | null {
  const own = mayDo(actor, 'approve-second');
  if (!own && actor.actsFor.length === 0) return 'role-must-allow-this';
  if (!mayApproveSecond(facts.firstApprovedById ?? '', actor.userId ?? '')) return 'second-approver-must-differ';
  if (own || lenders(actor, facts).length > 0) return null;
  return actor.actsFor.some(({ userId }) => userId === facts.firstApprovedById)
    ? 'second-approver-must-differ'
    : 'role-must-allow-this';
}

/** In whose place an approval is given, which was found to be in order; null where one's own right does. */
export function absentApprover(actor: Actor, facts: CaseFacts): string | null {
  const second = facts.stage === 'awaiting-second-approval';
  if (!second && !facts.isStopped) return null;
  if (mayDo(actor, second ? 'approve-second' : 'pass-stops')) return null;
  return lenders(actor, facts)[0]?.userId ?? null;
}
