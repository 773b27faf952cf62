/** Cause groups: the incidents of one fingerprint together, with how many there are, since when, and what they put at risk. */
import type { Counterparty } from '../domain/circuit.ts';
import type { Day } from '../domain/dates.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Step } from '../domain/steps.ts';
import type { Database } from './database.ts';
import { fromDay, toDay } from './days.ts';
import { Prisma } from './generated/client.ts';
import { visibleIncidents } from './visibility.ts';

export interface CauseGroup {
  readonly fingerprint: string;
  readonly step: Step;
  readonly errorName: string;
  readonly counterparty: Counterparty;
  /** Not closed: waiting, or being tried again. */
  readonly open: number;
  readonly retrying: number;
  /** Open again after a retry. */
  readonly stillStuck: number;
  readonly fixed: number;
  readonly total: number;
  /** Of what is not closed. */
  readonly amountYen: number;
  readonly missesToday: number;
  readonly missesTodayYen: number;
  readonly overdue: number;
  readonly firstDueOn: Day | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** Groups with something open, what would miss today first, then the larger; with `since`, those seen after it as well. */
export async function causeGroups(db: Database, reader: Reader, today: Day, since: Date | null): Promise<CauseGroup[]> {
  const seen =
    since === null
      ? Prisma.sql`fingerprint IN (SELECT fingerprint FROM incident WHERE closed_at IS NULL)`
      : Prisma.sql`fingerprint IN (SELECT fingerprint FROM incident WHERE closed_at IS NULL OR last_seen_at >= ${since})`;
  return groups(db, reader, today, seen);
}

/** One group, or null where no incident ever had this fingerprint. */
export async function causeGroup(
  db: Database,
  reader: Reader,
  fingerprint: string,
  today: Day,
): Promise<CauseGroup | null> {
  const [group] = await groups(db, reader, today, Prisma.sql`fingerprint = ${fingerprint}`);
  return group ?? null;
}

type Row = Omit<CauseGroup, 'amountYen' | 'missesTodayYen' | 'firstDueOn'> & {
  amountYen: bigint;
  missesTodayYen: bigint;
  firstDueOn: Date | null;
};

async function groups(db: Database, reader: Reader, today: Day, where: Prisma.Sql): Promise<CauseGroup[]> {
  const day = Prisma.sql`${fromDay(today)}::date`;
  const missed = Prisma.sql`closed_at IS NULL AND (promised_on = ${day} OR due_on = ${day})`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT fingerprint, min(step) AS step, min(error_name) AS "errorName", min(counterparty) AS counterparty,
      count(*) FILTER (WHERE closed_at IS NULL)::int AS open,
      count(*) FILTER (WHERE state = 'retrying')::int AS retrying,
      count(*) FILTER (WHERE state = 'open' AND reopenings > 0)::int AS "stillStuck",
      count(*) FILTER (WHERE state IN ('fixed', 'resolved'))::int AS fixed,
      count(*)::int AS total,
      coalesce(sum(amount_yen) FILTER (WHERE closed_at IS NULL), 0)::bigint AS "amountYen",
      count(*) FILTER (WHERE ${missed})::int AS "missesToday",
      coalesce(sum(amount_yen) FILTER (WHERE ${missed}), 0)::bigint AS "missesTodayYen",
      count(*) FILTER (WHERE closed_at IS NULL AND due_on < ${day})::int AS overdue,
      min(due_on) FILTER (WHERE closed_at IS NULL) AS "firstDueOn",
      coalesce(min(first_seen_at) FILTER (WHERE closed_at IS NULL), min(first_seen_at)) AS "firstSeenAt",
      max(last_seen_at) AS "lastSeenAt"
    FROM incident WHERE ${where} AND ${visibleIncidents(reader)}
    GROUP BY fingerprint
    ORDER BY "missesToday" DESC, open DESC, "lastSeenAt" DESC, fingerprint
    LIMIT 200`;
  return rows.map((row) => ({
    ...row,
    amountYen: Number(row.amountYen),
    missesTodayYen: Number(row.missesTodayYen),
    firstDueOn: row.firstDueOn === null ? null : toDay(row.firstDueOn),
  }));
}

/** What happened to a group in an hour or a day. */
export interface CountsOfCause {
  /** When it began, in Japan. */
  readonly at: Date;
  readonly raised: number;
  readonly closed: number;
  /** Not closed at its end; of the one that runs, now. */
  readonly open: number;
}

/** How far back the counts of a group go. */
const spans = { hour: 24, day: 30 } as const;

/** The last 24 hours or 30 days of a group, oldest first. */
export async function countsOfCause(
  db: Database,
  reader: Reader,
  fingerprint: string,
  unit: keyof typeof spans,
  now: Date,
): Promise<CountsOfCause[]> {
  const long = Prisma.sql`${`1 ${unit}`}::interval`;
  const beginningOf = (moment: Prisma.Sql) => Prisma.sql`date_trunc(${unit}, ${moment}, 'Asia/Tokyo')`;
  const last = beginningOf(Prisma.sql`${now}::timestamptz`);
  return db.$queryRaw<CountsOfCause[]>`
    WITH own AS (SELECT first_seen_at, closed_at FROM incident
        WHERE fingerprint = ${fingerprint} AND ${visibleIncidents(reader)}),
      raised AS (SELECT ${beginningOf(Prisma.sql`first_seen_at`)} AS at, count(*) AS count FROM own GROUP BY 1),
      closed AS (SELECT ${beginningOf(Prisma.sql`closed_at`)} AS at, count(*) AS count FROM own
        WHERE closed_at IS NOT NULL GROUP BY 1)
    SELECT span.at, coalesce(raised.count, 0)::int AS raised, coalesce(closed.count, 0)::int AS closed,
      (coalesce((SELECT sum(count) FROM raised WHERE raised.at <= span.at), 0)
        - coalesce((SELECT sum(count) FROM closed WHERE closed.at <= span.at), 0))::int AS open
    FROM generate_series(${last} - ${long} * ${spans[unit] - 1}::int, ${last}, ${long}) AS span(at)
    LEFT JOIN raised ON raised.at = span.at LEFT JOIN closed ON closed.at = span.at
    ORDER BY span.at`;
}

/** Whose mails a group of mails holds up, by the domain of the address: for staff alone, never a part of the fingerprint. */
export async function mailDomainsOfCause(
  db: Database,
  reader: Reader,
  fingerprint: string,
): Promise<{ domain: string; open: number }[]> {
  return db.$queryRaw<{ domain: string; open: number }[]>`
    SELECT split_part(mail.to_address, '@', 2) AS domain, count(*)::int AS open
    FROM incident JOIN mail ON mail.id = incident.mail_id
    WHERE incident.fingerprint = ${fingerprint} AND incident.closed_at IS NULL AND ${visibleIncidents(reader)}
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`;
}
