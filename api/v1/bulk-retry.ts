/** GET /bulk-retries/:id and /bulk-retries/:id/items: how far it is, and what came of each incident. */
import { z } from 'zod';
import { bulkItemStates } from '../../domain/bulk-retry.ts';
import { Refusal } from '../../domain/refusals.ts';
import { bulkRetryItems, bulkRetryView } from '../../prisma/bulk-retry-views.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { pagingFields } from './shapes/basics.ts';
import { bulkRetryItemListShape, bulkRetryShape } from './shapes/bulk-retry.ts';
import { tellBulkRetry } from './telling-bulk-retry.ts';

export const bulkRetry = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'showBulkRetry',
  summary: '一括再実行を見る',
  explanation: '状態と、結果ごとの件数です。「送った」は成功に数えません。',
  description: 'Its state, and how many came to what. Sent is never counted as success.',
  missing: 'bulk-retry-must-exist',
  answers: { 200: { description: 'The bulk retry.', schema: bulkRetryShape } },
  refusals: ['bulk-retry-must-exist'],
  async handle({ db }, { id, principal: { reader } }) {
    const view = await bulkRetryView(db, reader, id);
    if (view === null) throw new Refusal('bulk-retry-must-exist');
    return json(200, tellBulkRetry(view));
  },
});

export const bulkRetryItemList = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listBulkRetryItems',
  summary: '一括再実行の結果を一件ずつ見る',
  explanation: '送る順に並びます。',
  description: 'In the order that they are sent.',
  missing: 'bulk-retry-must-exist',
  query: z.strictObject({ state: z.enum(bulkItemStates).optional(), ...pagingFields }),
  answers: { 200: { description: 'One page.', schema: bulkRetryItemListShape } },
  refusals: ['bulk-retry-must-exist', 'content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { id, principal, query: { limit, cursor, state } }) {
    if ((await bulkRetryView(db, principal.reader, id)) === null) throw new Refusal('bulk-retry-must-exist');
    return json(200, await bulkRetryItems(db, principal.reader, id, { state }, { cursor, limit }));
  },
});
