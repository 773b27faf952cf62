/** What a resubmission corrects in the application itself: where it goes and whom to tell, and its warnings. */
import type { Delivery } from '../domain/application.ts';
import { applicationWarnings } from '../domain/application-warnings.ts';
import type { Form, Product } from '../domain/product.ts';
import { warningFacts } from './application-facts.ts';
import { contractOf, deliveryOf, termsOf } from './contents.ts';
import type { Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** The corrected delivery, for the application and every guarantee of it. */
export async function writeDelivery(tx: Transaction, applicationId: string, delivery: Delivery): Promise<void> {
  const { branchId } = delivery;
  await tx.application.update({ where: { id: applicationId }, data: delivery });
  await tx.guarantee.updateMany({ where: { applicationId, branchId: { not: branchId } }, data: { branchId } });
}

/** The application's warnings are those of what it says now. Source: R-A4. */
export async function warnAnew(tx: Transaction, applicationId: string): Promise<void> {
  const row = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    include: {
      constructionContract: true,
      guarantees: { include: { revisions: { orderBy: { number: 'desc' }, take: 1 } }, orderBy: { position: 'asc' } },
    },
  });
  const application = {
    contract: contractOf(row.constructionContract),
    guarantees: row.guarantees.flatMap(({ revisions, product, form }) =>
      revisions.map((newest) => termsOf(newest, product as Product, form as Form)),
    ),
    delivery: deliveryOf(row),
  };
  const warnings = applicationWarnings(application, await warningFacts(tx, application));
  await tx.application.update({
    where: { id: applicationId },
    data: { warnings: warnings as unknown as Prisma.InputJsonArray },
  });
}
