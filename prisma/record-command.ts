/** Records a command of a revision: decided on what the tables hold, applied in one transaction, answered for life. */
import type { FeePayment, GuaranteeTerms } from '../domain/application.ts';
import { type CommandName, namesIncident, type RecordedCommand, type StageCommandName } from '../domain/commands.ts';
import type { ConstructionContract } from '../domain/construction-contract.ts';
import type { Day } from '../domain/dates.ts';
import { type Decision, decide, type MailKind, type RevisionFacts } from '../domain/decisions.ts';
import { type Actor, type Role, theService } from '../domain/people.ts';
import type { Product } from '../domain/product.ts';
import type { RefusalName } from '../domain/refusals.ts';
import { isEnd, type Stage } from '../domain/stages.ts';
import { yen } from '../domain/yen.ts';
import { type Command, closeCommand, recordedOutcome } from './commands.ts';
import { contractColumns, contractOf, termsColumns } from './contents.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { appendEvents } from './events.ts';
import { revisionFee } from './fees.ts';
import type { Prisma } from './generated/client.ts';
import { recordIncidentCommand } from './incident-commands.ts';
import { addMail } from './mails.ts';
import { depositoryName } from './registers.ts';
import { lockRevision, moveOn, stageOf, type WholeRevision } from './revisions.ts';

export type Recorded = RecordedCommand & { readonly name: CommandName };

/** The outcome, and the mail that recording it wrote just now: somebody starts its run. */
export type RecordedWithMail = Recorded & { readonly mailId: string | null };

/**
 * The outcome of a command that a run heard: the recorded one, or the one decided now.
 *
 * Refuses: `guarantee-must-exist`; `epoch-must-be-current`. Every other "no" is an outcome, recorded and returned.
 */
export async function recordCommand(
  db: Database,
  commandId: string,
  epoch: number | null,
  now: Date,
): Promise<RecordedWithMail> {
  return db.$transaction(async (tx) => {
    const { command, revision } = await lockCommand(tx, commandId, epoch);
    return record(tx, command, revision, now);
  });
}

/**
 * The outcome of a command that comes after the run's end, on tables alone; null where the revision has not come to its
 * end: then a run must hear it.
 */
export async function recordAfterEnd(db: Database, commandId: string, now: Date): Promise<RecordedWithMail | null> {
  return db.$transaction(async (tx) => {
    const { command, revision } = await lockCommand(tx, commandId, null);
    const runIsOver = isEnd(stageOf(revision)) || command.incidentId !== null;
    return runIsOver ? record(tx, command, revision, now) : null;
  });
}

async function lockCommand(tx: Transaction, commandId: string, epoch: number | null) {
  const found = await tx.command.findUniqueOrThrow({ where: { id: commandId } });
  const key = { guaranteeId: found.guaranteeId as string, revision: found.revision as number, epoch };
  const revision = await lockRevision(tx, key);
  return { revision, command: await tx.command.findUniqueOrThrow({ where: { id: commandId } }) }; // as it is under the lock
}

async function record(
  tx: Transaction,
  command: Command,
  revision: WholeRevision,
  now: Date,
): Promise<RecordedWithMail> {
  const name = command.name as CommandName;
  const recorded = await recordedOutcome(tx, command);
  if (recorded !== null) return { ...recorded, name, mailId: null };
  const { refusal, mailId } = namesIncident(name)
    ? { refusal: await recordIncidentCommand(tx, revision, command, await actorOf(tx, command), now), mailId: null }
    : await apply(tx, revision, command, name, now);
  await closeCommand(tx, command.id, refusal, now);
  return { name, state: refusal === null ? 'applied' : 'refused', refusal, stage: stageOf(revision), mailId };
}

/** Applies what the domain decides, or tells the name of the refusal with nothing changed. */
async function apply(
  tx: Transaction,
  revision: WholeRevision,
  command: Command,
  name: StageCommandName,
  now: Date,
): Promise<{ refusal: RefusalName | null; mailId: string | null }> {
  const content = command.content as unknown as Content;
  const actor = await actorOf(tx, command);
  const before = stageOf(revision);
  const decision = decide(
    {
      name,
      actor,
      reason: content.reason ?? null,
      paidYen: content.amountYen ?? null,
      changesSharedFacts:
        name === 'resubmit' && changes(contractOf(revision.guarantee.constructionContract), content.contract),
    },
    await factsOf(tx, revision),
  );
  if ('refusal' in decision) return { refusal: decision.refusal, mailId: null };
  await rowsBeside(tx, revision, name, content, command, now);
  const columns = await columnsOf(tx, revision, name, content, before, command.userId, now);
  for (const [index, stage] of decision.way.entries())
    await moveOn(tx, revision, stage, now, index === 0 ? columns : {});
  await appendEvents(tx, revision.guaranteeId, eventsOf(revision, command, before, decision), now);
  const mailId = decision.mail === null ? null : await mailOf(tx, revision, decision.mail, command, content, now);
  return { refusal: null, mailId };
}

/** The content that commands share; each uses its own part, already of the right shape. */
interface Content {
  readonly reason?: string;
  readonly amountYen?: number;
  readonly paidOn?: Day;
  readonly channel?: string;
  readonly contract: ConstructionContract;
  readonly guarantee: GuaranteeTerms;
}

/** Who asks, with the roles held now. */
export async function actorOf(tx: Transaction, { userId }: Command): Promise<Actor> {
  if (userId === null) return theService;
  const { id, roles, contractorId } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  return { userId: id, roles: roles as Role[], contractorId };
}

async function factsOf(tx: Transaction, revision: WholeRevision): Promise<RevisionFacts> {
  const { guarantee } = revision;
  const setting = await tx.productSetting.findUniqueOrThrow({ where: { product: guarantee.product } });
  const approvedSiblings = await tx.revision.count({
    where: {
      approvedAt: { not: null },
      guaranteeId: { not: revision.guaranteeId },
      guarantee: { constructionContractId: guarantee.constructionContractId },
    },
  });
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
    siblingApproved: approvedSiblings > 0,
  };
}

function changes(before: ConstructionContract, after: ConstructionContract): boolean {
  return (Object.keys(before) as (keyof ConstructionContract)[]).some((field) => before[field] !== after[field]);
}

/** The rows beside the revision that a command writes: the corrected contract, the submission. */
async function rowsBeside(
  tx: Transaction,
  revision: WholeRevision,
  name: StageCommandName,
  content: Content,
  command: Command,
  now: Date,
): Promise<void> {
  if (name === 'resubmit') {
    const data = contractColumns(content.contract);
    await tx.constructionContract.update({ where: { id: revision.guarantee.constructionContractId }, data });
  }
  if (name === 'recordSubmission') {
    const { guaranteeId, number } = revision;
    const data = {
      guaranteeId,
      revision: number,
      channel: content.channel as string,
      submittedAt: now,
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
  before: Stage,
  userId: string | null,
  now: Date,
): Promise<Prisma.RevisionUncheckedUpdateManyInput> {
  switch (name) {
    case 'approve': {
      const first = before === 'applied' ? { firstApprovedById: userId } : {};
      return { ...first, approvedById: userId, approvedAt: now, ...(await revisionFee(tx, revision)) };
    }
    case 'return':
      return { firstApprovedById: null, approvedById: null, approvedAt: null, feeYen: null, feeTableVersion: null };
    case 'resubmit':
      return termsColumns(content.guarantee, await depositoryName(tx, content.guarantee.depository));
    case 'recordFeePayment':
      return { feePaidOn: fromDay(content.paidOn as Day) };
    case 'recordDispatch':
      return { dispatchedAt: now };
    case 'recordSubmission':
      return { submittedAt: now };
    case 'supersede':
      return { supersededAt: now };
    default:
      return {};
  }
}

function eventsOf(
  revision: WholeRevision,
  command: Command,
  before: Stage,
  decision: Decision & { way: readonly Stage[] },
) {
  const content = {
    from: before,
    to: decision.way.at(-1) ?? before,
    commandId: command.id,
    said: command.content as Prisma.InputJsonObject,
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
  const { notificationAddress } = await tx.contractor.findUniqueOrThrow({
    where: { id: revision.guarantee.contractorId },
  });
  const values = { reason: content.reason ?? null };
  return addMail(tx, revision, { kind, cause: command.id, toAddress: notificationAddress, values }, now);
}
