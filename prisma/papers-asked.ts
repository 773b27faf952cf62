/** Further papers that the branch asked a contractor for and that have not come, for the contractor's own pages. */
import type { Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { scopeOf } from './followed-guarantees.ts';
import { stagesUnderReview } from './review-claims.ts';

export interface PaperAsked {
  readonly id: string;
  readonly guaranteeNumber: string | null;
  readonly product: Product;
  readonly projectName: string;
  readonly authorityName: string;
  readonly words: string;
  readonly askedAt: Date;
}

/** The newest request of each case that is still looked at, with nothing enclosed after it; longest waiting first. */
export function papersAsked(db: Database, reader: Reader, limit: number): Promise<PaperAsked[]> {
  return db.$queryRaw<PaperAsked[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (guarantee.id) guarantee.id, guarantee.guarantee_number AS "guaranteeNumber", guarantee.product,
        contract.project_name AS "projectName", authority.name AS "authorityName", asked.words, asked.asked_at AS "askedAt"
      FROM paper_request asked
      JOIN guarantee ON guarantee.id = asked.guarantee_id
      JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
      JOIN authority ON authority.id = guarantee.authority_id
      WHERE ${scopeOf(reader)}
        AND EXISTS (
          SELECT 1 FROM revision WHERE revision.guarantee_id = guarantee.id
            AND revision.stage = ANY (${[...stagesUnderReview, 'returned']}::text[]))
        AND NOT EXISTS (
          SELECT 1 FROM attachment WHERE attachment.application_id = guarantee.application_id
            AND attachment.created_at > asked.asked_at)
      ORDER BY guarantee.id, asked.asked_at DESC
    ) newest ORDER BY "askedAt", id LIMIT ${limit}`;
}
