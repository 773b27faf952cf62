/** An application as readers see it: what was sent, and what became of each guarantee. */
import type { FieldWarning } from '../domain/application-warnings.ts';
import type { Form, Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import { attachmentOf } from './attachments.ts';
import { contractOf, deliveryOf, termsOf } from './contents.ts';
import type { Database } from './database.ts';
import { visibleTo } from './visibility.ts';

/** The application, or null where it does not exist for this reader. */
export async function applicationView(db: Database, reader: Reader, id: string) {
  const row = await db.application.findFirst({
    where: { id, ...visibleTo(reader) },
    include: {
      contractor: true,
      constructionContract: true,
      attachments: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
      guarantees: { include: { revisions: { orderBy: { number: 'desc' }, take: 1 } }, orderBy: { position: 'asc' } },
    },
  });
  if (row === null) return null;
  return {
    id: row.id,
    receiptNumber: row.receiptNumber,
    appliedAt: row.appliedAt,
    contractor: { id: row.contractor.id, name: row.contractor.name },
    contract: contractOf(row.constructionContract),
    delivery: deliveryOf(row),
    warnings: row.warnings as unknown as FieldWarning[],
    attachments: row.attachments.map(attachmentOf),
    guarantees: row.guarantees.flatMap((guarantee) =>
      guarantee.revisions.map((newest) => ({
        id: guarantee.id,
        guaranteeNumber: guarantee.guaranteeNumber,
        stage: newest.stage as Stage,
        terms: termsOf(newest, guarantee.product as Product, guarantee.form as Form),
      })),
    ),
  };
}
