/** What the other guarantees of an application ask for: a change of the facts they share must suit them too. */
import type { GuaranteeTerms } from '../domain/application.ts';
import type { Form, Product } from '../domain/product.ts';
import { termsOf } from './contents.ts';
import type { Database } from './database.ts';

/** The terms of the siblings that wait for a reviewer. A returned one is measured when it comes back itself. */
export async function siblingTermsUnderReview(db: Database, guaranteeId: string): Promise<GuaranteeTerms[]> {
  const { constructionContractId } = await db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const rows = await db.revision.findMany({
    where: { stage: 'applied', guaranteeId: { not: guaranteeId }, guarantee: { constructionContractId } },
    include: { guarantee: { select: { product: true, form: true } } },
    orderBy: { guaranteeId: 'asc' },
  });
  return rows.map((row) => termsOf(row, row.guarantee.product as Product, row.guarantee.form as Form));
}
