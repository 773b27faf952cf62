/** Incidents written straight into the tables, for addresses that only read and decide. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../../prisma/database.ts';
import type { Told } from './api.ts';

export interface OwnIncident {
  readonly errorName?: string;
  readonly amountYen?: bigint;
  readonly dueOn?: Date | null;
  readonly promisedOn?: Date | null;
  readonly state?: string;
  readonly firstSeenAt?: Date;
  readonly closedAt?: Date | null;
}

/** An open incident of a posting of this guarantee, with what a test says of it. Returns its id. */
export async function createIncident(db: Database, guaranteeId: string, own: OwnIncident = {}): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  const errorName = own.errorName ?? 'DSureUnreachable';
  await db.incident.create({
    data: {
      id,
      guaranteeId,
      revision: 1,
      runId: `guarantee/${id}/revision/1`,
      step: 'post',
      counterparty: 'd-sure',
      fingerprint: `post × ${errorName} × d-sure`,
      detail: 'D-Sureに接続できません。',
      state: 'open',
      tries: 8,
      firstSeenAt: now,
      lastSeenAt: now,
      amountYen: 1_000_000n,
      ...own,
      errorName,
    },
  });
  return id;
}

/** `409 incident-must-be-open`, `200 canary`. */
export function nameOf({ status, body }: Told): string {
  return `${status} ${body.name ?? body.state ?? ''}`.trim();
}
