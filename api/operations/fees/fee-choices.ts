/** The fees that a deposit may be counted for, to choose from by hand: the chosen first, then the payer's, then all others. */
import type { Day } from '../../../domain/dates.ts';
import { payerKey } from '../../../domain/payer-name.ts';
import type { Reader } from '../../../domain/scopes.ts';
import { normaliseWidth } from '../../../domain/text.ts';
import type { findDeposit } from '../../../prisma/bank-files.ts';
import type { Database } from '../../../prisma/database.ts';
import { contractorsByPayer, feesDue, type NamedFeeDue } from '../../../prisma/fees-due.ts';
import { feeShown } from './deposit-shown.ts';
import { dueChip, listDay } from './fee-words.ts';

const mostShown = 50;

interface Choosing {
  readonly deposit: Pick<Awaited<ReturnType<typeof findDeposit>>, 'payerKey' | 'amountYen'>;
  /** Of the branches that the person may record for. */
  readonly reader: Reader;
  readonly words: string;
  readonly chosen: readonly string[];
  readonly today: Day;
}

export async function feeChoices(db: Database, { deposit, reader, words, chosen, today }: Choosing) {
  const due = await feesDue(db, reader);
  const learned = (await contractorsByPayer(db, [deposit.payerKey])).get(deposit.payerKey) ?? [];
  const isChosen = ({ id }: NamedFeeDue) => chosen.includes(id);
  const isTheirs = ({ contractorId, contractorName, payer }: NamedFeeDue) =>
    learned.includes(contractorId) || [payerKey(contractorName), payerKey(payer)].includes(deposit.payerKey);
  const rank = (fee: NamedFeeDue) => (isChosen(fee) ? 0 : isTheirs(fee) ? 1 : 2);
  const found = due.filter((fee) => isChosen(fee) || holds(fee, words)).sort((one, other) => rank(one) - rank(other));
  const sumYen = due.filter(isChosen).reduce((sum, { feeYen }) => sum + feeYen, 0);
  return {
    rows: found.slice(0, mostShown).map((fee) => ({
      ...feeShown(fee),
      id: fee.id,
      payer: fee.payer,
      feeYen: fee.feeYen,
      dueText: listDay(fee.dueOn),
      chip: dueChip({ dueOn: fee.dueOn, depositId: null }, today),
      isChosen: isChosen(fee),
    })),
    count: found.length.toLocaleString('ja-JP'),
    isCut: found.length > mostShown,
    chosenCount: due.filter(isChosen).length,
    sumYen,
    restYen: Number(deposit.amountYen) - sumYen,
  };
}

/** Whether each of the words stands in the fee, whatever its width or case. */
function holds(fee: NamedFeeDue, words: string): boolean {
  const texts = [fee.contractorName, fee.payer, fee.projectName ?? '', fee.receiptNumber ?? '', String(fee.feeYen)];
  const text = normaliseWidth(texts.join(' ')).toLowerCase();
  return normaliseWidth(words)
    .toLowerCase()
    .split(' ')
    .every((word) => text.includes(word.replace(/^([\d,]+)円?$/, (number) => number.replace(/[,円]/g, ''))));
}
