/** Guarantees as readers see them: from tables alone, each reader what is theirs to see. */

import type { BaseKind, FeePayment } from '../domain/application.ts';
import type { ResponseKind } from '../domain/authority-response.ts';
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { RevisionKind } from '../domain/guarantee.ts';
import type { Form, Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import { isEnd, type Stage } from '../domain/stages.ts';
import type { Database } from './database.ts';
import { toDay } from './days.ts';
import { timelineFor } from './event-views.ts';
import type { Prisma, Revision } from './generated/client.ts';
import { incidentOf } from './incident-views.ts';
import { isOwn, visibleTo } from './visibility.ts';

const whole = {
  constructionContract: { include: { authority: true, department: true } },
  application: { include: { branch: true, contractor: true } },
  revisions: { include: { certificate: { select: { digest: true } }, documents: true }, orderBy: { number: 'desc' } },
  authenticationKey: true,
  submissions: { orderBy: { submittedAt: 'asc' } },
  responses: { orderBy: { respondedAt: 'asc' } },
} satisfies Prisma.GuaranteeInclude;

type WholeGuarantee = Prisma.GuaranteeGetPayload<{ include: typeof whole }>;

/** The guarantee as this reader sees it, or null where it does not exist for them. */
export async function guaranteeView(db: Database, reader: Reader, id: string) {
  const row = await db.guarantee.findFirst({ where: { id, ...visibleTo(reader) }, include: whole });
  if (row === null) return null;
  const [newest] = row.revisions;
  if (newest === undefined) throw new Error('a guarantee has a revision from its first moment');
  const arrived = row.revisions.some(({ arrivedAt }) => arrivedAt !== null);
  const incidents = reader.staff ? await db.incident.findMany({ where: { guaranteeId: id, closedAt: null } }) : [];
  return {
    ...summaryOf(row, newest),
    constructionContractId: row.constructionContractId,
    contract: {
      amountYen: Number(row.constructionContract.amountYen),
      beneficiaryTitle: row.constructionContract.beneficiaryTitle,
      department: row.constructionContract.department?.name ?? null,
      worksFromOn: toDay(row.constructionContract.worksFromOn),
      worksToOn: toDay(row.constructionContract.worksToOn),
      contractOn: toDay(row.constructionContract.contractOn),
      contractDateIs: row.constructionContract.contractDateIs as 'planned' | 'signed',
    },
    branch: row.application.branch.name,
    terms: moneyOf(newest),
    revisions: row.revisions.map(revisionOf),
    /** Files that were printed, newest revision first. Which of them a reader may have is the domain's rule. */
    documents: row.revisions.flatMap(({ documents }) => documents),
    /** The newest revision whose certificate data exists, for the check copy. */
    certifiedRevisions: row.revisions.filter(({ certificate }) => certificate !== null).map(({ number }) => number),
    own: isOwn(reader, row),
    arrived,
    /** Sealed under the key ring; only for the own contractor, and only after the arrival at D-Sure (R-I2). */
    sealedKey: isOwn(reader, row) && arrived ? (row.authenticationKey?.sealed ?? null) : null,
    submissions: row.submissions.map(({ revision, channel, submittedAt }) => ({ revision, channel, submittedAt })),
    authorityResponses: row.responses.map(({ revision, kind, reason, by, respondedAt }) => ({
      revision,
      kind: kind as ResponseKind,
      reason,
      by,
      respondedAt,
    })),
    incidents: incidents.map(incidentOf),
    timeline: await timelineFor(db, reader, id),
  };
}

export type GuaranteeView = NonNullable<Awaited<ReturnType<typeof guaranteeView>>>;

/** What a list shows of a guarantee, and how its page begins. */
export function summaryOf(
  row: Prisma.GuaranteeGetPayload<{ include: typeof listed }>,
  newest: Pick<Revision, 'number' | 'kind' | 'stage' | 'stageSince' | 'amountYen'>,
) {
  const { constructionContract, application } = row;
  return {
    id: row.id,
    guaranteeNumber: row.guaranteeNumber,
    product: row.product as Product,
    form: row.form as Form,
    revision: newest.number,
    stage: newest.stage as Stage,
    ended: isEnd(newest.stage as Stage),
    stageSince: newest.stageSince,
    amountYen: Number(newest.amountYen),
    projectName: constructionContract.projectName,
    contractor: { id: application.contractorId, name: application.contractor.name },
    authority: { id: constructionContract.authorityId, name: constructionContract.authority.name },
    applicationId: row.applicationId,
    receiptNumber: application.receiptNumber,
    appliedOn: dayInJapan(application.appliedAt),
    appliedAt: application.appliedAt,
  };
}

export type GuaranteeSummary = ReturnType<typeof summaryOf>;

/** What a summary is read from. */
export const listed = {
  constructionContract: { include: { authority: true } },
  application: { include: { contractor: true } },
} satisfies Prisma.GuaranteeInclude;

function moneyOf(revision: Revision) {
  return {
    currentYearBaseYen: revision.currentYearBaseYen === null ? null : Number(revision.currentYearBaseYen),
    currentYearBaseKind: revision.currentYearBaseKind as BaseKind | null,
    eligibilityCertifiedOn: revision.eligibilityCertifiedOn === null ? null : toDay(revision.eligibilityCertifiedOn),
    depository: revision.depository,
    depositoryIsFreeText: revision.depositoryIsFreeText,
    redeposit: revision.redeposit,
    feePayment: revision.feePayment as FeePayment,
    feeBilledTo: revision.feeBilledTo,
    paperFeeStatement: revision.paperFeeStatement,
    feeYen: revision.feeYen === null ? null : Number(revision.feeYen),
    feeTableVersion: revision.feeTableVersion,
    feePaidOn: revision.feePaidOn === null ? null : (toDay(revision.feePaidOn) as Day),
  };
}

function revisionOf(revision: WholeGuarantee['revisions'][number]) {
  return {
    number: revision.number,
    kind: revision.kind as RevisionKind,
    stage: revision.stage as Stage,
    stageSince: revision.stageSince,
    amountYen: Number(revision.amountYen),
    certificateDigest: revision.certificate?.digest ?? null,
    approvedAt: revision.approvedAt,
    issuedAt: revision.issuedAt,
    arrivedAt: revision.arrivedAt,
    dispatchedAt: revision.dispatchedAt,
    submittedAt: revision.submittedAt,
    supersededAt: revision.supersededAt,
  };
}
