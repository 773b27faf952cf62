/** What a contractor's first page is made of: what waits for them, what moves, what they applied for lately. */
import { addDays, type Day } from '../domain/dates.ts';
import type { Form, Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import { stagesIn } from '../domain/stage-groups.ts';
import type { Stage } from '../domain/stages.ts';
import type { Database } from './database.ts';
import { fromDay, toDay } from './days.ts';
import { scopeOf } from './followed-guarantees.ts';
import { visibleTo } from './visibility.ts';

export interface OpenCase {
  readonly id: string;
  readonly guaranteeNumber: string | null;
  readonly product: Product;
  readonly form: Form;
  readonly stage: Stage;
  readonly stageSince: Date;
  readonly feeYen: bigint | null;
  readonly projectName: string;
  readonly authorityName: string;
  readonly contractOn: Day;
  readonly branchId: string;
  /** Why it was returned; null where it was not. */
  readonly reason: string | null;
}

export interface Asked {
  readonly id: string;
  readonly guaranteeNumber: string;
  readonly product: Product;
  readonly projectName: string;
  readonly authorityName: string;
  readonly reason: string | null;
  readonly respondedAt: Date;
}

export interface EndingSoon {
  readonly id: string;
  readonly guaranteeNumber: string;
  readonly product: Product;
  readonly projectName: string;
  readonly authorityName: string;
  readonly worksToOn: Day;
}

/** The cases at a stage that waits for the contractor, or at one that moves by itself; longest waiting first. */
export async function openCases(db: Database, reader: Reader, group: 'yours' | 'moving', limit: number) {
  const rows = await db.$queryRaw<(Omit<OpenCase, 'contractOn'> & { contractOn: Date })[]>`
    SELECT guarantee.id, guarantee.guarantee_number AS "guaranteeNumber", guarantee.product, guarantee.form,
      revision.stage, revision.stage_since AS "stageSince", revision.fee_yen AS "feeYen",
      contract.project_name AS "projectName", authority.name AS "authorityName", contract.contract_on AS "contractOn",
      guarantee.branch_id AS "branchId",
      CASE WHEN revision.stage = 'returned' THEN (
        SELECT body.content #>> '{said,reason}' FROM event JOIN event_body body ON body.event_id = event.id
        WHERE event.guarantee_id = guarantee.id AND event.kind = 'return' ORDER BY event.sequence DESC LIMIT 1
      ) END AS reason
    FROM revision
    JOIN guarantee ON guarantee.id = revision.guarantee_id
    JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
    JOIN authority ON authority.id = guarantee.authority_id
    WHERE revision.stage = ANY (${[...stagesIn(group)]}::text[]) AND ${scopeOf(reader)}
    ORDER BY revision.stage_since, guarantee.id LIMIT ${limit}`;
  return rows.map((row): OpenCase => ({ ...row, contractOn: toDay(row.contractOn) }));
}

/** How many cases stand at each stage that is not an end. */
export async function countOpenCases(db: Database, reader: Reader): Promise<Partial<Record<Stage, number>>> {
  const open = [...stagesIn('yours'), ...stagesIn('moving')];
  const counts = await db.$queryRaw<{ stage: Stage; count: bigint }[]>`
    SELECT revision.stage, count(*) AS count
    FROM revision JOIN guarantee ON guarantee.id = revision.guarantee_id
    WHERE revision.stage = ANY (${open}::text[]) AND ${scopeOf(reader)} GROUP BY 1`;
  return Object.fromEntries(counts.map(({ stage, count }) => [stage, Number(count)]));
}

/** Where the authority asked for a correction, and nothing was accepted, submitted or newly applied for since. */
export function correctionsAsked(db: Database, reader: Reader, limit: number): Promise<Asked[]> {
  return db.$queryRaw<Asked[]>`
    SELECT DISTINCT ON (asked.guarantee_id) guarantee.id, guarantee.guarantee_number AS "guaranteeNumber",
      guarantee.product, contract.project_name AS "projectName", authority.name AS "authorityName",
      asked.reason, asked.responded_at AS "respondedAt"
    FROM authority_response asked
    JOIN guarantee ON guarantee.id = asked.guarantee_id
    JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
    JOIN authority ON authority.id = guarantee.authority_id
    WHERE asked.kind = 'correction-asked' AND ${scopeOf(reader)}
      AND NOT EXISTS (
        SELECT 1 FROM authority_response later WHERE later.guarantee_id = asked.guarantee_id
          AND later.kind = 'accepted' AND later.responded_at > asked.responded_at)
      AND NOT EXISTS (
        SELECT 1 FROM submission WHERE submission.guarantee_id = asked.guarantee_id
          AND submission.submitted_at > asked.responded_at)
      AND NOT EXISTS (
        SELECT 1 FROM revision newer WHERE newer.guarantee_id = asked.guarantee_id
          AND newer.number > asked.revision AND newer.stage NOT IN ('withdrawn', 'declined'))
    ORDER BY asked.guarantee_id, asked.responded_at DESC LIMIT ${limit}`;
}

/** Guarantees in force whose works end within so many days: a longer period wants a change of the guarantee first (R-M4). */
export async function endingSoon(db: Database, reader: Reader, today: Day, days: number, limit: number) {
  const rows = await db.$queryRaw<(Omit<EndingSoon, 'worksToOn'> & { worksToOn: Date })[]>`
    SELECT guarantee.id, guarantee.guarantee_number AS "guaranteeNumber", guarantee.product,
      contract.project_name AS "projectName", authority.name AS "authorityName", contract.works_to_on AS "worksToOn"
    FROM guarantee
    JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
    JOIN authority ON authority.id = guarantee.authority_id
    WHERE ${scopeOf(reader)}
      AND contract.works_to_on BETWEEN ${fromDay(today)}::date AND ${fromDay(addDays(today, days))}::date
      AND EXISTS (
        SELECT 1 FROM revision WHERE revision.guarantee_id = guarantee.id
          AND revision.stage IN ('posted', 'submitted', 'dispatched'))
    ORDER BY contract.works_to_on, guarantee.id LIMIT ${limit}`;
  return rows.map((row): EndingSoon => ({ ...row, worksToOn: toDay(row.worksToOn) }));
}

/** The newest applications, each with its guarantees. */
export async function recentApplications(db: Database, reader: Reader, limit: number) {
  const rows = await db.application.findMany({
    where: visibleTo(reader),
    orderBy: [{ appliedAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include: {
      constructionContract: { include: { authority: true } },
      guarantees: { include: { revisions: { orderBy: { number: 'desc' }, take: 1 } }, orderBy: { position: 'asc' } },
    },
  });
  return rows.map(({ id, receiptNumber, appliedAt, constructionContract, guarantees }) => ({
    id,
    receiptNumber,
    appliedAt,
    projectName: constructionContract.projectName,
    authorityName: constructionContract.authority.name,
    guarantees: guarantees.flatMap((guarantee) =>
      guarantee.revisions.map((newest) => ({
        id: guarantee.id,
        product: guarantee.product as Product,
        stage: newest.stage as Stage,
      })),
    ),
  }));
}

/** The branch that the contractor's newest application went to, else the first of the register: whom to call. */
export async function branchIdOf(db: Database, reader: Reader): Promise<string | null> {
  const newest = await db.application.findFirst({
    where: visibleTo(reader),
    orderBy: { appliedAt: 'desc' },
    select: { branchId: true },
  });
  if (newest !== null) return newest.branchId;
  const first = await db.branch.findFirst({ orderBy: { code: 'asc' }, select: { id: true } });
  return first?.id ?? null;
}
