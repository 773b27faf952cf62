/** A bulk retry in the words of the API. */
import { bulkRetryStateTitles } from '../../domain/bulk-retry.ts';
import type { BulkRetryView } from '../../prisma/bulk-retry-views.ts';
import { addresses } from './addresses.ts';

export function tellBulkRetry({ fingerprint: _in, ...view }: BulkRetryView) {
  const self = addresses.bulkRetry(view.id);
  return { ...view, stateTitle: bulkRetryStateTitles[view.state], links: { self, items: `${self}/items` } };
}
