/** What has changed that our own people are to be told: causes and findings that grew, cases that would miss today. */
import { momentInJapan } from '../domain/clock-times.ts';
import type { Day } from '../domain/dates.ts';
import type { Step } from '../domain/steps.ts';
import type { FindingKind } from '../domain/sweeping.ts';
import { isWorkingDay } from '../domain/working-days.ts';
import { type Growing, raiseAlert, tellGrowth } from './alerts.ts';
import type { Database } from './database.ts';
import { fromDay } from './days.ts';
import { openingsOn } from './working-registers.ts';

/** Looks once. However many look at once and however often, each change is told once. */
export async function watchForAlerts(db: Database, now: Date): Promise<void> {
  await tellGrowth(db, 'causes', await openCauses(db), now);
  await tellGrowth(db, 'findings', await unownedFindings(db), now);
  await tellMisses(db, now);
}

async function openCauses(db: Database): Promise<Growing<'cause-grows'>[]> {
  const rows = await db.$queryRaw<
    { fingerprint: string; step: Step; errorName: string; count: number; amountYen: bigint }[]
  >`
    SELECT fingerprint, min(step) AS step, min(error_name) AS "errorName", count(*)::int AS count,
      sum(amount_yen)::bigint AS "amountYen"
    FROM incident WHERE closed_at IS NULL GROUP BY fingerprint ORDER BY fingerprint`;
  return rows.map(({ amountYen, ...row }) => ({
    subject: row.fingerprint,
    kind: 'cause-grows',
    count: row.count,
    values: { ...row, amountYen: Number(amountYen) },
  }));
}

async function unownedFindings(db: Database): Promise<Growing<'findings-grow'>[]> {
  const where = { closedAt: null, ownerId: null };
  const rows = await db.sweepFinding.groupBy({ by: ['kind'], where, _count: true, orderBy: { kind: 'asc' } });
  return rows.map(({ kind, _count: count }) => ({
    subject: kind,
    kind: 'findings-grow',
    count,
    values: { finding: kind as FindingKind, count },
  }));
}

interface BranchAtRisk {
  readonly branchId: string;
  readonly branchName: string;
  readonly count: number;
  readonly amountYen: bigint;
}

/** Told before the branch closes and again before midnight, each once a day and branch. Source: R-I10, R-I1. */
async function tellMisses(db: Database, now: Date): Promise<void> {
  const { on: today, at } = momentInJapan(now);
  const { minutesBefore } = await db.alertRule.findUniqueOrThrow({ where: { group: 'misses' } });
  for (const { branchId, branchName, count, amountYen } of await atRiskToday(db, today, now)) {
    const openings = await openingsOn(db, branchId, today);
    const isOpen = openings !== null && isWorkingDay(openings.calendar, today) === true;
    const values = { branchName, count, amountYen: Number(amountYen) };
    const tell = (kind: 'misses-before-close' | 'misses-before-midnight') =>
      db.$transaction((tx) => raiseAlert(tx, { kind, occasion: `${today}/${branchId}`, branchId, values }, now));
    if (isOpen && isShortlyBefore(minutesOf(openings.reception.closesAt), minutesOf(at), minutesBefore))
      await tell('misses-before-close');
    if (isShortlyBefore(24 * 60, minutesOf(at), minutesBefore)) await tell('misses-before-midnight');
  }
}

function isShortlyBefore(end: number, now: number, minutes: number): boolean {
  return end - minutes <= now && now < end;
}

function minutesOf(at: string): number {
  return Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
}

/**
 * By branch: what is stuck and due today, and electronic certificates of today that are on their way for longer than the
 * sweeper's register allows.
 */
function atRiskToday(db: Database, today: Day, now: Date): Promise<BranchAtRisk[]> {
  const day = fromDay(today);
  return db.$queryRaw<BranchAtRisk[]>`
    WITH slow AS (
      SELECT ${now}::timestamptz - make_interval(secs => limit_seconds) AS since FROM sweep_check WHERE name = 'steps'
    ), risky AS (
      SELECT guarantee_id, revision, amount_yen FROM incident
      WHERE closed_at IS NULL AND (promised_on = ${day}::date OR due_on = ${day}::date)
      UNION
      SELECT revision.guarantee_id, revision.number, revision.amount_yen FROM revision
      JOIN guarantee ON guarantee.id = revision.guarantee_id, slow
      WHERE revision.stage IN ('issuing', 'posting') AND guarantee.form = 'electronic' AND revision.stage_since < slow.since
        AND (coalesce(revision.issued_at, revision.stage_since) AT TIME ZONE 'Asia/Tokyo')::date = ${day}::date
    )
    SELECT guarantee.branch_id AS "branchId", branch.name AS "branchName", count(*)::int AS count,
      sum(risky.amount_yen)::bigint AS "amountYen"
    FROM risky JOIN guarantee ON guarantee.id = risky.guarantee_id JOIN branch ON branch.id = guarantee.branch_id
    GROUP BY guarantee.branch_id, branch.name ORDER BY guarantee.branch_id`;
}
