/** Postings beside D-Sure's listing: which of a page we know and how, and which of ours a whole lap did not meet. */
import type { Database } from './database.ts';

export interface KnownPosting {
  readonly guaranteeId: string;
  readonly guaranteeNumber: string;
  readonly revision: number;
  readonly epoch: number;
  readonly certificateDigest: string;
  readonly fileDigest: string;
  readonly firstSentAt: Date;
  readonly arrivedAt: Date | null;
  readonly hasIncident: boolean;
}

/** Our postings among what is listed. They are marked as met now. */
export async function meetPostings(
  db: Database,
  listed: readonly { readonly guaranteeNumber: string; readonly revision: number }[],
  now: Date,
): Promise<KnownPosting[]> {
  const numbers = listed.map(({ guaranteeNumber }) => guaranteeNumber);
  const revisions = listed.map(({ revision }) => revision);
  return db.$queryRaw<KnownPosting[]>`
    UPDATE posting SET compared_at = ${now}
    FROM unnest(${numbers}::text[], ${revisions}::int[]) AS listed (guarantee_number, revision)
    JOIN guarantee ON guarantee.guarantee_number = listed.guarantee_number
    JOIN revision ON revision.guarantee_id = guarantee.id AND revision.number = listed.revision
    WHERE posting.guarantee_id = guarantee.id AND posting.revision = listed.revision
    RETURNING posting.guarantee_id AS "guaranteeId", guarantee.guarantee_number AS "guaranteeNumber",
      posting.revision, revision.epoch, posting.certificate_digest AS "certificateDigest",
      posting.file_digest AS "fileDigest", posting.first_sent_at AS "firstSentAt", posting.arrived_at AS "arrivedAt",
      EXISTS (SELECT 1 FROM incident WHERE incident.guarantee_id = posting.guarantee_id AND closed_at IS NULL
        AND mail_id IS NULL) AS "hasIncident"`;
}

/** Arrived before `arrivedBefore`, and not met since the lap began: D-Sure does not list them. */
export async function postingsNotMet(
  db: Database,
  lapBeganAt: Date,
  arrivedBefore: Date,
  limit: number,
): Promise<{ guaranteeId: string; guaranteeNumber: string; revision: number }[]> {
  return db.$queryRaw<{ guaranteeId: string; guaranteeNumber: string; revision: number }[]>`
    SELECT posting.guarantee_id AS "guaranteeId", guarantee.guarantee_number AS "guaranteeNumber", posting.revision
    FROM posting JOIN guarantee ON guarantee.id = posting.guarantee_id
    WHERE posting.arrived_at < least(${arrivedBefore}::timestamptz, ${lapBeganAt}::timestamptz)
      AND (posting.compared_at IS NULL OR posting.compared_at < ${lapBeganAt})
    ORDER BY posting.guarantee_id, posting.revision LIMIT ${limit}`;
}
