/** Fees, a bank's file and its deposits, for the walks over rights and barriers. */
import { dayInJapan } from '../../../../domain/dates.ts';
import { yen } from '../../../../domain/yen.ts';
import { keepBankFile } from '../../../../prisma/bank-files.ts';
import { sampleStaff } from '../../../../prisma/sample-staff.ts';
import { feeDue } from './fees.ts';
import type { OpenOperations } from './operations.ts';

/** A fee that is due, and a bank's file with a deposit for it and one that nobody knows. */
export async function fillFees(operations: OpenOperations): Promise<void> {
  const { receiptNumber } = await feeDue(operations);
  const deposit = { receivedOn: dayInJapan(new Date()), reference: '', isCancellation: false };
  const deposits = [
    { ...deposit, line: 2, amountYen: yen(39_400), payer: 'カ)ナマエ', note: receiptNumber },
    { ...deposit, line: 3, amountYen: yen(100), payer: 'ダレカ', note: '' },
  ];
  const actor = { userId: sampleStaff.operator.id, roles: ['operator'], address: null };
  const file = {
    fileName: '入金.csv',
    bytes: Buffer.from('1'),
    format: 'sheet' as const,
    account: 'csv',
    deposits,
    actor,
  };
  await keepBankFile(operations.db, file, new Date());
}
