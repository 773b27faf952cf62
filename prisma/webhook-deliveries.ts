/** Alerts on their way to webhooks: taken by one sender at a time, tried again ever later, given up after a day. */
import type { AlertKind, AlertValues } from '../domain/alerts.ts';
import type { Database } from './database.ts';

export interface DueDelivery {
  readonly id: string;
  readonly createdAt: Date;
  readonly webhookId: string;
  readonly url: string;
  readonly kind: AlertKind;
  readonly values: AlertValues[AlertKind];
  readonly branchId: string | null;
  readonly happenedAt: Date;
}

/** What is to be sent now. Nobody else takes it for a minute, and longer after each try, up to an hour. */
export async function takeDueDeliveries(db: Database, now: Date): Promise<DueDelivery[]> {
  return db.$queryRaw<DueDelivery[]>`
    WITH taken AS (
      UPDATE webhook_delivery SET tries = tries + 1,
        send_again_at = ${now}::timestamptz + least(interval '1 minute' * power(2, least(tries, 6)), interval '1 hour')
      WHERE id IN (
        SELECT id FROM webhook_delivery WHERE state = 'waiting' AND send_again_at <= ${now}
        ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED)
      RETURNING id, created_at, webhook_id, alert_id
    )
    SELECT taken.id, taken.created_at AS "createdAt", webhook_id AS "webhookId", webhook.url, alert.kind, alert.values,
      alert.branch_id AS "branchId", alert.happened_at AS "happenedAt"
    FROM taken JOIN alert ON alert.id = taken.alert_id JOIN alert_webhook webhook ON webhook.id = taken.webhook_id
    ORDER BY taken.created_at, taken.id`;
}

/** The receipt. */
export async function settleDelivery(db: Database, id: string, now: Date): Promise<void> {
  const data = { state: 'sent', failure: null, settledAt: now };
  await db.webhookDelivery.updateMany({ where: { id, state: 'waiting' }, data });
}

const giveUpAfterMs = 86_400_000;

/** What went wrong, by name; after a day of it nobody tries any more. */
export async function recordFailedDelivery(
  db: Database,
  { id, createdAt }: Pick<DueDelivery, 'id' | 'createdAt'>,
  failure: string,
  now: Date,
): Promise<void> {
  const isOver = now.getTime() - createdAt.getTime() >= giveUpAfterMs;
  const data = isOver ? { failure, state: 'dropped', settledAt: now } : { failure };
  await db.webhookDelivery.updateMany({ where: { id, state: 'waiting' }, data });
}
