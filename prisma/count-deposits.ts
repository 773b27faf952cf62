/** A deposit counts for fees once: the deposit, its allocations and the commands that record the payments, in one transaction. */
import { randomUUID } from 'node:crypto';
import type { ActedBy } from '../domain/audit.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { formatYen, yen } from '../domain/yen.ts';
import { recordAct } from './acts.ts';
import { acceptCommand, type Command } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { toDay } from './days.ts';
import { feesDue, type NamedFeeDue, readFeeId } from './fees-due.ts';

export interface Counting {
  readonly depositId: string;
  /** Ids of prisma/fees-due.ts. */
  readonly feeIds: readonly string[];
  readonly actor: Clerk;
  readonly reader: Reader;
  /** Whether the payer's name is kept for the contractor, so that the next deposit is proposed by itself. */
  readonly rememberPayer: boolean;
}

/** A person who decides on deposits. */
export type Clerk = ActedBy & { readonly userId: string };

/** The scope of the commands' keys. */
const client = 'bank-deposits';

/**
 * The deposit is counted, and its commands are accepted: somebody carries them to their runs, or the sweeper does.
 *
 * Refuses: `deposit-must-exist`, `deposit-must-be-open`, `deposit-must-not-be-a-cancellation`, `fees-must-be-chosen`,
 * `fees-must-be-due`, `fees-must-make-up-the-deposit`.
 */
export async function countDeposit(db: Database, counting: Counting, now: Date): Promise<readonly Command[]> {
  return db.$transaction(async (tx) => {
    const deposit = await lockDeposit(tx, counting.depositId);
    if (deposit.state !== 'waiting') throw new Refusal('deposit-must-be-open');
    if (deposit.isCancellation) throw new Refusal('deposit-must-not-be-a-cancellation');
    const ids = [...new Set(counting.feeIds)];
    if (ids.length === 0) throw new Refusal('fees-must-be-chosen');
    // Whoever counts another deposit for the same fees waits here, and finds them taken.
    await lockFees(tx);
    const due = await feesDue(tx, counting.reader);
    const fees = ids.map((id) => due.find((fee) => fee.id === id));
    if (fees.some((fee) => fee === undefined)) throw new Refusal('fees-must-be-due');
    const chosen = fees as NamedFeeDue[];
    const sum = chosen.reduce((total, { feeYen }) => total + feeYen, 0);
    if (sum !== Number(deposit.amountYen)) {
      throw new Refusal('fees-must-make-up-the-deposit', {
        values: { sumYen: formatYen(yen(sum)), depositYen: formatYen(yen(deposit.amountYen)) },
      });
    }
    const commands: Command[] = [];
    for (const fee of chosen) {
      const command = await allocate(tx, deposit, fee, counting.actor, now);
      if (command !== null) commands.push(command);
    }
    if (counting.rememberPayer) await remember(tx, deposit, chosen, counting.actor.userId, now);
    await decide(tx, deposit, { state: 'counted', reason: null, actor: counting.actor, feeIds: ids }, now);
    return commands;
  });
}

/** The deposit pays no fee: a refund, another matter. Refuses: `deposit-must-exist`, `deposit-must-be-open`, `reason-must-be-given`. */
export async function setAside(db: Database, depositId: string, reason: string, actor: Clerk, now: Date) {
  await db.$transaction(async (tx) => {
    const deposit = await lockDeposit(tx, depositId);
    if (deposit.state !== 'waiting') throw new Refusal('deposit-must-be-open');
    if (reason === '') throw new Refusal('reason-must-be-given', { field: 'reason' });
    await decide(tx, deposit, { state: 'set-aside', reason, actor, feeIds: [] }, now);
  });
}

/**
 * A deposit that was set aside, or whose payments were all refused, waits again.
 *
 * Refuses: `deposit-must-exist`, `deposit-must-be-open` where a payment of it was recorded or is on its way.
 */
export async function openAgain(db: Database, depositId: string, actor: Clerk, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const deposit = await lockDeposit(tx, depositId);
    if (deposit.state === 'waiting') return;
    const live = await tx.feeAllocation.findMany({ where: { depositId, releasedAt: null } });
    const commands = await tx.command.findMany({
      where: { id: { in: live.flatMap(({ commandId }) => (commandId === null ? [] : [commandId])) } },
    });
    const isPaid = live.some(({ billId }) => billId !== null) || commands.some(({ state }) => state !== 'refused');
    if (isPaid) throw new Refusal('deposit-must-be-open');
    await tx.feeAllocation.updateMany({ where: { depositId, releasedAt: null }, data: { releasedAt: now } });
    await decide(tx, deposit, { state: 'waiting', reason: null, actor, feeIds: [] }, now);
  });
}

const depositLock = 4_032_017;

/** Until the transaction's end nobody else counts a deposit, or takes a bill's payment. */
export async function lockFees(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${depositLock}::bigint)::text`;
}

async function lockDeposit(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT 1 FROM bank_deposit WHERE id = ${id}::uuid FOR UPDATE`;
  const deposit = await tx.bankDeposit.findUnique({ where: { id } });
  if (deposit === null) throw new Refusal('deposit-must-exist');
  return deposit;
}

type LockedDeposit = Awaited<ReturnType<typeof lockDeposit>>;

/** The allocation, with the command that records the payment; a bill is paid by its row alone. */
async function allocate(tx: Transaction, deposit: LockedDeposit, fee: NamedFeeDue, by: Clerk, now: Date) {
  const of = readFeeId(fee.id);
  if (of === null) throw new Refusal('fees-must-be-due');
  const id = randomUUID();
  const row = { id, depositId: deposit.id, amountYen: BigInt(fee.feeYen), createdAt: now };
  if ('billId' in of) {
    await tx.feeAllocation.create({ data: { ...row, billId: of.billId } });
    await tx.feeBill.update({ where: { id: of.billId }, data: { paidOn: deposit.receivedOn } });
    return null;
  }
  const content = { amountYen: fee.feeYen, paidOn: toDay(deposit.receivedOn) };
  const sent = { client, idempotencyKey: `allocation/${id}`, userId: by.userId, by, name: 'recordFeePayment' as const };
  const command = await acceptCommand(tx, { ...sent, ...of, incidentId: null, content }, now);
  await tx.feeAllocation.create({ data: { ...row, ...of, commandId: command.id } });
  return command;
}

interface Decided {
  readonly state: 'waiting' | 'counted' | 'set-aside';
  readonly reason: string | null;
  readonly actor: Clerk;
  readonly feeIds: readonly string[];
}

/** The last thing that a transaction does: the row, and the act that tells of it. */
async function decide(tx: Transaction, deposit: LockedDeposit, { state, reason, actor, feeIds }: Decided, now: Date) {
  const decided = { state, reason, decidedById: actor.userId, decidedAt: now };
  await tx.bankDeposit.update({ where: { id: deposit.id }, data: decided });
  const before = { state: deposit.state };
  const after = { state, line: deposit.line, feeIds: [...feeIds] };
  const subject = `bank-file/${deposit.fileId}` as const;
  await recordAct(tx, { subject, kind: `deposit-${state}`, actor, before, after, reason }, now);
}

async function remember(tx: Transaction, deposit: LockedDeposit, fees: readonly NamedFeeDue[], by: string, now: Date) {
  const { payerKey, payer } = deposit;
  const contractorIds = [...new Set(fees.map(({ contractorId }) => contractorId))];
  await tx.payerName.createMany({
    data: contractorIds.map((contractorId) => ({ payerKey, contractorId, payer, addedById: by, addedAt: now })),
    skipDuplicates: true,
  });
}
