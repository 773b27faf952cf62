/** The facts that the guarantees of one construction contract share: locked, compared, and changed for all of them at once. */
import type { ConstructionContract } from '../domain/construction-contract.ts';
import type { Stage } from '../domain/stages.ts';
import { type Command, wordsBy } from './commands.ts';
import { contractColumns } from './contents.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents, chainOf } from './events.ts';
import type { WholeRevision } from './revisions.ts';

/** Approval rests on the shared facts, a resubmission changes them: the two are in turn for a whole contract. */
export function readsSharedFacts(commandName: string): boolean {
  return commandName === 'approve' || commandName === 'resubmit';
}

/** Locks the construction contract, then all its guarantees in one order, until the transaction ends. */
export async function lockShared(tx: Transaction, guaranteeId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM construction_contract
    WHERE id = (SELECT construction_contract_id FROM guarantee WHERE id = ${guaranteeId}::uuid) FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM guarantee
    WHERE construction_contract_id = (SELECT construction_contract_id FROM guarantee WHERE id = ${guaranteeId}::uuid)
    ORDER BY id FOR UPDATE`;
}

/** Stages at which nobody has approved anything yet, or nothing came of it. */
const open: readonly Stage[] = ['applied', 'returned', 'declined', 'withdrawn'];

/** Whether another guarantee of the contract is approved, by one person at least, and still stands. Source: design, section 4. */
export async function siblingIsApproved(
  db: Database | Transaction,
  { guaranteeId, guarantee }: { guaranteeId: string; guarantee: { constructionContractId: string } },
): Promise<boolean> {
  const approved = await db.revision.count({
    where: {
      stage: { notIn: [...open] },
      guaranteeId: { not: guaranteeId },
      guarantee: { constructionContractId: guarantee.constructionContractId },
    },
  });
  return approved > 0;
}

/**
 * Whether the facts differ in what a sibling was approved on. A planned contract day may become the signed one at any
 * time: no certificate printed it as fact (R-F0e).
 */
export function changesSharedFacts(before: ConstructionContract, after: ConstructionContract): boolean {
  const free: readonly string[] = freeFacts(before);
  return (Object.keys(before) as (keyof ConstructionContract)[]).some(
    (field) => !free.includes(field) && before[field] !== after[field],
  );
}

/** The facts that may change although a sibling was approved on them. */
export function freeFacts({
  contractDateIs,
}: Pick<ConstructionContract, 'contractDateIs'>): readonly (keyof ConstructionContract)[] {
  return contractDateIs === 'planned' ? ['contractOn', 'contractDateIs'] : [];
}

/** Writes the corrected facts, for every guarantee of the contract, and says so in the chain of each sibling. */
export async function writeSharedFacts(
  tx: Transaction,
  { guaranteeId, guarantee }: WholeRevision,
  contract: ConstructionContract,
  command: Command,
  now: Date,
): Promise<void> {
  const { constructionContractId } = guarantee;
  await tx.constructionContract.update({ where: { id: constructionContractId }, data: contractColumns(contract) });
  const { authorityId } = contract;
  await tx.guarantee.updateMany({ where: { constructionContractId }, data: { authorityId } });
  const siblings = await tx.guarantee.findMany({
    where: { constructionContractId, id: { not: guaranteeId } },
    select: { id: true, revisions: { select: { number: true }, orderBy: { number: 'desc' }, take: 1 } },
    orderBy: { id: 'asc' },
  });
  for (const { id, revisions } of siblings) {
    const event = {
      revision: revisions[0]?.number ?? 1,
      kind: 'shared-facts-changed',
      actorId: command.userId,
      content: { commandId: command.id, ...wordsBy(command) },
    };
    await appendEvents(tx, await chainOf(tx, id), [event], now);
  }
}
