/** 振込入金通知 in the format of the Japanese banks' association (全銀, kind 01): fixed records of 200 characters, dates in eras. */
import type { BankDeposit, BankFileReading, BankFileRefusal } from './bank-deposits.ts';
import { maxDeposits } from './bank-deposits.ts';
import { type Day, parseDay } from './dates.ts';
import { normaliseWidth } from './text.ts';
import { readYen } from './yen.ts';

const recordLength = 200;
/** What old programs write after the last record. */
const endOfFile = '\u001a';

/** Whether the text begins like a file of this format: a header record of any kind. */
export function looksLikeZengin(text: string): boolean {
  return /^1\d\d[01]\d{6}/.test(text);
}

/**
 * The account and its deposits. All records are read, so that all that is wrong is told at once.
 *
 * Refuses: `bank-file-must-be-of-transfers` (another kind than 01), `bank-record-must-be-whole` (length, order or a
 * field that is no number or day), `bank-file-must-add-up` (the trailer's count or sum is another), `bank-file-must-be-small-enough`.
 * Source: 全銀協 振込入金通知, レコード・フォーマット.
 */
export function readZenginFile(text: string): BankFileReading {
  const records = recordsOf(text);
  if (records === null) return refused('bank-record-must-be-whole', null);
  const [header = ''] = records;
  if (header.slice(0, 3) !== '101') return refused('bank-file-must-be-of-transfers', 1);
  const refusals: BankFileRefusal[] = [];
  const deposits: BankDeposit[] = [];
  let trailer: string | null = null;
  for (const [index, record] of records.entries()) {
    const line = index + 1;
    const kind = record.charAt(0);
    if (kind === '2' && trailer === null) {
      const deposit = depositOf(record, line);
      if (deposit === null) refusals.push({ line, name: 'bank-record-must-be-whole' });
      else deposits.push(deposit);
    } else if (kind === '8' && trailer === null) trailer = record;
    else if (!(kind === '1' && index === 0) && !(kind === '9' && trailer !== null)) {
      refusals.push({ line, name: 'bank-record-must-be-whole' });
    }
  }
  if (refusals.length > 0) return { refusals };
  if (deposits.length > maxDeposits) return refused('bank-file-must-be-small-enough', null);
  if (trailer === null || !addsUp(trailer, deposits)) return refused('bank-file-must-add-up', records.length);
  return { account: accountOf(header), deposits };
}

function refused(name: BankFileRefusal['name'], line: number | null): BankFileReading {
  return { refusals: [{ line, name }] };
}

/** The records, with or without line breaks between them; null where the length does not come out. */
function recordsOf(text: string): string[] | null {
  const plain = (text.endsWith(endOfFile) ? text.slice(0, -1) : text).replace(/[\r\n]+$/, '');
  if (/[\r\n]/.test(plain)) {
    const lines = plain.split(/\r\n|\r|\n/);
    return lines.every((line) => line.length === recordLength) ? lines : null;
  }
  if (plain.length === 0 || plain.length % recordLength !== 0) return null;
  return Array.from({ length: plain.length / recordLength }, (_, index) =>
    plain.slice(index * recordLength, (index + 1) * recordLength),
  );
}

/** Bank, branch, kind and number of the account, as the header has them. */
function accountOf(header: string): string {
  return [header.slice(22, 26), header.slice(41, 44), header.slice(59, 60), header.slice(60, 67)].join('-');
}

function depositOf(record: string, line: number): BankDeposit | null {
  const receivedOn = eraDay(record.slice(7, 13));
  const amountYen = readYen(record.slice(19, 29));
  if (receivedOn === null || amountYen === null || amountYen === 0) return null;
  return {
    line,
    receivedOn,
    amountYen,
    payer: normaliseWidth(record.slice(49, 97)),
    reference: record.slice(1, 7).trim(),
    note: normaliseWidth(record.slice(128, 148)),
    isCancellation: record.charAt(127) === '1',
  };
}

/** YYMMDD with the year of 令和: files of earlier eras are older than any guarantee here. */
function eraDay(text: string): Day | null {
  if (!/^\d{6}$/.test(text)) return null;
  const year = 2018 + Number(text.slice(0, 2));
  return parseDay(`${year}-${text.slice(2, 4)}-${text.slice(4, 6)}`);
}

function addsUp(trailer: string, deposits: readonly BankDeposit[]): boolean {
  const sums = (some: readonly BankDeposit[]) => some.reduce((sum, { amountYen }) => sum + amountYen, 0);
  const kept = deposits.filter(({ isCancellation }) => !isCancellation);
  const cancelled = deposits.filter(({ isCancellation }) => isCancellation);
  return (
    Number(trailer.slice(1, 7)) === kept.length &&
    Number(trailer.slice(7, 19)) === sums(kept) &&
    Number(trailer.slice(19, 25)) === cancelled.length &&
    Number(trailer.slice(25, 37)) === sums(cancelled)
  );
}
