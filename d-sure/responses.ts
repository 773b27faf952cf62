/** The authority's responses (閲覧・受領・補正依頼), each surety's in one gapless order. */
import { randomUUID } from 'node:crypto';
import type { AuthorityResponseFact, ResponseKind } from '../domain/authority-response.ts';
import type { Database, Transaction } from './database.ts';
import type { Surety } from './sureties.ts';

export interface NewResponse {
  readonly suretyId: string;
  readonly kind: ResponseKind;
  readonly revisionId: string;
  readonly userId: string;
  readonly by: string;
  readonly reason: string | null;
  /** Saying it twice is one response. */
  readonly identity: string;
  readonly at: Date;
}

/**
 * The response stands in the surety's feed, once. Its number is taken under the surety's row lock and is visible with it, so
 * that a reader who has seen n will never find a smaller number later. The transaction should end soon after.
 */
export async function addResponse(transaction: Transaction, response: NewResponse): Promise<void> {
  if ((await transaction.response.findUnique({ where: { identity: response.identity } })) !== null) return;
  await transaction.$queryRaw`SELECT 1 AS locked FROM surety WHERE id = ${response.suretyId} FOR NO KEY UPDATE`;
  if ((await transaction.response.findUnique({ where: { identity: response.identity } })) !== null) return;
  const { lastResponse } = await transaction.surety.update({
    where: { id: response.suretyId },
    data: { lastResponse: { increment: 1 } },
    select: { lastResponse: true },
  });
  await transaction.response.create({ data: { ...response, id: randomUUID(), sequence: lastResponse } });
}

export interface ResponsePage {
  readonly responses: readonly AuthorityResponseFact[];
  /** Where to read on; null while the feed is empty. */
  readonly cursor: string | null;
}

/** This surety's responses after the cursor, oldest first. */
export async function responsesAfter(
  database: Database,
  surety: Surety,
  after: bigint,
  limit: number,
): Promise<ResponsePage> {
  const rows = await database.response.findMany({
    where: { suretyId: surety.id, sequence: { gt: after } },
    orderBy: { sequence: 'asc' },
    take: limit,
    include: { revision: { select: { guaranteeNumber: true, revision: true } } },
  });
  const last = rows.at(-1)?.sequence ?? after;
  return {
    responses: rows.map(({ id, kind, revision, at, by, reason }) => ({
      id,
      kind: kind as ResponseKind,
      guaranteeNumber: revision.guaranteeNumber,
      revision: revision.revision,
      at,
      by,
      reason,
    })),
    cursor: last === 0n ? null : String(last),
  };
}
