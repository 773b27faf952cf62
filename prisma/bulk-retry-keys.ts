/** How a retry that a bulk retry sends is known as its own: by the client that it is sent as, and its key. */
import type { Command } from './generated/client.ts';

/** The scope of the keys of all bulk retries. */
export const bulkRetryClient = 'bulk-retry';

/** The key under which a bulk retry sends its one retry of an incident, however often it is told to. */
export function bulkRetryKey(bulkRetryId: string, incidentId: string): string {
  return `${bulkRetryId}/${incidentId}`;
}

/** The bulk retry that sent this command; null where somebody else did. */
export function bulkRetryOf({ client, idempotencyKey }: Pick<Command, 'client' | 'idempotencyKey'>): string | null {
  return client === bulkRetryClient ? (idempotencyKey.split('/')[0] ?? null) : null;
}
