/** What a command does to a revision: the stages it goes through, or the name of its refusal. Pure; the tables apply it. */
import type { FeePayment } from './application.ts';
import { absentApprover, lenders, secondApproverRefusal } from './approver-right.ts';
import { type CommandName, commandRefusals, type StageCommandName } from './commands.ts';
import type { Day } from './dates.ts';
import { type Actor, holds } from './people.ts';
import type { Product } from './product.ts';
import type { RefusalName } from './refusals.ts';
import { feeIsPassedAtOnce, isHeldUntilSigned, mayReview, stageAfterApproval } from './review.ts';
import { mayDo, type Permission } from './staff-rights.ts';
import { isEnd, type Stage, stages } from './stages.ts';
import { submissionTimeRefusal } from './submission-time.ts';
import type { Yen } from './yen.ts';

/** What the tables know of the revision when the command is recorded. */
export interface RevisionFacts {
  readonly stage: Stage;
  readonly contractorId: string;
  readonly product: Product;
  readonly amountYen: Yen;
  readonly feeYen: Yen | null;
  readonly feePayment: FeePayment;
  readonly firstApprovedById: string | null;
  readonly contractDateIs: 'planned' | 'signed';
  /** Register: a prepayment waits until the construction contract is signed. */
  readonly holdPrepaymentUntilSigned: boolean;
  /** Register: above this amount a second person approves; null: never. */
  readonly secondApprovalYen: Yen | null;
  /** When it arrived at D-Sure; null: not yet. */
  readonly arrivedAt: Date | null;
  /** Whether another guarantee of the same construction contract is already approved. */
  readonly siblingApproved: boolean;
  /** The reviewer who holds the case; null: nobody does. */
  readonly claimedById: string | null;
  /** Whether a check that the register makes a stop found something. */
  readonly isStopped: boolean;
}

/** The part of a command's content that decides. */
export interface CommandFacts {
  readonly name: StageCommandName;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly paidYen: number | null;
  /** Whether a resubmission differs in the facts of the construction contract. */
  readonly changesSharedFacts: boolean;
  /** The day that the content names: of the payment, of the dispatch. */
  readonly on: Day | null;
  readonly today: Day;
  /** When the content says that it was submitted; null: now. */
  readonly submittedAt: Date | null;
  readonly now: Date;
}

export type MailKind =
  | 'completion'
  | 'returned'
  | 'declined'
  | 'fee-due'
  | 'correction-asked'
  | 'submission-due'
  | 'paper-asked';

/** The way the revision goes (the last stage is where it stands) and the mail that this causes; or the refusal. */
export type Decision =
  | { readonly refusal: RefusalName }
  | {
      readonly way: readonly Stage[];
      readonly mail: MailKind | null;
      /** The absent approver in whose place it was approved (代決); left out where nobody is. */
      readonly onBehalfOf?: string;
    };

/**
 * Decides a command that names a stage.
 *
 * Refuses: what the stage does not hear (`stage-must-allow-…`), `role-must-allow-this`, `reason-must-be-given`,
 * `reviewer-must-not-act-for-contractor`, `case-must-not-be-held-by-another`, `stop-must-be-passed-with-a-reason`,
 * `stop-must-be-passed-by-an-approver`, `second-approver-must-differ`, `contract-must-be-signed`,
 * `fee-must-be-paid-in-full`, `day-must-not-be-ahead`, `submission-must-not-be-ahead`,
 * `submission-must-not-come-before-arrival`, `shared-facts-must-not-change-after-approval`.
 * Source: design, section 4; R-F4, R-F6, R-B1.
 */
export function decide(command: CommandFacts, revision: RevisionFacts): Decision {
  if (!hears(command.name, revision.stage)) return { refusal: commandRefusals[command.name] };
  const refusal = deciders[command.name].refusal(command, revision);
  if (refusal !== null) return { refusal };
  const outcome = deciders[command.name].outcome(revision);
  const inPlaceOf = command.name === 'approve' ? absentApprover(command.actor, revision) : null;
  return inPlaceOf === null ? outcome : { ...outcome, onBehalfOf: inPlaceOf };
}

/** A submission may be recorded again after the run's end, by another channel. Everything else ends with the run. */
function hears(name: CommandName, stage: Stage): boolean {
  return stages[stage].hears.includes(name) || (name === 'recordSubmission' && stage === 'submitted');
}

interface Decider {
  readonly refusal: (command: CommandFacts, revision: RevisionFacts) => RefusalName | null;
  readonly outcome: (revision: RevisionFacts) => Decision;
}

const deciders: Record<StageCommandName, Decider> = {
  approve: { refusal: refusalOfApproval, outcome: outcomeOfApproval },
  return: { refusal: refusalOfReview, outcome: () => ({ way: ['returned'], mail: 'returned' }) },
  decline: { refusal: refusalOfReview, outcome: () => ({ way: ['declined'], mail: 'declined' }) },
  resubmit: { refusal: refusalOfResubmission, outcome: () => ({ way: ['applied'], mail: null }) },
  withdraw: { refusal: refusalOfWithdrawal, outcome: () => ({ way: ['withdrawn'], mail: null }) },
  recordFeePayment: { refusal: refusalOfFeePayment, outcome: () => ({ way: ['issuing'], mail: null }) },
  recordDispatch: {
    refusal: (command) => unlessPastAndStaff(command, 'record-dispatch'),
    outcome: () => ({ way: ['dispatched'], mail: null }),
  },
  recordSubmission: {
    refusal: refusalOfSubmission,
    outcome: ({ stage }) => ({ way: isEnd(stage) ? [] : ['submitted'], mail: null }),
  },
  supersede: {
    refusal: ({ actor }) => (actor.userId === null ? null : 'role-must-allow-this'),
    outcome: () => ({ way: ['superseded'], mail: null }),
  },
};

function refusalOfApproval({ actor, reason }: CommandFacts, revision: RevisionFacts): RefusalName | null {
  const second = revision.stage === 'awaiting-second-approval';
  if (!second && !mayDo(actor, 'review')) return 'role-must-allow-this';
  const unfit = second ? secondApproverRefusal(actor, revision) : null;
  if (unfit === 'role-must-allow-this') return unfit;
  if (!mayReview(actor, revision.contractorId)) return 'reviewer-must-not-act-for-contractor';
  if (unfit !== null) return unfit;
  if (isHeldUntilSigned(revision.product, revision, revision)) return 'contract-must-be-signed';
  return heldByAnother(actor, revision) ?? refusalOfStop({ actor, reason }, revision);
}

/** Two reviewers never decide the same case: who holds it does. */
function heldByAnother({ userId }: Actor, { claimedById }: RevisionFacts): RefusalName | null {
  return claimedById !== null && claimedById !== userId ? 'case-must-not-be-held-by-another' : null;
}

/** A stop is passed by an approver who gives a reason. Source: R-A4. */
function refusalOfStop({ actor, reason }: Pick<CommandFacts, 'actor' | 'reason'>, revision: RevisionFacts) {
  if (!revision.isStopped) return null;
  if (reason === null) return 'stop-must-be-passed-with-a-reason';
  const may = mayDo(actor, 'pass-stops') || lenders(actor, revision).length > 0;
  return may ? null : 'stop-must-be-passed-by-an-approver';
}

/** Above the limit a second person is asked first. A payer with a monthly batch passes awaiting-fee at once (R-F6). */
function outcomeOfApproval({ stage, amountYen, secondApprovalYen, feePayment }: RevisionFacts): Decision {
  const next = stage === 'applied' ? stageAfterApproval(amountYen, secondApprovalYen) : 'awaiting-fee';
  if (next === 'awaiting-second-approval') return { way: [next], mail: null };
  return feeIsPassedAtOnce(feePayment) ? { way: [next, 'issuing'], mail: null } : { way: [next], mail: 'fee-due' };
}

function refusalOfReview({ actor, reason }: CommandFacts, revision: RevisionFacts): RefusalName | null {
  if (!mayDo(actor, 'review')) return 'role-must-allow-this';
  if (!mayReview(actor, revision.contractorId)) return 'reviewer-must-not-act-for-contractor';
  return heldByAnother(actor, revision) ?? (reason === null ? 'reason-must-be-given' : null);
}

function refusalOfResubmission(command: CommandFacts, revision: RevisionFacts): RefusalName | null {
  if (!isContractor(command.actor, revision)) return 'role-must-allow-this';
  return command.changesSharedFacts && revision.siblingApproved ? 'shared-facts-must-not-change-after-approval' : null;
}

/** The contractor may withdraw; staff may withdraw what was abandoned, with a reason. */
function refusalOfWithdrawal({ actor, reason }: CommandFacts, revision: RevisionFacts): RefusalName | null {
  if (isContractor(actor, revision)) return null;
  if (!mayDo(actor, 'withdraw-cases')) return 'role-must-allow-this';
  if (revision.stage !== 'returned' && revision.stage !== 'awaiting-fee') return 'role-must-allow-this';
  return reason === null ? 'reason-must-be-given' : null;
}

function refusalOfFeePayment(command: CommandFacts, revision: RevisionFacts): RefusalName | null {
  return (
    unlessPastAndStaff(command, 'record-fees') ??
    (command.paidYen === revision.feeYen ? null : 'fee-must-be-paid-in-full')
  );
}

function refusalOfSubmission({ actor, submittedAt, now }: CommandFacts, revision: RevisionFacts): RefusalName | null {
  if (actor.userId === null) return null; // what the service itself saw happen is not doubted: clocks of machines differ
  if (!isContractor(actor, revision)) return 'role-must-allow-this';
  return submittedAt === null ? null : submissionTimeRefusal(submittedAt, now, revision.arrivedAt);
}

/** What staff record has happened: it names no day ahead of today. */
function unlessPastAndStaff({ actor, on, today }: CommandFacts, permission: Permission): RefusalName | null {
  if (!mayDo(actor, permission)) return 'role-must-allow-this';
  return on !== null && on > today ? 'day-must-not-be-ahead' : null;
}

function isContractor(actor: Actor, revision: RevisionFacts): boolean {
  return holds(actor, 'contractor') && actor.contractorId === revision.contractorId;
}
