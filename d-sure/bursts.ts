/** Bursts of wrong keys (R-K5): each surety's in one gapless order, without anything that was typed and without who typed it. */
import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { loggable } from './failures.ts';
import type { Services } from './services.ts';
import type { Surety } from './sureties.ts';
import { allowances, type Subject } from './tries.ts';

/**
 * The surety company of this number, where there is one, is told that no more tries are taken: once until they are taken
 * again. Its place in the feed is taken under the surety's row lock, as that of a response. A failure is logged, never thrown.
 */
export async function tellBurst({ database, log, now }: Services, typed: string, { name }: Subject): Promise<void> {
  try {
    await database.$transaction(async (transaction) => {
      const guarantee = await transaction.guarantee.findUnique({
        where: { typed: /^[0-9A-Z]+$/.test(typed) ? typed : '' },
      });
      const tries = await transaction.tries.findUnique({ where: { subject: name } });
      if (guarantee === null || tries === null) return;
      const { number: guaranteeNumber, suretyId } = guarantee;
      await transaction.$queryRaw`SELECT 1 AS locked FROM surety WHERE id = ${suretyId} FOR NO KEY UPDATE`;
      const { windowEndAt } = tries;
      if ((await transaction.burst.count({ where: { guaranteeNumber, windowEndAt } })) > 0) return;
      const { lastBurst: sequence } = await transaction.surety.update({
        where: { id: suretyId },
        data: { lastBurst: { increment: 1 } },
        select: { lastBurst: true },
      });
      await transaction.burst.create({
        data: { id: randomUUID(), suretyId, sequence, guaranteeNumber, windowEndAt, at: now() },
      });
    });
  } catch (error) {
    log.error({ failure: loggable(error) }, 'burst not told');
  }
}

/** This surety's bursts after the cursor, oldest first; `cursor` says where to read on, null while there is none. */
export async function burstsAfter(database: Database, surety: Surety, after: bigint, limit: number) {
  const rows = await database.burst.findMany({
    where: { suretyId: surety.id, sequence: { gt: after } },
    orderBy: { sequence: 'asc' },
    take: limit,
  });
  const last = rows.at(-1)?.sequence ?? after;
  return {
    bursts: rows.map(({ id, guaranteeNumber, at, windowEndAt }) => ({
      id,
      guaranteeNumber,
      at,
      tries: allowances.number.tries,
      triesTakenAgainAt: windowEndAt,
    })),
    cursor: last === 0n ? null : String(last),
  };
}
