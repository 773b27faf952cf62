/** Applies a command to its locked revision: decided by the domain, written with everything that it causes. */
import type { Delivery, FeePayment, GuaranteeTerms } from '../domain/application.ts';
import type { StageCommandName } from '../domain/commands.ts';
import type { ConstructionContract } from '../domain/construction-contract.ts';
import { type Day, dayInJapan } from '../domain/dates.ts';
import { type Decision, decide, type MailKind, type RevisionFacts } from '../domain/decisions.ts';
import type { Product } from '../domain/product.ts';
import type { RefusalName } from '../domain/refusals.ts';
import type { ReviewCheck } from '../domain/review-checks.ts';
import type { Stage } from '../domain/stages.ts';
import { yen } from '../domain/yen.ts';
import { actorOf } from './actors.ts';
import { type Command, wordsBy } from './commands.ts';
import { contractOf, termsColumns } from './contents.ts';
import type { Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { recomputeDeadlines } from './deadlines.ts';
import { appendEvents } from './events.ts';
import { feeDueOn } from './fee-payment-rules.ts';
import { revisionFee } from './fees.ts';
import type { Prisma } from './generated/client.ts';
import { addMail } from './mails.ts';
import { depositoryName } from './registers.ts';
import { warnAnew, writeDelivery } from './resubmitted-application.ts';
import { claimedBy, endClaim } from './review-claims.ts';
import { stopsNow } from './review-facts.ts';
import { moveOn, stageOf, type WholeRevision } from './revisions.ts';
import { changesSharedFacts, siblingIsApproved, writeSharedFacts } from './shared-facts.ts';

/** Applies what the domain decides, or tells the name of the refusal with nothing changed. */
export async function applyCommand(
  tx: Transaction,
  revision: WholeRevision,
  command: Command,
  name: StageCommandName,
  now: Date,
): Promise<{ refusal: RefusalName | null; mailId: string | null }> {
  const content = command.content as unknown as Content;
  const actor = await actorOf(tx, command, revision.guarantee.branchId, now);
  const before = stageOf(revision);
  const stops = name === 'approve' ? await stopsNow(tx, revision, now) : [];
  const decision = decide(
    {
      name,
      actor,
      reason: content.reason ?? null,
      paidYen: content.amountYen ?? null,
      changesSharedFacts:
        name === 'resubmit' &&
        (changesSharedFacts(contractOf(revision.guarantee.constructionContract), content.contract) ||
          changesBranch(revision, content)),
      on: content.paidOn ?? content.dispatchedOn ?? null,
      today: dayInJapan(now),
      submittedAt: content.submittedAt === undefined ? null : new Date(content.submittedAt),
      now,
    },
    { ...(await factsOf(tx, revision)), isStopped: stops.length > 0 },
  );
  if ('refusal' in decision) return { refusal: decision.refusal, mailId: null };
  if (name === 'recordFeePayment' && (await isPaidByAnother(tx, revision, command))) {
    return { refusal: 'fee-must-be-free', mailId: null };
  }
  await rowsBeside(tx, revision, name, content, command, now);
  const [to, ...further] = decision.way;
  if (to !== undefined) {
    const columns = await columnsOf(tx, revision, name, content, { before, to }, command.userId, now);
    await moveOn(tx, revision, [to, ...further], now, columns);
  }
  if (['approve', 'return', 'decline', 'withdraw'].includes(name)) await endClaim(tx, revision.guaranteeId);
  if (name === 'resubmit') await warnAnew(tx, revision.guarantee.applicationId);
  await appendEvents(tx, revision, eventsOf(revision, command, before, decision, stops), now);
  const mailId = decision.mail === null ? null : await mailOf(tx, revision, decision.mail, command, content, now);
  return { refusal: null, mailId };
}

/** Whether a deposit is counted for the fee by another command than this one: that payment is on its way. */
async function isPaidByAnother(tx: Transaction, { guaranteeId, number }: WholeRevision, { id }: Command) {
  const counted = await tx.feeAllocation.findFirst({ where: { guaranteeId, revision: number, releasedAt: null } });
  return counted !== null && counted.commandId !== id;
}

/** The content that commands share; each uses its own part, already of the right shape. */
interface Content {
  readonly reason?: string;
  readonly amountYen?: number;
  readonly paidOn?: Day;
  readonly dispatchedOn?: Day;
  readonly channel?: string;
  readonly submittedAt?: string;
  readonly contract: ConstructionContract;
  readonly guarantee: GuaranteeTerms;
  readonly delivery?: Delivery;
}

/** The branch numbers and prints every guarantee of the application: it is as shared as the contract's facts. */
function changesBranch({ guarantee }: WholeRevision, { delivery }: Content): boolean {
  return delivery !== undefined && delivery.branchId !== guarantee.branchId;
}

async function factsOf(tx: Transaction, revision: WholeRevision): Promise<Omit<RevisionFacts, 'isStopped'>> {
  const { guarantee } = revision;
  const setting = await tx.productSetting.findUniqueOrThrow({ where: { product: guarantee.product } });
  return {
    stage: stageOf(revision),
    contractorId: guarantee.contractorId,
    product: guarantee.product as Product,
    amountYen: yen(revision.amountYen),
    feeYen: revision.feeYen === null ? null : yen(revision.feeYen),
    feePayment: revision.feePayment as FeePayment,
    firstApprovedById: revision.firstApprovedById,
    contractDateIs: guarantee.constructionContract.contractDateIs as RevisionFacts['contractDateIs'],
    holdPrepaymentUntilSigned: setting.holdUntilSigned,
    secondApprovalYen: setting.secondApprovalYen === null ? null : yen(setting.secondApprovalYen),
    arrivedAt: revision.arrivedAt,
    siblingApproved: await siblingIsApproved(tx, revision),
    claimedById: await claimedBy(tx, guarantee.id),
  };
}

/** The rows beside the revision that a command writes: the corrected contract and delivery, the submission. */
async function rowsBeside(
  tx: Transaction,
  revision: WholeRevision,
  name: StageCommandName,
  content: Content,
  command: Command,
  now: Date,
): Promise<void> {
  if (name === 'resubmit') {
    await writeSharedFacts(tx, revision, content.contract, command, now);
    if (content.delivery !== undefined) await writeDelivery(tx, revision.guarantee.applicationId, content.delivery);
    await recomputeDeadlines(tx, revision.guarantee.constructionContractId);
  }
  if (name === 'recordSubmission') {
    const { guaranteeId, number } = revision;
    const data = {
      guaranteeId,
      revision: number,
      channel: content.channel as string,
      submittedAt: submittedAt(content, now),
      recordedAt: now,
      byId: command.userId,
    };
    await tx.submission.createMany({ data, skipDuplicates: true });
  }
}

/** The revision's columns that come with the move. The fee is fixed at approval, by the table of the application's day. */
async function columnsOf(
  tx: Transaction,
  revision: WholeRevision,
  name: StageCommandName,
  content: Content,
  { before, to }: { before: Stage; to: Stage },
  userId: string | null,
  now: Date,
): Promise<Prisma.RevisionUncheckedUpdateManyInput> {
  switch (name) {
    case 'approve': {
      const first = before === 'applied' ? { firstApprovedById: userId } : {};
      if (to === 'awaiting-second-approval') return first;
      const fee = await revisionFee(tx, revision);
      return { ...first, approvedById: userId, approvedAt: now, ...fee, feeDueOn: await feeDueOn(tx, revision, now) };
    }
    case 'return':
      return {
        firstApprovedById: null,
        approvedById: null,
        approvedAt: null,
        feeYen: null,
        feeTableVersion: null,
        feeDueOn: null,
      };
    case 'resubmit':
      return termsColumns(content.guarantee, await depositoryName(tx, content.guarantee.depository));
    case 'recordFeePayment':
      return { feePaidOn: fromDay(content.paidOn as Day) };
    case 'recordDispatch':
      return { dispatchedAt: now, dispatchedOn: fromDay(content.dispatchedOn as Day) };
    case 'recordSubmission':
      return { submittedAt: submittedAt(content, now) };
    case 'supersede':
      return { supersededAt: now };
    default:
      return {};
  }
}

function submittedAt({ submittedAt: said }: Content, now: Date): Date {
  return said === undefined ? now : new Date(said);
}

function eventsOf(
  revision: WholeRevision,
  command: Command,
  before: Stage,
  decision: Extract<Decision, { way: readonly Stage[] }>,
  passedStops: readonly ReviewCheck[],
) {
  const content = {
    from: before,
    to: decision.way.at(-1) ?? before,
    commandId: command.id,
    said: command.content as Prisma.InputJsonObject,
    ...(decision.onBehalfOf === undefined ? {} : { onBehalfOf: decision.onBehalfOf }),
    ...(passedStops.length === 0 ? {} : { passedStops: [...passedStops] }),
    ...wordsBy(command),
  };
  return [{ revision: revision.number, kind: command.name, actorId: command.userId, content }];
}

/** Returned, declined and fee-due mails go to the contractor's notification address in any case. */
async function mailOf(
  tx: Transaction,
  revision: WholeRevision,
  kind: MailKind,
  command: Command,
  content: Content,
  now: Date,
): Promise<string> {
  const { notificationAddress } = revision.guarantee.application.contractor;
  const values = { reason: content.reason ?? null };
  return addMail(tx, revision, { kind, cause: command.id, toAddress: notificationAddress, values }, now);
}
