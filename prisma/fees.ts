/** The guarantee fee of a revision, by the table in force on the application's day. */
import { dayInJapan } from '../domain/dates.ts';
import { feeBasis, guaranteeFee } from '../domain/fee.ts';
import type { Form, Product } from '../domain/product.ts';
import { contractOf, termsOf } from './contents.ts';
import type { Transaction } from './database.ts';
import { feeTableOn } from './registers.ts';
import type { WholeRevision } from './revisions.ts';

/** The columns of the fee and of the table that gave it. Refuses: `register-must-be-in-force`. */
export async function revisionFee(
  tx: Transaction,
  revision: WholeRevision,
): Promise<{ feeYen: bigint; feeTableVersion: string }> {
  const { guarantee } = revision;
  const table = await feeTableOn(tx, dayInJapan(guarantee.application.appliedAt));
  const terms = termsOf(revision, guarantee.product as Product, guarantee.form as Form);
  const basis = feeBasis(terms, contractOf(guarantee.constructionContract));
  return { feeYen: BigInt(guaranteeFee(basis, table)), feeTableVersion: table.version };
}
