/** A deposit as pages show it: where it stands, the fees that it is proposed or counted for, and what came of them. */
import { refusalSentences } from '../../../domain/refusals.ts';
import type { DepositState } from '../../../prisma/bank-files.ts';
import type { CountedFee } from '../../../prisma/counted-fees.ts';
import type { NamedFeeDue } from '../../../prisma/fees-due.ts';
import { caseAddress } from '../case-address.ts';
import { type Deposit, type DepositPreview, proposalSentences } from './deposit-preview.ts';
import { feeKindName, listDay } from './fee-words.ts';

type Described = Pick<CountedFee, 'product' | 'projectName' | 'receiptNumber' | 'monthOn' | 'contractorName'>;

/** The words that a fee is told by. */
export function feeShown(fee: Described) {
  return {
    kind: feeKindName(fee),
    contractorName: fee.contractorName,
    projectName: fee.projectName,
    receiptNumber: fee.receiptNumber,
    month: listDay(fee.monthOn)?.slice(0, 7) ?? null,
  };
}

export function depositShown(deposit: Deposit, preview: DepositPreview | undefined, counted: readonly CountedFee[]) {
  const mayCount = preview?.kind === 'exact' && preview.mayCount;
  return {
    ...deposit,
    href: `/fees/deposits/${deposit.id}`,
    receivedText: listDay(deposit.receivedOn),
    chip: stateChip(deposit, counted),
    isChosen: mayCount,
    mayCount,
    feeIds: (preview?.fees ?? []).map(({ id }) => id).join(' '),
    why: preview?.why ?? null,
    sentence: preview === undefined || preview.kind === 'exact' ? null : proposalSentences[preview.kind],
    mayRemember: mayCount && preview?.isKnownPayer === false,
    fees: (preview?.fees ?? []).map((fee: NamedFeeDue) => ({ ...feeShown(fee), feeYen: fee.feeYen })),
    counted: counted.map(countedShown),
    mayOpenAgain: mayOpenAgain(deposit, counted),
  };
}

export function countedShown(fee: CountedFee) {
  return {
    ...feeShown(fee),
    feeYen: fee.feeYen,
    isSeen: fee.isSeen,
    href: hrefOfFee(fee),
    chip: outcomeChips[fee.state],
    sentence: fee.refusal === null ? null : refusalSentences[fee.refusal],
  };
}

export const depositStateTitles: Readonly<Record<DepositState, string>> = {
  waiting: '未処理',
  counted: '充当済み',
  'set-aside': '対象外',
};

/** Of a file of deposits; `depositCells` has the same columns. */
export const depositHeadings = [
  '行',
  '入金日',
  '振込依頼人名',
  '金額',
  '照会番号',
  '備考',
  '取消',
  '状態',
  '理由',
  '充当した保証料',
];

/** What both lists of deposits know of one. */
type Listed = Omit<Deposit, 'identity' | 'payerKey' | 'decidedById' | 'decidedAt'>;

export function depositCells(deposit: Listed, state: string, counted: readonly CountedFee[]) {
  const { line, receivedOn, payer, amountYen, reference, note, isCancellation, reason } = deposit;
  const fees = counted.map(feeName).join(' ');
  return [line, receivedOn, payer, amountYen, reference, note, isCancellation ? '取消' : '', state, reason, fees];
}

/** What a cell of a file calls a fee: its receipt number, of a bill its month. */
function feeName({ receiptNumber, monthOn }: CountedFee): string {
  return receiptNumber ?? monthOn?.slice(0, 7) ?? 'ほかの支店';
}

/** Where the fee is read about: its case, or the month's bill; null where the reader does not see it. */
function hrefOfFee({ guaranteeId, billId }: CountedFee): string | null {
  if (guaranteeId !== null) return caseAddress(guaranteeId);
  return billId === null ? null : `/fees/bills/${billId}`;
}

const outcomeChips = {
  accepted: { mood: 'moving', word: '記録中' },
  applied: { mood: 'done', word: '記録済み' },
  refused: { mood: 'stuck', word: '記録できませんでした' },
} as const;

/** Set aside, or counted with every payment refused. */
export function mayOpenAgain({ state }: Pick<Deposit, 'state'>, counted: readonly CountedFee[]): boolean {
  return state === 'set-aside' || (state === 'counted' && counted.every((fee) => fee.state === 'refused'));
}

export function stateChip({ state }: Pick<Deposit, 'state'>, counted: readonly CountedFee[]) {
  if (state === 'waiting') return { mood: 'waiting-for-you', word: depositStateTitles.waiting };
  if (state === 'set-aside') return { mood: 'waiting', word: depositStateTitles['set-aside'] };
  if (counted.some((fee) => fee.state === 'refused')) return outcomeChips.refused;
  return counted.some((fee) => fee.state === 'accepted')
    ? outcomeChips.accepted
    : { mood: 'done', word: depositStateTitles.counted };
}
