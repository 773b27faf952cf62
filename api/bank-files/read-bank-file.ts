/** A bank's file as bytes: 全銀 transfer notices and CSV sheets, told apart by what they hold, never by their names. */
import type { BankDeposit, BankFileRefusal } from '../../domain/bank-deposits.ts';
import { readBankSheet } from '../../domain/bank-sheet.ts';
import { looksLikeZengin, readZenginFile } from '../../domain/zengin-file.ts';
import { readBulkFile } from '../bulk/read-file.ts';

export type BankFileRead =
  | {
      readonly format: 'transfer-notice' | 'sheet';
      readonly account: string;
      readonly deposits: readonly BankDeposit[];
    }
  | { readonly refusals: readonly BankFileRefusal[] };

/** A sheet does not say of which account it is: equal money of two sheets is the same money. */
const accountOfSheets = 'csv';

/**
 * The file's deposits, or all that is wrong with it, by line.
 *
 * Refuses: `bank-file-must-be-given`, `bank-file-must-be-readable`, `bank-file-must-be-small-enough`, and what
 * `readZenginFile` and `readBankSheet` refuse.
 */
export function readBankFile(bytes: Uint8Array): BankFileRead {
  if (bytes.length === 0) return { refusals: [{ line: null, name: 'bank-file-must-be-given' }] };
  const text = new TextDecoder('shift_jis').decode(bytes);
  if (looksLikeZengin(text)) return named('transfer-notice', readZenginFile(text));
  const sheet = readBulkFile(bytes);
  if ('rows' in sheet) return named('sheet', readBankSheet(sheet.rows, accountOfSheets));
  const name =
    sheet.refusal.name === 'bulk-file-must-be-small-enough'
      ? 'bank-file-must-be-small-enough'
      : 'bank-file-must-be-readable';
  return { refusals: [{ line: sheet.refusal.line, name }] };
}

function named(format: 'transfer-notice' | 'sheet', read: ReturnType<typeof readZenginFile>): BankFileRead {
  return 'refusals' in read ? read : { format, ...read };
}
