/** The audit log as people search it: newest first, by time, person, thing and kind. Readers of one branch see its cases alone. */

import { addDays, type Day } from '../domain/dates.ts';
import type { Area } from '../domain/event-words.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { countUpTo, eachRow, keysetPage, type Listing, startOfDay, type Turn, uuidForm } from './keyset.ts';
import { visibleRows, visibleTo } from './visibility.ts';
import { holdsWords } from './words.ts';

export interface AuditSearch {
  /** Days in Japan, both counted. */
  readonly fromOn?: Day | undefined;
  readonly toOn?: Day | undefined;
  /** A guarantee's number or names, or how a subject begins: `circuit/d-sure`. */
  readonly about: string;
  /** This guarantee alone: its events and the readings of it. */
  readonly guaranteeId?: string | undefined;
  /** A part of the name of who acted. */
  readonly actor: string;
  readonly area?: Area | undefined;
  readonly kind?: string | undefined;
}

export interface AuditRow {
  readonly id: string;
  readonly occurredAt: Date;
  readonly kind: string;
  readonly guaranteeId: string | null;
  readonly guaranteeNumber: string | null;
  /** Of the guarantee's application. */
  readonly receiptNumber: string | null;
  readonly projectName: string | null;
  /** Of the guarantee, or null where it is about none. */
  readonly branchId: string | null;
  readonly subject: string | null;
  readonly sequence: number;
  readonly revision: number;
  readonly actorName: string | null;
  readonly actorCompany: string | null;
  readonly hash: string;
  readonly position: bigint | null;
  /** null: erased by law. */
  readonly content: unknown;
}

export async function auditPage(db: Database, reader: Reader, search: AuditSearch, turn: Turn) {
  return keysetPage<AuditRow>(db, await listing(db, reader, search), turn);
}

export async function countAudit(db: Database, reader: Reader, search: AuditSearch, limit: number) {
  return countUpTo(db, await listing(db, reader, search), limit);
}

/** All of them, for a file. */
export async function* allAudit(db: Database, reader: Reader, search: AuditSearch) {
  yield* eachRow<AuditRow>(db, await listing(db, reader, search), auditCursor);
}

export function auditCursor({ id }: Pick<AuditRow, 'id'>): string {
  return id;
}

/** One event, or null where it does not exist for this reader. */
export async function auditEvent(db: Database, reader: Reader, id: string) {
  const [row] = await db.$queryRaw<(AuditRow & { previousHash: string; bodyDigest: string })[]>`
    SELECT ${columns}, event.previous_hash AS "previousHash", event.body_digest AS "bodyDigest"
    FROM ${from} WHERE ${visibleRows(reader, 'guarantee')} AND event.id = ${id}::uuid`;
  if (row === undefined) return null;
  const erasure = await db.event.findFirst({ where: { subject: `erasure/${id}` }, select: { occurredAt: true } });
  return { ...row, erasedAt: row.content === null ? (erasure?.occurredAt ?? null) : null };
}

const columns = Prisma.sql`
  event.id, event.occurred_at AS "occurredAt", event.kind, guarantee.id AS "guaranteeId",
  guarantee.guarantee_number AS "guaranteeNumber", guarantee.branch_id AS "branchId",
  application.receipt_number AS "receiptNumber", contract.project_name AS "projectName",
  event.subject, event.sequence, event.revision,
  actor.name AS "actorName", company.name AS "actorCompany", event.hash,
  (SELECT position FROM sealed_event WHERE event_id = event.id), body.content`;

/** A reading is of a guarantee, too: its subject ends in the guarantee's id. */
const from = Prisma.sql`
  event
  LEFT JOIN event_body body ON body.event_id = event.id
  LEFT JOIN guarantee ON guarantee.id =
    coalesce(event.guarantee_id, CASE WHEN event.subject LIKE 'reading/%' THEN substr(event.subject, 9)::uuid END)
  LEFT JOIN application ON application.id = guarantee.application_id
  LEFT JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
  LEFT JOIN "user" actor ON actor.id = event.actor_id
  LEFT JOIN contractor company ON company.id = actor.contractor_id`;

/** More than so many people or guarantees nobody means by a word. */
const mostMeant = 500;

async function listing(db: Database, reader: Reader, search: AuditSearch): Promise<Listing> {
  const { fromOn, toOn, about, guaranteeId, actor, area, kind } = search;
  const conditions: Prisma.Sql[] = [];
  if (fromOn !== undefined) conditions.push(Prisma.sql`event.occurred_at >= ${startOfDay(fromOn)}`);
  if (toOn !== undefined) conditions.push(Prisma.sql`event.occurred_at < ${startOfDay(addDays(toOn, 1))}`);
  if (kind !== undefined) conditions.push(Prisma.sql`event.kind = ${kind}`);
  if (area === 'guarantee') conditions.push(Prisma.sql`event.guarantee_id IS NOT NULL`);
  else if (area !== undefined) conditions.push(Prisma.sql`lower(event.subject) LIKE ${`${area}/%`}`);
  if (guaranteeId !== undefined)
    conditions.push(
      Prisma.sql`(event.guarantee_id = ${guaranteeId}::uuid OR event.subject = ${`reading/${guaranteeId}`})`,
    );
  if (about !== '') conditions.push(await isAbout(db, about));
  if (actor !== '') conditions.push(Prisma.sql`event.actor_id = ANY (${await idsOfPeople(db, actor)}::uuid[])`);
  return {
    columns,
    from,
    scope: visibleRows(reader, 'guarantee'),
    conditions,
    keys: [Prisma.sql`event.occurred_at`, Prisma.sql`event.id`],
    descending: true,
    rowOf: (cursor) => (uuidForm.test(cursor) ? Prisma.sql`event.id = ${cursor}::uuid` : null),
  };
}

/** What a guarantee is called: its number, before that the receipt number; null where it does not exist for this reader. */
export async function calledGuarantee(db: Database, reader: Reader, id: string): Promise<string | null> {
  const found = await db.guarantee.findFirst({
    where: { id, ...visibleTo(reader) },
    select: { guaranteeNumber: true, application: { select: { receiptNumber: true } } },
  });
  return found === null ? null : (found.guaranteeNumber ?? found.application.receiptNumber);
}

/** The guarantees whose numbers and names hold the words, with their readings, and the subjects that begin so. */
async function isAbout(db: Database, about: string): Promise<Prisma.Sql> {
  const [holds = Prisma.sql`false`] = holdsWords(about, Prisma.sql`guarantee.id`, {});
  const meant = await db.$queryRaw<{ id: string }[]>`SELECT id FROM guarantee WHERE ${holds} LIMIT ${mostMeant}`;
  const ids = meant.map(({ id }) => id);
  const readings = ids.map((id) => `reading/${id}`);
  const prefix = `${about.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return Prisma.sql`(event.guarantee_id = ANY (${ids}::uuid[]) OR event.subject = ANY (${readings}::text[])
    OR lower(event.subject) LIKE ${prefix})`;
}

async function idsOfPeople(db: Database, name: string): Promise<string[]> {
  const people = await db.user.findMany({
    where: { name: { contains: name } },
    select: { id: true },
    take: mostMeant,
  });
  return people.map(({ id }) => id);
}
