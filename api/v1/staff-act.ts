/** What the acts of operators share that no run hears: one command, done once, answered for life. */
import type { CommandWithoutRun } from '../../domain/commands.ts';
import type { KeptAnswer } from '../../prisma/answers.ts';
import type { Transaction } from '../../prisma/database.ts';
import { actOnceByStaff } from '../../prisma/staff-acts.ts';
import type { ApiServices } from '../services.ts';
import type { Asked } from './endpoint.ts';

/** The answer, kept under the request's key. `about` tells requests to different addresses apart. */
export function staffAct<Body>(
  { db, clock }: ApiServices,
  { principal, by, idempotencyKey, sent }: Asked<unknown, Body>,
  name: CommandWithoutRun,
  about: { readonly incidentId?: string; readonly subject?: string },
  act: (tx: Transaction, now: Date) => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const now = clock.now();
  const { userId } = principal;
  const command = {
    client: userId,
    userId,
    by,
    idempotencyKey,
    name,
    guaranteeId: null,
    revision: null,
    incidentId: about.incidentId ?? null,
    content: { subject: about.subject ?? null, sent: (sent ?? null) as never },
  };
  return actOnceByStaff(db, command, (tx) => act(tx, now), now);
}
