/** A bulk retry in the words of the API. */
import { bulkRetryStateTitles } from '../../domain/bulk-retry.ts';
import type { Reader } from '../../domain/scopes.ts';
import { type BulkRetryView, bulkRetrySelection } from '../../prisma/bulk-retry-views.ts';
import type { Database } from '../../prisma/database.ts';
import { addresses } from './addresses.ts';

export async function tellBulkRetry(db: Database, reader: Reader, { fingerprint: _in, ...view }: BulkRetryView) {
  const self = addresses.bulkRetry(view.id);
  const selection = await bulkRetrySelection(db, reader, view.id);
  return { ...view, selection, stateTitle: bulkRetryStateTitles[view.state], links: { self, items: `${self}/items` } };
}
