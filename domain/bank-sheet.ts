/** Deposits as a CSV file tells them: a bank's own export, or our template. */
import { type BankDeposit, type BankFileReading, type BankFileRefusal, maxDeposits } from './bank-deposits.ts';
import { readDay } from './dates.ts';
import { normaliseWidth, textProblem } from './text.ts';
import { readYen } from './yen.ts';

/** Our template's headings, each with the names that banks give the same column. */
const columns = {
  receivedOn: ['入金日', '取引日', '日付', '勘定日', '年月日'],
  amountYen: ['金額', '入金額', '入金金額', '入金金額(円)', 'お預り金額', 'お預かり金額', '預入金額'],
  payer: ['振込依頼人名', '依頼人名', '摘要', 'お取引内容', '摘要内容'],
  reference: ['照会番号', '番号', '明細番号'],
  note: ['備考', 'EDI情報', 'メモ'],
} as const;
type Column = keyof typeof columns;

export const bankSheetHeadings = Object.values(columns).map(([heading]) => heading);

/**
 * The deposits of a sheet whose first row has the headings. Rows without an amount (withdrawals, balances) and empty rows
 * are left out.
 *
 * Refuses: `bank-sheet-headings-must-be-known`, `bank-file-must-hold-deposits`, `bank-file-must-be-small-enough`, and by
 * row `bank-row-must-hold-day-amount-and-payer`.
 */
export function readBankSheet(cells: readonly (readonly string[])[], account: string): BankFileReading {
  const [headings = [], ...rows] = cells;
  const at = placesOf(headings);
  if (at === null) return { refusals: [{ line: 1, name: 'bank-sheet-headings-must-be-known' }] };
  const refusals: BankFileRefusal[] = [];
  const deposits: BankDeposit[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const cell = (column: Column) => normaliseWidth(row[at[column] ?? -1] ?? '');
    if (cell('amountYen') === '') continue;
    const deposit = depositOf(cell, line);
    if (deposit === null) refusals.push({ line, name: 'bank-row-must-hold-day-amount-and-payer' });
    else if (deposit.amountYen > 0) deposits.push(deposit);
  }
  if (refusals.length > 0) return { refusals };
  if (deposits.length === 0) return { refusals: [{ line: null, name: 'bank-file-must-hold-deposits' }] };
  if (deposits.length > maxDeposits) return { refusals: [{ line: null, name: 'bank-file-must-be-small-enough' }] };
  return { account, deposits };
}

/** Where each column stands; null where one that is needed is missing or stands twice. */
function placesOf(headings: readonly string[]): Partial<Record<Column, number>> | null {
  const said = headings.map((heading) => normaliseWidth(heading).replace(/\s/g, ''));
  const places: Partial<Record<Column, number>> = {};
  for (const [column, names] of Object.entries(columns) as [Column, readonly string[]][]) {
    const found = said.flatMap((heading, index) => (names.includes(heading) ? [index] : []));
    if (found.length > 1) return null;
    if (found[0] !== undefined) places[column] = found[0];
  }
  const { receivedOn, amountYen, payer } = places;
  return receivedOn === undefined || amountYen === undefined || payer === undefined ? null : places;
}

function depositOf(cell: (column: Column) => string, line: number): BankDeposit | null {
  const receivedOn = readDay(cell('receivedOn'));
  const amountYen = readYen(cell('amountYen'));
  const payer = cell('payer');
  const texts = [payer, cell('reference'), cell('note')];
  if (receivedOn === null || amountYen === null || payer === '') return null;
  if (texts.some((text) => text !== '' && textProblem(text, { maxLength: 200, lines: false }) !== null)) return null;
  return {
    line,
    receivedOn,
    amountYen,
    payer,
    reference: cell('reference'),
    note: cell('note'),
    isCancellation: false,
  };
}
