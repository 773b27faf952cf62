/** What a contractor's submission set is made from: the guarantee's facts, and the ways of its authority. */
import type { RevisionKind } from '../domain/guarantee.ts';
import type { Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { SubmissionChannel, SubmissionProfile } from '../domain/submission-profile.ts';
import { type SubmissionSet, submissionSet } from '../domain/submission-set.ts';
import { claimSituation } from './claims.ts';
import type { Database, Transaction } from './database.ts';
import { visibleTo } from './visibility.ts';

/**
 * The set of the newest revision that arrived at D-Sure, for its own contractor.
 *
 * Refuses: `guarantee-must-exist`; `document-must-exist` before the arrival, and for paper.
 */
export async function submissionSetFor(
  db: Database | Transaction,
  reader: Reader,
  guaranteeId: string,
): Promise<
  SubmissionSet & {
    readonly guaranteeNumber: string;
    readonly revision: number;
    readonly projectName: string;
    readonly authority: string;
    readonly contractor: string;
  }
> {
  const guarantee = await db.guarantee.findFirst({
    where: { id: guaranteeId, ...visibleTo(reader) },
    include: {
      constructionContract: { include: { authority: { include: { profiles: true } } } },
      application: { include: { contractor: { select: { name: true } } } },
      revisions: { where: { arrivedAt: { not: null } }, orderBy: { number: 'desc' }, take: 1 },
    },
  });
  if (guarantee === null) throw new Refusal('guarantee-must-exist');
  const { constructionContract: contract, application, guaranteeNumber } = guarantee;
  const [newest] = guarantee.revisions;
  if (newest === undefined || guaranteeNumber === null) throw new Refusal('document-must-exist');
  const { authority, projectName } = contract;
  const claim = await claimSituation(db, reader, guaranteeId);
  const set = submissionSet(
    {
      guaranteeNumber,
      product: guarantee.product as Product,
      revisionKind: newest.kind as RevisionKind,
      contractor: application.contractor.name,
      authority: { id: authority.id, name: authority.name, departmentId: contract.departmentId },
      projectName,
      worksNumber: contract.worksNumber,
      specificationNumber: contract.specificationNumber,
      procurementNumber: contract.procurementNumber,
      claim: claim === null ? 'none' : claim.entries === null ? 'wanting' : 'ready',
    },
    authority.profiles.map(profileOf),
  );
  return {
    ...set,
    guaranteeNumber,
    revision: newest.number,
    projectName,
    authority: authority.name,
    contractor: application.contractor.name,
  };
}

/** A register's row as the domain reads it. */
export function profileOf(row: {
  authorityId: string;
  departmentId: string | null;
  product: string | null;
  revisionKind: string | null;
  channel: string;
  recipient: string;
  subjectTemplate: string;
  bodyTemplate: string;
  callToConfirm: boolean;
  beforeContract: boolean;
  sendOnBehalf: boolean;
}): SubmissionProfile {
  return {
    ...row,
    product: row.product as Product | null,
    revisionKind: row.revisionKind as RevisionKind | null,
    channel: row.channel as SubmissionChannel,
    attachments: [],
  };
}
