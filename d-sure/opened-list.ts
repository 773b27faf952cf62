/**
 * One list of an authority's guarantees: what its people have opened here, each once, as the newest revision that one of them saw
 * has it; and what they keep of other platforms (R-X6).
 */
import type { CertificateData } from '../domain/certificate.ts';
import { type LocatorKind, locatorStates } from '../domain/locator.ts';
import { readCertificate } from './certificate-schema.ts';
import { type Database, sql } from './database.ts';
import type { Person } from './person.ts';

/** What the authority answered on a certificate, and how far it is with a locator. */
export const openedStates = ['opened', 'accepted', 'correction-asked'] as const;
export const listedStates = [...new Set([...openedStates, ...locatorStates])];
export type ListedState = (typeof listedStates)[number];

export const sources = ['certificate', 'locator'] as const;
export type Source = (typeof sources)[number];

export interface OpenedSearch {
  /** Words of number, URL, works, contractor, insurer or memo; empty for all. */
  readonly words: string;
  readonly state: ListedState | null;
  readonly source: Source | null;
}

interface Listed {
  readonly lastViewedAt: Date;
  readonly state: ListedState;
  readonly memo: string;
}

export interface OpenedRow extends Listed {
  readonly source: 'certificate';
  readonly guaranteeNumber: string;
  readonly seenRevision: number;
  readonly hasNewer: boolean;
  readonly data: CertificateData | null;
  /** The grant of this session, where it opened the guarantee; else number and key are asked again. */
  readonly grantId: string | null;
}

export interface LocatorRow extends Listed {
  readonly source: 'locator';
  readonly locatorId: string;
  readonly url: string;
  readonly kind: LocatorKind;
  readonly insurer: string;
  readonly projectName: string;
  readonly contractor: string;
  readonly amountYen: bigint | null;
}

type FoundRow = Omit<OpenedRow, 'data' | 'source'> &
  Omit<LocatorRow, 'source'> & { readonly source: Source; readonly certificateJson: string; readonly count: bigint };

/** Those that fit, last viewed first, and how many there are in all. */
export async function openedByAuthority(
  database: Database,
  { authorityId, sessionId }: Person,
  { words, state, source }: OpenedSearch,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ rows: (OpenedRow | LocatorRow)[]; count: number }> {
  const pattern = `%${words.normalize('NFKC').replace(/[\\%_]/g, '\\$&')}%`;
  const found = await database.$queryRaw<FoundRow[]>(sql`
    WITH seen AS (
      SELECT r.guarantee_number AS number, max(r.revision) AS revision, max(v.viewed_at) AS viewed_at
      FROM view v JOIN revision r ON r.id = v.revision_id JOIN authority_user u ON u.id = v.user_id
      WHERE u.authority_id = ${authorityId} GROUP BY r.guarantee_number
    ), listed AS (
      SELECT 'certificate' AS source, s.number AS id, s.number, s.revision, s.viewed_at, r.certificate_json, coalesce(m.text, '') AS memo,
        EXISTS (SELECT 1 FROM revision n WHERE n.guarantee_number = s.number AND n.revision > s.revision) AS has_newer,
        coalesce((
          SELECT a.kind FROM response a JOIN authority_user u ON u.id = a.user_id
          WHERE a.revision_id = r.id AND a.kind <> 'opened' AND u.authority_id = ${authorityId}
          ORDER BY a.sequence DESC LIMIT 1
        ), 'opened') AS state,
        NULL AS url, NULL AS kind, NULL AS insurer, NULL::bigint AS amount_yen,
        r.certificate_json::jsonb ->> 'projectName' AS project_name, r.certificate_json::jsonb ->> 'contractor' AS contractor
      FROM seen s JOIN revision r ON r.guarantee_number = s.number AND r.revision = s.revision
      LEFT JOIN memo m ON m.guarantee_number = s.number AND m.authority_id = ${authorityId}
      UNION ALL
      SELECT 'locator', l.id, NULL, NULL,
        coalesce((SELECT max(v.viewed_at) FROM locator_view v WHERE v.locator_id = l.id), l.added_at), NULL, l.memo,
        false, l.state, l.url, l.kind, l.insurer, l.amount_yen, l.project_name, l.contractor
      FROM locator l WHERE l.authority_id = ${authorityId} AND l.removed_at IS NULL
    )
    SELECT l.source, l.number AS "guaranteeNumber", l.revision AS "seenRevision", l.has_newer AS "hasNewer",
      l.viewed_at AS "lastViewedAt", l.state, l.memo, l.certificate_json AS "certificateJson", g.id AS "grantId",
      l.id AS "locatorId", l.url, l.kind, l.insurer, l.project_name AS "projectName", l.contractor,
      l.amount_yen AS "amountYen", count(*) OVER () AS count
    FROM listed l LEFT JOIN "grant" g ON g.guarantee_number = l.number AND g.session_id = ${sessionId}
    WHERE (${state}::text IS NULL OR l.state = ${state}) AND (${source}::text IS NULL OR l.source = ${source}) AND (
      l.number ILIKE ${pattern} OR normalize(l.memo, NFKC) ILIKE ${pattern} OR l.url ILIKE ${pattern}
      OR normalize(l.insurer, NFKC) ILIKE ${pattern}
      OR normalize(l.project_name, NFKC) ILIKE ${pattern}
      OR normalize(l.contractor, NFKC) ILIKE ${pattern}
    )
    ORDER BY l.viewed_at DESC, l.id LIMIT ${limit} OFFSET ${offset}`);
  return { rows: found.map(rowOf), count: Number(found[0]?.count ?? 0n) };
}

function rowOf({ lastViewedAt, state, memo, ...found }: FoundRow): OpenedRow | LocatorRow {
  const listed = { lastViewedAt, state, memo };
  if (found.source === 'locator') {
    const { locatorId, url, kind, insurer, projectName, contractor, amountYen } = found;
    return { ...listed, source: 'locator', locatorId, url, kind, insurer, projectName, contractor, amountYen };
  }
  const { guaranteeNumber, seenRevision, hasNewer, certificateJson, grantId } = found;
  const data = readCertificate(certificateJson);
  return { ...listed, source: 'certificate', guaranteeNumber, seenRevision, hasNewer, data, grantId };
}
