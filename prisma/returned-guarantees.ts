/** A guarantee that was returned, as its contractor corrects it: what was applied for, what was said, what is being typed. */
import { randomUUID } from 'node:crypto';
import type { Delivery, GuaranteeTerms } from '../domain/application.ts';
import type { TypedApplication } from '../domain/application-form.ts';
import type { ConstructionContract } from '../domain/construction-contract.ts';
import type { Form, Product } from '../domain/product.ts';
import type { Remark } from '../domain/remarks.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import { contractOf, deliveryOf, termsOf } from './contents.ts';
import type { Database } from './database.ts';
import { siblingIsApproved } from './shared-facts.ts';
import { visibleTo } from './visibility.ts';

export interface ReturnedGuarantee {
  readonly id: string;
  readonly applicationId: string;
  readonly contractorId: string;
  readonly revision: number;
  readonly stage: Stage;
  /** What the reviewer said when it was returned last; null where it never was. */
  readonly remark: string | null;
  /** And what beside which field, then. */
  readonly remarks: readonly Remark[];
  readonly contract: ConstructionContract;
  readonly terms: GuaranteeTerms;
  readonly delivery: Delivery;
  /** Whether another guarantee of the contract is approved: then the shared facts stay. */
  readonly factsAreLocked: boolean;
  /** The correction as far as it is typed since then; null where nobody began. */
  readonly correction: { readonly typed: TypedApplication; readonly savedAt: Date } | null;
}

/** The words of a return, which may be erased by law. */
interface Said {
  readonly said?: { readonly reason?: string; readonly remarks?: readonly Remark[] };
}

/** The guarantee and its correction, or null where it does not exist for this reader. */
export async function returnedGuarantee(db: Database, reader: Reader, id: string): Promise<ReturnedGuarantee | null> {
  const row = await db.guarantee.findFirst({
    where: { id, ...visibleTo(reader) },
    include: {
      constructionContract: true,
      application: true,
      revisions: { orderBy: { number: 'desc' }, take: 1 },
      events: { where: { kind: 'return' }, orderBy: { sequence: 'desc' }, take: 1, include: { body: true } },
    },
  });
  const [newest] = row?.revisions ?? [];
  if (row === null || newest === undefined) return null;
  const said = row.events[0]?.body?.content as Said | null | undefined;
  const draft = await db.applicationDraft.findUnique({ where: { guaranteeId: id } });
  // What was typed before it was returned this time is an older correction's.
  const isOfThisReturn = draft !== null && draft.savedAt >= newest.stageSince;
  return {
    id,
    applicationId: row.applicationId,
    contractorId: row.contractorId,
    revision: newest.number,
    stage: newest.stage as Stage,
    remark: said?.said?.reason ?? null,
    remarks: said?.said?.remarks ?? [],
    contract: contractOf(row.constructionContract),
    terms: termsOf(newest, row.product as Product, row.form as Form),
    delivery: deliveryOf(row.application),
    factsAreLocked: await siblingIsApproved(db, { guaranteeId: id, guarantee: row }),
    correction: isOfThisReturn ? { typed: draft.typed as TypedApplication, savedAt: draft.savedAt } : null,
  };
}

/** What was typed is kept, for whoever of the company goes on with it. */
export async function saveCorrection(
  db: Database,
  { id: guaranteeId, contractorId }: Pick<ReturnedGuarantee, 'id' | 'contractorId'>,
  userId: string,
  typed: TypedApplication,
  now: Date,
): Promise<void> {
  const kept = { typed: { ...typed }, savedAt: now };
  await db.applicationDraft.upsert({
    where: { guaranteeId },
    create: { id: randomUUID(), guaranteeId, contractorId, userId, ...kept },
    update: kept,
  });
}

/** The correction was sent, or is of no use any more. */
export async function endCorrection(db: Database, guaranteeId: string): Promise<void> {
  await db.applicationDraft.deleteMany({ where: { guaranteeId } });
}
