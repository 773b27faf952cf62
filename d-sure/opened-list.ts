/** What an authority's people have opened: each guarantee once, as the newest revision that one of them saw has it. */
import type { CertificateData } from '../domain/certificate.ts';
import { readCertificate } from './certificate-schema.ts';
import { type Database, sql } from './database.ts';
import type { Person } from './person.ts';

export const openedStates = ['opened', 'accepted', 'correction-asked'] as const;
export type OpenedState = (typeof openedStates)[number];

export interface OpenedSearch {
  /** Words of number, works, contractor or memo; empty for all. */
  readonly words: string;
  readonly state: OpenedState | null;
}

export interface OpenedRow {
  readonly guaranteeNumber: string;
  readonly seenRevision: number;
  readonly hasNewer: boolean;
  readonly lastViewedAt: Date;
  /** The authority's last answer on that revision; `opened` where it gave none. */
  readonly state: OpenedState;
  readonly memo: string;
  readonly data: CertificateData | null;
  /** The grant of this session, where it opened the guarantee; else number and key are asked again. */
  readonly grantId: string | null;
}

/** Those that fit, last viewed first, and how many there are in all. */
export async function openedByAuthority(
  database: Database,
  { authorityId, sessionId }: Person,
  { words, state }: OpenedSearch,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ rows: OpenedRow[]; count: number }> {
  const pattern = `%${words.normalize('NFKC').replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await database.$queryRaw<(Omit<OpenedRow, 'data'> & { certificateJson: string; count: bigint })[]>(sql`
    WITH seen AS (
      SELECT r.guarantee_number AS number, max(r.revision) AS revision, max(v.viewed_at) AS viewed_at
      FROM view v JOIN revision r ON r.id = v.revision_id JOIN authority_user u ON u.id = v.user_id
      WHERE u.authority_id = ${authorityId} GROUP BY r.guarantee_number
    ), listed AS (
      SELECT s.number, s.revision, s.viewed_at, r.certificate_json, coalesce(m.text, '') AS memo,
        EXISTS (SELECT 1 FROM revision n WHERE n.guarantee_number = s.number AND n.revision > s.revision) AS has_newer,
        coalesce((
          SELECT a.kind FROM response a JOIN authority_user u ON u.id = a.user_id
          WHERE a.revision_id = r.id AND a.kind <> 'opened' AND u.authority_id = ${authorityId}
          ORDER BY a.sequence DESC LIMIT 1
        ), 'opened') AS state
      FROM seen s JOIN revision r ON r.guarantee_number = s.number AND r.revision = s.revision
      LEFT JOIN memo m ON m.guarantee_number = s.number AND m.authority_id = ${authorityId}
    )
    SELECT l.number AS "guaranteeNumber", l.revision AS "seenRevision", l.has_newer AS "hasNewer",
      l.viewed_at AS "lastViewedAt", l.state, l.memo, l.certificate_json AS "certificateJson", g.id AS "grantId",
      count(*) OVER () AS count
    FROM listed l LEFT JOIN "grant" g ON g.guarantee_number = l.number AND g.session_id = ${sessionId}
    WHERE (${state}::text IS NULL OR l.state = ${state}) AND (
      l.number ILIKE ${pattern} OR l.memo ILIKE ${pattern}
      OR normalize(l.certificate_json::jsonb ->> 'projectName', NFKC) ILIKE ${pattern}
      OR normalize(l.certificate_json::jsonb ->> 'contractor', NFKC) ILIKE ${pattern}
    )
    ORDER BY l.viewed_at DESC, l.number LIMIT ${limit} OFFSET ${offset}`);
  return {
    rows: rows.map(({ certificateJson, count: _, ...row }) => ({ ...row, data: readCertificate(certificateJson) })),
    count: Number(rows[0]?.count ?? 0n),
  };
}
