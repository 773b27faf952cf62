/** Tells webhooks of alerts, for as long as the worker process lives. Any number of workers may do so at once. */
import { alertGroupOf, alertWords } from '../domain/alerts.ts';
import { inJapanese } from '../domain/sentences.ts';
import type { Database } from '../prisma/database.ts';
import {
  type DueDelivery,
  recordFailedDelivery,
  settleDelivery,
  takeDueDeliveries,
} from '../prisma/webhook-deliveries.ts';
import type { Clock } from '../services/clock.ts';
import type { WebhookCaller } from '../services/webhook-caller.ts';
import { inEnglish } from './english.ts';
import { errorName } from './failures.ts';
import { type Rounds, startRounds } from './rounds.ts';

interface WebhookServices {
  readonly db: Database;
  readonly clock: Clock;
  readonly webhooks: WebhookCaller;
  readonly logger: { warn(about: object, sentence: string): void };
  readonly names: { readonly operationsUrl: string };
}

/** Begins at once. What is not taken is tried again under the same id, for a day. */
export function startWebhooks(services: WebhookServices, everyMs = 1000): Rounds {
  const failed = 'webhooks could not be told';
  return startRounds(() => tellWebhooks(services), { everyMs, logger: services.logger, failed });
}

/** All that is due was tried once on return, at the same time: a slow receiver holds up no other. */
export async function tellWebhooks(services: WebhookServices): Promise<void> {
  const due = await takeDueDeliveries(services.db, services.clock.now());
  await Promise.all(due.map((delivery) => tell(services, delivery)));
}

async function tell({ db, clock, webhooks, logger, names }: WebhookServices, delivery: DueDelivery): Promise<void> {
  const { id, webhookId, url } = delivery;
  try {
    const body = bodyOf(delivery, names.operationsUrl);
    await webhooks.call({ webhookId, url, deliveryId: id, body, at: clock.now() });
  } catch (error) {
    await recordFailedDelivery(db, delivery, errorName(error), clock.now());
    logger.warn({ deliveryId: id, errorName: errorName(error) }, 'a webhook could not be told');
    return;
  }
  await settleDelivery(db, id, clock.now());
}

/** What a receiver reads, in both languages, for nobody knows who reads it there: counts, money and causes, never a name, a number or an address of anybody. */
function bodyOf({ id, kind, values, branchId, happenedAt }: DueDelivery, operationsUrl: string): string {
  const { title, lines, path } = alertWords(kind, values);
  return JSON.stringify({
    id,
    kind,
    group: alertGroupOf(kind),
    happenedAt: happenedAt.toISOString(),
    branchId,
    title: inJapanese(title),
    text: lines.map(inJapanese).join('\n'),
    english: { title: inEnglish(title), text: lines.map(inEnglish).join('\n') },
    values,
    url: new URL(path, operationsUrl).href,
  });
}
