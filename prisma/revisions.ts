/** A revision's row: locked, read with what stands on it, and moved on by compare-and-set on stage and epoch. */
import { Refusal } from '../domain/refusals.ts';
import { mayBecome, type Stage } from '../domain/stages.ts';
import type { Transaction } from './database.ts';
import { moveDeadlines } from './deadlines.ts';
import { chainEnd } from './events.ts';
import type { Prisma } from './generated/client.ts';

/** Which run asks: the revision, and the epoch it was started with. */
export interface RevisionKey {
  readonly guaranteeId: string;
  readonly revision: number;
  readonly epoch: number;
}

const whole = {
  guarantee: {
    include: {
      constructionContract: { include: { authority: true } },
      application: { include: { branch: true, contractor: true } },
      incidents: { where: { closedAt: null } },
      events: chainEnd,
    },
  },
} satisfies Prisma.RevisionInclude;

/** A revision with its guarantee, application and construction contract, the incidents that stand open, and the end of its chain of events. */
export type WholeRevision = Prisma.RevisionGetPayload<{ include: typeof whole }>;

/**
 * The revision, with the guarantee's row locked until the transaction ends: every effect on a guarantee is in turn.
 *
 * Refuses: `guarantee-must-exist`; `epoch-must-be-current` where a newer run has taken over.
 */
export async function lockRevision(
  tx: Transaction,
  key: Omit<RevisionKey, 'epoch'> & { epoch: number | null },
): Promise<WholeRevision> {
  await tx.$queryRaw`SELECT 1 FROM guarantee WHERE id = ${key.guaranteeId}::uuid FOR UPDATE`;
  return readLocked(tx, key);
}

/** The revision of a guarantee whose row is locked already. Refuses as `lockRevision` does. */
export async function readLocked(
  tx: Transaction,
  key: Omit<RevisionKey, 'epoch'> & { epoch: number | null },
): Promise<WholeRevision> {
  const revision = await tx.revision.findUnique({
    where: { guaranteeId_number: { guaranteeId: key.guaranteeId, number: key.revision } },
    include: whole,
  });
  if (revision === null) throw new Refusal('guarantee-must-exist');
  if (key.epoch !== null && key.epoch !== revision.epoch) throw new Refusal('epoch-must-be-current');
  return revision;
}

/** The stage of a row, as the domain knows it. */
export function stageOf(revision: { stage: string }): Stage {
  return revision.stage as Stage;
}

/**
 * Moves the locked revision on, stage by stage, to the last of the way, with the columns that the move brings. A move
 * outside the table is our own mistake.
 */
export async function moveOn(
  tx: Transaction,
  revision: WholeRevision,
  way: readonly [Stage, ...Stage[]],
  now: Date,
  columns: Prisma.RevisionUncheckedUpdateManyInput = {},
): Promise<void> {
  const from = stageOf(revision);
  let to = from;
  for (const next of way) {
    if (!mayBecome(to, next)) throw new Error(`a revision at ${to} may not become ${next}`);
    to = next;
  }
  const { count } = await tx.revision.updateMany({
    where: { guaranteeId: revision.guaranteeId, number: revision.number, stage: from, epoch: revision.epoch },
    data: { ...columns, stage: to, stageSince: now },
  });
  if (count !== 1) throw new Refusal('epoch-must-be-current');
  await moveDeadlines(tx, revision, from, to);
  revision.stage = to;
}
