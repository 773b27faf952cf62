/** A bulk retry and its items as the API tells them. */
import { z } from 'zod';
import { bulkItemStates, bulkRetryStates } from '../../../domain/bulk-retry.ts';
import { idShape, instantShape, nextCursorShape, yenShape } from './basics.ts';

export const perMinuteField = z
  .int()
  .min(1)
  .max(6000)
  .meta({ description: 'How many incidents are retried a minute, after the canary.' });

const fields = {
  id: idShape,
  state: z.enum(bulkRetryStates),
  stateTitle: z.string(),
  isOver: z.boolean(),
  selection: z.record(z.string(), z.unknown()).meta({
    description:
      'How it was chosen: `by` cause, incidents, guarantees, filter or search; the fingerprint of a cause; and to readers of all branches the conditions of a filter or search. Never ids: `links.items` tells them page by page.',
  }),
  reason: z.string(),
  byId: idShape,
  byName: z.string(),
  perMinute: z.int(),
  previewedAt: instantShape,
  confirmedAt: instantShape.nullable(),
  finishedAt: instantShape.nullable(),
  total: z.int().meta({ description: 'Of the branches that the reader sees, as every number here.' }),
  amountYen: yenShape,
  missesToday: z.int(),
  missesTodayYen: yenShape,
  counterparties: z.array(z.string()),
  counts: z.strictObject({
    waiting: z.int(),
    sent: z.int(),
    fixed: z.int(),
    'still-stuck': z.int(),
    'new-cause': z.int(),
    'already-gone': z.int(),
  }),
  links: z.strictObject({ self: z.string(), items: z.string() }),
};

export const bulkRetryShape = z
  .strictObject(fields)
  .meta({ id: 'BulkRetry', description: 'Many incidents retried together: one, then ten, then the rest.' });

export const bulkRetryListShape = z.strictObject({
  bulkRetries: z.array(bulkRetryShape),
  nextCursor: nextCursorShape,
});

export const bulkRetryItemListShape = z
  .strictObject({
    items: z.array(
      z.strictObject({
        incidentId: idShape,
        guaranteeId: idShape,
        guaranteeNumber: z.string().nullable(),
        place: z.int(),
        missesToday: z.boolean(),
        amountYen: yenShape,
        state: z.enum(bulkItemStates),
        sentAt: instantShape.nullable(),
        settledAt: instantShape.nullable(),
        newIncidentId: idShape.nullable(),
      }),
    ),
    nextCursor: nextCursorShape,
  })
  .meta({ id: 'BulkRetryItemList', description: 'What came of each incident, in the order they are sent.' });
