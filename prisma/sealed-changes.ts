/** What the sealed sequence tells screens: which guarantee changed, whose it is, and the stage it stands at now. */
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import type { Database } from './database.ts';
import { visibleRows } from './visibility.ts';

export interface SealedChange {
  /** Where it stands in the sequence of all guarantees: never shown to a contractor as it is. */
  readonly position: bigint;
  readonly guaranteeId: string;
  readonly contractorId: string;
  readonly branchId: string;
  readonly stage: Stage;
}

/** The last position that is sealed; 0 where none is. */
export async function headPosition(db: Database): Promise<bigint> {
  const head = await db.sealedBatch.findFirst({ orderBy: { lastPosition: 'desc' }, select: { lastPosition: true } });
  return head?.lastPosition ?? 0n;
}

/** The changes that this reader sees after one position and up to another, in order. */
export function changesBetween(
  db: Database,
  reader: Reader,
  after: bigint,
  upTo: bigint,
  limit: number,
): Promise<SealedChange[]> {
  return db.$queryRaw<SealedChange[]>`
    SELECT sealed.position, guarantee.id AS "guaranteeId", guarantee.contractor_id AS "contractorId",
      guarantee.branch_id AS "branchId", newest.stage
    FROM sealed_event sealed
    JOIN guarantee ON guarantee.id = sealed.guarantee_id
    JOIN LATERAL (
      SELECT stage FROM revision WHERE guarantee_id = guarantee.id ORDER BY number DESC LIMIT 1
    ) newest ON true
    WHERE sealed.position > ${after} AND sealed.position <= ${upTo} AND ${visibleRows(reader, 'guarantee')}
    ORDER BY sealed.position LIMIT ${limit}`;
}
