/** Deposits that wait, each with the fees that it is proposed for. */
import { type Proposal, proposeFees } from '../domain/deposit-matching.ts';
import { payerKey } from '../domain/payer-name.ts';
import { yen } from '../domain/yen.ts';
import type { Database } from './database.ts';
import { contractorsByPayer, type NamedFeeDue } from './fees-due.ts';

interface Deposit {
  readonly id: string;
  readonly amountYen: bigint;
  readonly payerKey: string;
  readonly note: string;
  readonly isCancellation: boolean;
}

/**
 * A proposal for each deposit. A fee is proposed once: where two deposits would pay the same, the later one is left to a
 * person. Contractors are found by names learned before, by their own name and by who is billed.
 */
export async function proposals(
  db: Database,
  deposits: readonly Deposit[],
  due: readonly NamedFeeDue[],
): Promise<ReadonlyMap<string, Proposal>> {
  const learned = await contractorsByPayer(
    db,
    deposits.map((deposit) => deposit.payerKey),
  );
  const named = new Map<string, Set<string>>();
  for (const { contractorId, contractorName, payer } of due) {
    for (const key of [payerKey(contractorName), payerKey(payer)]) {
      if (key !== '') named.set(key, (named.get(key) ?? new Set()).add(contractorId));
    }
  }
  const taken = new Set<string>();
  const proposed = new Map<string, Proposal>();
  for (const deposit of deposits) {
    const contractorIds = [
      ...new Set([...(learned.get(deposit.payerKey) ?? []), ...(named.get(deposit.payerKey) ?? [])]),
    ];
    const facts = { ...deposit, amountYen: yen(deposit.amountYen), contractorIds };
    const proposal = proposeFees(facts, due);
    const isFree = proposal.kind === 'exact' && proposal.ids.every((id) => !taken.has(id));
    proposed.set(deposit.id, proposal.kind !== 'exact' || isFree ? proposal : { kind: 'several-ways', ids: [] });
    if (proposal.kind === 'exact') for (const id of proposal.ids) taken.add(id);
  }
  return proposed;
}
