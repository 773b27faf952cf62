/** What the sweeper did and what it found, as staff see it. */
import type { Reader } from '../domain/scopes.ts';
import type { ReportedName } from '../domain/sweeping.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { keysetPage, type Turn, uuidForm } from './keyset.ts';

export interface SweepReportRow {
  readonly id: string;
  readonly check: ReportedName;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly rounds: number;
  readonly lookedAt: number;
  readonly found: number;
  readonly healed: number;
  readonly raised: number;
  readonly failure: string | null;
}

/** One page of the reports, newest first: they count the cases of all branches, so they are for staff of all branches. */
export function sweepReports(db: Database, reader: Reader, turn: Turn) {
  return keysetPage<SweepReportRow>(
    db,
    {
      columns: Prisma.sql`id, "check", began_at AS "beganAt", ended_at AS "endedAt", rounds, looked_at AS "lookedAt",
        found, healed, raised, failure`,
      from: Prisma.sql`sweep_report`,
      scope: reader.staff && reader.branches === 'all' ? Prisma.sql`true` : Prisma.sql`false`,
      conditions: [],
      keys: [Prisma.sql`began_at`, Prisma.sql`id`],
      descending: true,
      rowOf: (cursor) => (uuidForm.test(cursor) ? Prisma.sql`id = ${cursor}::uuid` : null),
    },
    turn,
  );
}
