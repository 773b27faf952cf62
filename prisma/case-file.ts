/** A case with all that belongs to it, from tables alone, for the staff. No key and no key notice is among it. */
import type { ResponseKind } from '../domain/authority-response.ts';
import type { CertificateData } from '../domain/certificate.ts';
import type { RevisionKind } from '../domain/guarantee.ts';
import type { ClaimContent } from '../domain/prepayment-claim.ts';
import type { Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import type { Step } from '../domain/steps.ts';
import { caseApplication } from './case-application.ts';
import { caseMoney } from './case-money.ts';
import { caseTimeline } from './case-timeline.ts';
import { correctionRequests } from './correction-requests.ts';
import type { Database } from './database.ts';
import type { EntryKind } from './incident-entries.ts';
import type { IncidentState } from './incident-views.ts';
import { messagesOf } from './messages.ts';
import { paperRequests } from './paper-requests.ts';
import { visibleTo } from './visibility.ts';

/** The case, or null where it does not exist for this reader. */
export async function caseFile(db: Database, reader: Reader, id: string) {
  const application = await caseApplication(db, reader, id);
  if (application === null) return null;
  const [revisions, mails, submissions, responses, incidents, others, claims, holder] = await Promise.all([
    revisionsOf(db, id),
    mailsOf(db, id),
    db.submission.findMany({ where: { guaranteeId: id }, orderBy: { submittedAt: 'asc' } }),
    db.authorityResponse.findMany({ where: { guaranteeId: id }, orderBy: { respondedAt: 'asc' } }),
    incidentsOf(db, id),
    othersOf(db, reader, id, application.constructionContractId),
    claimsOf(db, id),
    db.reviewClaim.findUnique({ where: { guaranteeId: id } }),
  ]);
  const [timeline, money, messages, corrections, papers] = await Promise.all([
    caseTimeline(db, id),
    caseMoney(db, id, application.revision),
    messagesOf(db, reader, id),
    correctionRequests(db, reader, { guaranteeId: id, openOnly: false }),
    paperRequests(db, reader, id),
  ]);
  const certified = await db.certificate.findFirst({ where: { guaranteeId: id }, orderBy: { revision: 'desc' } });
  return {
    ...application,
    heldById: holder?.userId ?? null,
    revisions,
    mails,
    submissions,
    responses: responses.map(({ kind, ...response }) => ({ ...response, kind: kind as ResponseKind })),
    incidents,
    others,
    claims,
    timeline,
    money,
    messages,
    corrections,
    paperRequests: papers,
    /** Of the newest issuance; null before the first. */
    certificate: certified === null ? null : (JSON.parse(certified.canonicalJson) as CertificateData),
  };
}

export type CaseFile = NonNullable<Awaited<ReturnType<typeof caseFile>>>;

async function revisionsOf(db: Database, guaranteeId: string) {
  const rows = await db.revision.findMany({
    where: { guaranteeId },
    include: { certificate: { select: { digest: true } }, documents: true, posting: true },
    orderBy: { number: 'desc' },
  });
  return rows.map((row) => ({
    ...row,
    kind: row.kind as RevisionKind,
    stage: row.stage as Stage,
    digest: row.certificate?.digest ?? null,
    hasFeeStatement: row.documents.some(({ kind }) => kind === 'fee-statement'),
  }));
}

/** Each 前払金請求書, oldest first: when it was asked for, whether it is printed, and when the service sent it along. */
async function claimsOf(db: Database, guaranteeId: string) {
  const [claims, sendings] = await Promise.all([
    db.prepaymentClaim.findMany({ where: { guaranteeId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    db.sending.findMany({
      where: { guaranteeId, claimId: { not: null } },
      select: { claimId: true, mail: { select: { sentAt: true } } },
    }),
  ]);
  return claims.map(({ id, createdAt, printedAt, content }) => {
    const { certificate, claimedYen, claimedOn } = content as unknown as ClaimContent;
    const sentAt = sendings.find((sending) => sending.claimId === id && sending.mail.sentAt !== null)?.mail.sentAt;
    const said = { revision: certificate.revision, product: certificate.product, claimedYen, claimedOn };
    return { id, createdAt, printedAt, sentAt: sentAt ?? null, ...said };
  });
}

async function mailsOf(db: Database, guaranteeId: string) {
  const rows = await db.mail.findMany({
    where: { guaranteeId },
    include: { sending: { select: { dropped: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, kind, toAddress, state, sentAt, createdAt, revision, sending }) => ({
    id,
    kind,
    toAddress,
    state: state as 'waiting' | 'sent' | 'skipped',
    sentAt,
    createdAt,
    revision,
    dropped: sending?.dropped ?? null,
  }));
}

async function incidentsOf(db: Database, guaranteeId: string) {
  const rows = await db.incident.findMany({
    where: { guaranteeId },
    include: {
      owner: { select: { name: true } },
      entries: { orderBy: { id: 'asc' }, include: { actor: { select: { name: true } } } },
    },
    orderBy: [{ firstSeenAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map(({ owner, entries, ...incident }) => ({
    ...incident,
    step: incident.step as Step,
    state: incident.state as IncidentState,
    ownerName: owner?.name ?? null,
    entries: entries.map(({ at, kind, words, actor }) => ({
      at,
      kind: kind as EntryKind,
      words,
      actorName: actor?.name ?? null,
    })),
  }));
}

/** The construction contract's other guarantees. */
async function othersOf(db: Database, reader: Reader, id: string, constructionContractId: string) {
  const rows = await db.guarantee.findMany({
    where: { constructionContractId, id: { not: id }, ...visibleTo(reader) },
    include: { revisions: { orderBy: { number: 'desc' }, take: 1 }, application: { select: { receiptNumber: true } } },
    orderBy: { position: 'asc' },
  });
  return rows.flatMap(({ revisions, application, ...other }) =>
    revisions.map(({ stage, amountYen }) => ({
      id: other.id,
      guaranteeNumber: other.guaranteeNumber,
      receiptNumber: application.receiptNumber,
      product: other.product as Product,
      stage: stage as Stage,
      amountYen,
    })),
  );
}
