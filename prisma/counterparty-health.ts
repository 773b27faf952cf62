/** What asking the counterparties came to: whose turn it is, and what each said. */
import { type Asked, type AskedName, askedNames, type Health, healthOf } from '../domain/counterparty-health.ts';
import type { Database } from './database.ts';

export interface TakenAsking {
  readonly name: AskedName;
  readonly askedAt: Date;
  readonly nextAt: Date;
  readonly failingSince: Date | null;
}

/** To be asked by this call alone, however many workers come; null: it is not due. Who dies asking is followed when it is due again. */
export async function takeAsking(
  db: Database,
  name: AskedName,
  everyMs: number,
  now: Date,
): Promise<TakenAsking | null> {
  const row = await db.counterpartyHealth.findUnique({ where: { name } });
  if (row === null || row.nextAt > now) return null;
  const nextAt = new Date(now.getTime() + everyMs);
  const { count } = await db.counterpartyHealth.updateMany({ where: { name, nextAt: row.nextAt }, data: { nextAt } });
  return count === 0 ? null : { name, askedAt: now, nextAt, failingSince: row.failingSince };
}

/** Writes down what it came to; an asking that another has followed meanwhile says nothing any more. */
export async function recordAsking(
  db: Database,
  { name, askedAt, nextAt, failingSince }: TakenAsking,
  came: { readonly latencyMs: number } | { readonly failure: string },
): Promise<void> {
  const data =
    'failure' in came
      ? { askedAt, failedAt: askedAt, failure: came.failure, failingSince: failingSince ?? askedAt }
      : { askedAt, answeredAt: askedAt, latencyMs: came.latencyMs, failingSince: null };
  await db.counterpartyHealth.updateMany({ where: { name, nextAt }, data });
}

/** What may be said of each now, with what is kept of it. */
export async function counterpartyHealth(db: Database, now: Date): Promise<Record<AskedName, Asked & Health>> {
  const rows = await db.counterpartyHealth.findMany();
  const heard = (asked: AskedName): Asked => {
    const { name, ...kept } = rows.find((row) => row.name === asked) ?? { name: asked, ...neverAsked, nextAt: now };
    return kept;
  };
  const of = (name: AskedName) => [name, { ...heard(name), ...healthOf(heard(name), now) }];
  return Object.fromEntries(askedNames.map(of));
}

const neverAsked = {
  askedAt: null,
  answeredAt: null,
  latencyMs: null,
  failingSince: null,
  failedAt: null,
  failure: null,
};
