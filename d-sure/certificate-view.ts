/** What an authority sees of a guarantee it has opened, and the record that it saw it. */
import { randomUUID } from 'node:crypto';
import type { CertificateData } from '../domain/certificate.ts';
import { Refusal } from '../domain/refusals.ts';
import { readCertificate } from './certificate-schema.ts';
import type { Database } from './database.ts';
import { memoOf } from './memo.ts';
import type { Person } from './person.ts';
import { addResponse } from './responses.ts';
import type { Services } from './services.ts';
import { sha256 } from './sha256.ts';

export interface OpenedRevision {
  readonly id: string;
  readonly suretyId: string;
  readonly guaranteeNumber: string;
  readonly revision: number;
  readonly isNewest: boolean;
  readonly arrivedAt: Date;
  readonly certificateDigest: string;
  readonly fileDigest: string;
  readonly data: CertificateData;
  /** Whether data and file are, byte for byte, what arrived. */
  readonly isUndamaged: boolean;
  /** Newest first. */
  readonly history: readonly { revision: number; arrivedAt: Date; data: CertificateData | null }[];
  /** The revision that this account saw last before now; null at its first view. */
  readonly lastSeen: number | null;
  /** What this person's authority has answered on this revision, newest first; openings left out. */
  readonly answers: readonly { kind: string; at: Date; by: string; reason: string | null }[];
  /** Who of this authority saw which revision, page or file, before now; newest first, the last fifty. */
  readonly views: readonly { name: string; what: string; revision: number; viewedAt: Date }[];
  /** What this authority noted on the guarantee. */
  readonly memo: { text: string; by: string; writtenAt: Date } | null;
}

/**
 * The revision (the newest, where none is named) of the guarantee that this session opened.
 *
 * Refuses: `address-must-exist`, whether the grant, or the revision, is missing or somebody else's.
 */
export async function openedRevision(
  { database, files }: Services,
  person: Person,
  grantId: string,
  wanted: number | null,
): Promise<OpenedRevision> {
  const guarantee = await grantedGuarantee(database, person, grantId);
  const newest = guarantee.revisions[0];
  const row = wanted === null ? newest : guarantee.revisions.find(({ revision }) => revision === wanted);
  const data = row === undefined ? null : readCertificate(row.certificateJson);
  if (row === undefined || newest === undefined || data === null) throw new Refusal('address-must-exist');
  const file = await files.read(row.fileDigest).catch(() => null);
  return {
    id: row.id,
    suretyId: guarantee.suretyId,
    guaranteeNumber: guarantee.number,
    revision: row.revision,
    isNewest: row === newest,
    arrivedAt: row.arrivedAt,
    certificateDigest: row.certificateDigest,
    fileDigest: row.fileDigest,
    data,
    isUndamaged: file !== null && sha256(row.certificateJson) === row.certificateDigest,
    history: guarantee.revisions.map(({ revision, arrivedAt, certificateJson }) => ({
      revision,
      arrivedAt,
      data: readCertificate(certificateJson),
    })),
    lastSeen: await lastSeen(database, person, guarantee.number),
    answers: await answers(database, person, row.id),
    views: await viewsOf(database, person, guarantee.number),
    memo: await memoOf(database, person, guarantee.number),
  };
}

/** The view is on record; the account's first view of a revision is an `opened` in the surety's feed. Source: R-I6. */
export async function recordView(
  { database, now }: Services,
  person: Person,
  seen: OpenedRevision,
  what: 'page' | 'file',
): Promise<void> {
  const at = now();
  await database.$transaction(async (transaction) => {
    await transaction.view.create({
      data: { id: randomUUID(), revisionId: seen.id, userId: person.userId, what, viewedAt: at },
    });
    await addResponse(transaction, {
      suretyId: seen.suretyId,
      kind: 'opened',
      revisionId: seen.id,
      userId: person.userId,
      by: person.by,
      reason: null,
      identity: `opened/${seen.id}/${person.userId}`,
      at,
    });
  });
}

/** The revision for a page that shows something of it: that it was seen is on record. Refuses: as `openedRevision`. */
export async function seenRevision(
  services: Services,
  person: Person,
  grantId: string,
  wanted: number | null,
): Promise<OpenedRevision> {
  const seen = await openedRevision(services, person, grantId, wanted);
  await recordView(services, person, seen, 'page');
  return seen;
}

/** What this session has opened, the latest first. */
export function openedInSession(database: Database, { sessionId }: Person) {
  return database.grant.findMany({ where: { sessionId }, orderBy: { grantedAt: 'desc' } });
}

async function grantedGuarantee(database: Database, { sessionId }: Person, grantId: string) {
  const grant = await database.grant.findFirst({
    where: { id: grantId, sessionId },
    include: { guarantee: { include: { revisions: { orderBy: { revision: 'desc' } } } } },
  });
  if (grant === null) throw new Refusal('address-must-exist');
  return grant.guarantee;
}

async function lastSeen(database: Database, { userId }: Person, guaranteeNumber: string): Promise<number | null> {
  const view = await database.view.findFirst({
    where: { userId, revision: { guaranteeNumber } },
    orderBy: { viewedAt: 'desc' },
    include: { revision: { select: { revision: true } } },
  });
  return view?.revision.revision ?? null;
}

function answers(database: Database, { authorityId }: Person, revisionId: string) {
  return database.response.findMany({
    where: { revisionId, kind: { not: 'opened' }, user: { authorityId } },
    orderBy: { sequence: 'desc' },
    select: { kind: true, at: true, by: true, reason: true },
  });
}

async function viewsOf(database: Database, { authorityId }: Person, guaranteeNumber: string) {
  const views = await database.view.findMany({
    where: { user: { authorityId }, revision: { guaranteeNumber } },
    orderBy: { viewedAt: 'desc' },
    take: 50,
    include: { user: { select: { name: true } }, revision: { select: { revision: true } } },
  });
  return views.map(({ user, revision, what, viewedAt }) => ({
    name: user.name,
    what,
    revision: revision.revision,
    viewedAt,
  }));
}
