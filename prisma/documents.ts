/** Printed files of a revision: what there is to print, the choice of each file, and the receipt of all. */
import type { FeePayment } from '../domain/application.ts';
import type { CertificateData } from '../domain/certificate.ts';
import { dayInJapan } from '../domain/dates.ts';
import { type DocumentKind, documentKinds } from '../domain/documents.ts';
import { feeBasis, feeLines } from '../domain/fee.ts';
import { feeTableSchema } from '../domain/fee-table.ts';
import type { Form, Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Stage } from '../domain/stages.ts';
import { yen } from '../domain/yen.ts';
import { contractOf, termsOf } from './contents.ts';
import type { Database } from './database.ts';
import { appendEvents } from './events.ts';
import type { Document } from './generated/client.ts';
import { closeIncidents } from './incidents.ts';
import { lockRevision, moveOn, type RevisionKey, stageOf } from './revisions.ts';

export type { Document } from './generated/client.ts';

/** Everything that the documents of a revision say, and which of them are already chosen. */
export async function printingJob(db: Database, key: RevisionKey) {
  const id = { guaranteeId: key.guaranteeId, revision: key.revision };
  const revision = await db.revision.findUnique({
    where: { guaranteeId_number: { guaranteeId: key.guaranteeId, number: key.revision } },
    include: {
      guarantee: { include: { constructionContract: true, application: true, authenticationKey: true } },
      certificate: true,
      documents: true,
    },
  });
  if (revision === null) throw new Refusal('guarantee-must-exist');
  if (revision.epoch !== key.epoch) throw new Refusal('epoch-must-be-current');
  const { guarantee, certificate } = revision;
  if (certificate === null) throw new Refusal('stage-must-allow-printing');
  const product = guarantee.product as Product;
  const [feeTable, setting] = await Promise.all([
    db.feeTable.findUniqueOrThrow({ where: { version: revision.feeTableVersion as string } }),
    db.productSetting.findUniqueOrThrow({ where: { product } }),
  ]);
  const basis = feeBasis(
    termsOf(revision, product, guarantee.form as Form),
    contractOf(guarantee.constructionContract),
  );
  return {
    id,
    stage: stageOf(revision),
    form: guarantee.form as Form,
    canonicalJson: certificate.canonicalJson,
    certificate: JSON.parse(certificate.canonicalJson) as CertificateData,
    sealedKey: guarantee.authenticationKey?.sealed ?? null,
    keyNoticeTitle: setting.keyNoticeTitle,
    fee: {
      payer: revision.feeBilledTo,
      feePayment: revision.feePayment as FeePayment,
      feeYen: yen(revision.feeYen ?? 0n),
      feeLines: feeLines(basis, feeTableSchema.parse(feeTable.content)),
      tableVersion: feeTable.version,
      calculatedOn: dayInJapan(revision.approvedAt as Date),
      dueOn: null,
    },
    wanted: documentKinds(guarantee.form as Form),
    chosen: revision.documents,
  };
}

export type PrintingJob = Awaited<ReturnType<typeof printingJob>>;

/** A file on disk, printed for a revision. */
export type Printed = { readonly kind: DocumentKind } & Omit<
  Document,
  'kind' | 'guaranteeId' | 'revision' | 'createdAt'
>;

/**
 * Each file is chosen for its kind (or the first ever written stays: Chromium's bytes are not stable), and the revision
 * moves on: an electronic one to `posting`, a paper one to `dispatching`.
 */
export async function recordPrinted(
  db: Database,
  key: RevisionKey,
  { runId, printed, now }: { runId: string; printed: readonly Printed[]; now: Date },
): Promise<Stage> {
  return db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, key);
    const id = { guaranteeId: key.guaranteeId, revision: key.revision };
    await tx.document.createMany({
      data: printed.map((file) => ({ ...id, ...file, createdAt: now })),
      skipDuplicates: true,
    });
    if (stageOf(revision) !== 'issuing') {
      await closeIncidents(tx, revision, runId, 'print', now); // one raised for a success whose answer was lost
      return stageOf(revision);
    }
    const kinds = await tx.document.findMany({
      where: id,
      select: { kind: true, sha256: true },
      orderBy: { kind: 'asc' },
    });
    await moveOn(tx, revision, [revision.guarantee.form === 'electronic' ? 'posting' : 'dispatching'], now);
    await closeIncidents(tx, revision, runId, 'print', now);
    const event = { revision: revision.number, kind: 'printed', actorId: null, content: { files: kinds } };
    await appendEvents(tx, revision, [event], now);
    return stageOf(revision);
  });
}
