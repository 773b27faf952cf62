/** A case as its application stands: who applied for what, with the names that ids stand for, for the staff's pages. */
import type { FieldWarning } from '../domain/application-warnings.ts';
import type { RevisionKind } from '../domain/guarantee.ts';
import type { Form, Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import { attachmentOf } from './attachments.ts';
import { contractOf, deliveryOf, termsOf } from './contents.ts';
import type { Database, Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { visibleTo } from './visibility.ts';

const whole = {
  constructionContract: { include: { authority: true, department: true } },
  application: {
    include: {
      contractor: true,
      branch: true,
      attachments: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
  },
  revisions: { orderBy: { number: 'desc' } },
} satisfies Prisma.GuaranteeInclude;

/** The case, or null where it does not exist for this reader. */
export async function caseApplication(db: Database | Transaction, reader: Reader, id: string) {
  const row = await db.guarantee.findFirst({ where: { id, ...visibleTo(reader) }, include: whole });
  const [newest] = row?.revisions ?? [];
  if (row === null || newest === undefined) return null;
  const { application, constructionContract } = row;
  const people = await namesOf(db, [application.appliedById, newest.firstApprovedById, newest.approvedById]);
  const nameOf = (userId: string | null) => people.find((person) => person.id === userId)?.name ?? null;
  return {
    id,
    guaranteeNumber: row.guaranteeNumber,
    product: row.product as Product,
    form: row.form as Form,
    applicationId: row.applicationId,
    constructionContractId: row.constructionContractId,
    receiptNumber: application.receiptNumber,
    appliedAt: application.appliedAt,
    appliedBy: nameOf(application.appliedById),
    warnings: application.warnings as unknown as FieldWarning[],
    contractor: { id: application.contractor.id, name: application.contractor.name },
    branch: { id: row.branchId, name: application.branch.name },
    authority: constructionContract.authority.name,
    department: constructionContract.department?.name ?? null,
    contract: contractOf(constructionContract),
    terms: termsOf(newest, row.product as Product, row.form as Form),
    /** The bank as it prints. */
    depository: newest.depository,
    delivery: deliveryOf(application),
    attachments: application.attachments.map(attachmentOf),
    revision: newest.number,
    kind: newest.kind as RevisionKind,
    stage: newest.stage as Stage,
    stageSince: newest.stageSince,
    firstApprovedById: newest.firstApprovedById,
    firstApprovedBy: nameOf(newest.firstApprovedById),
    approved: newest.approvedAt !== null,
    approvedBy: nameOf(newest.approvedById),
    approvedAt: newest.approvedAt,
    feeYen: newest.feeYen,
  };
}

export type CaseApplication = NonNullable<Awaited<ReturnType<typeof caseApplication>>>;

/** The people by these ids. */
export function namesOf(db: Database | Transaction, ids: readonly (string | null | undefined)[]) {
  const known = ids.flatMap((id) => id ?? []);
  return db.user.findMany({ where: { id: { in: [...new Set(known)] } }, select: { id: true, name: true } });
}
