/** Fees, a bank's file and its deposits, and a month's bill, for the walks over rights and barriers. */
import { addMonths, day, dayInJapan } from '../../../../domain/dates.ts';
import { yen } from '../../../../domain/yen.ts';
import { keepBankFile } from '../../../../prisma/bank-files.ts';
import { closeMonth } from '../../../../prisma/fee-bills.ts';
import { sampleStaff } from '../../../../prisma/sample-staff.ts';
import { feeDue, issuedInBatch } from './fees.ts';
import type { OpenOperations } from './operations.ts';

/** A file with a deposit for a fee that is due and one that nobody knows; a bill that is not paid. Returns that fee's guarantee. */
export async function fillFees(operations: OpenOperations): Promise<readonly string[]> {
  const { guaranteeId, receiptNumber } = await feeDue(operations);
  const today = dayInJapan(new Date());
  const deposit = { receivedOn: today, reference: '', isCancellation: false };
  const deposits = [
    { ...deposit, line: 2, amountYen: yen(39_400), payer: 'カ)ナマエ', note: receiptNumber },
    { ...deposit, line: 3, amountYen: yen(100), payer: 'ダレカ', note: '' },
  ];
  const actor = { userId: sampleStaff.operator.id, roles: ['operator'], address: null };
  const bytes = Buffer.from('1');
  const file = { fileName: '入金.csv', bytes, format: 'sheet' as const, account: 'csv', deposits, actor };
  await keepBankFile(operations.db, file, new Date());
  const month = addMonths(day(`${today.slice(0, 7)}-01`), -1);
  await issuedInBatch(operations, month);
  await closeMonth(operations.db, month, actor, new Date());
  return [guaranteeId];
}
