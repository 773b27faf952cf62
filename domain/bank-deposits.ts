/** Money that arrived at the surety's bank account, as a bank's file tells it. */
import type { Day } from './dates.ts';
import type { RefusalName } from './refusals.ts';
import type { Yen } from './yen.ts';

/** One deposit of a file. Words are as the bank wrote them, half-width kana made full-width. */
export interface BankDeposit {
  /** The row or record of the file, from 1. */
  readonly line: number;
  readonly receivedOn: Day;
  readonly amountYen: Yen;
  /** 振込依頼人名: who paid, in kana. */
  readonly payer: string;
  /** 照会番号: the bank's own number of it; empty where the file has none. */
  readonly reference: string;
  /** EDI情報 or 備考: what the payer wrote beside. */
  readonly note: string;
  /** 取消: the bank takes an earlier deposit back. It never counts as money. */
  readonly isCancellation: boolean;
}

/** What is wrong with a file, and where. No line: the whole file. */
export interface BankFileRefusal {
  readonly line: number | null;
  readonly name: RefusalName;
}

export type BankFileReading =
  | { readonly account: string; readonly deposits: readonly BankDeposit[] }
  | { readonly refusals: readonly BankFileRefusal[] };

/** Most deposits of one file: a branch's day has some hundreds. */
export const maxDeposits = 5000;

/**
 * What makes two deposits the same money: files overlap, and the same file comes twice. Without the bank's own number,
 * equal deposits of one day are told apart by their order among their equals.
 */
export function depositIdentities(account: string, deposits: readonly BankDeposit[]): readonly string[] {
  const seen = new Map<string, number>();
  return deposits.map(({ receivedOn, amountYen, payer, reference, isCancellation }) => {
    const facts = JSON.stringify([account, receivedOn, amountYen, payer, reference, isCancellation]);
    const nth = (seen.get(facts) ?? 0) + 1;
    seen.set(facts, nth);
    return reference === '' ? `${facts}#${nth}` : facts;
  });
}
