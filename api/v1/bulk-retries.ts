/** GET and POST /bulk-retries: those that were made; a new one is a preview, and nothing is sent before it is confirmed. */
import { z } from 'zod';
import { defaultPerMinute } from '../../domain/bulk-retry.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { messageField } from '../../domain/fields.ts';
import { previewBulkRetry } from '../../prisma/bulk-retries.ts';
import { listBulkRetries } from '../../prisma/bulk-retry-views.ts';
import { json } from '../answer.ts';
import { addresses } from './addresses.ts';
import { endpoint } from './endpoint.ts';
import { incidentFilterFields } from './incidents.ts';
import { bulkRetryListShape, perMinuteField } from './shapes/bulk-retry.ts';
import { fingerprintField } from './shapes/incident.ts';
import { staffAct } from './staff-act.ts';
import { tellBulkRetry } from './telling-bulk-retry.ts';

export const bulkRetries = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listBulkRetries',
  summary: '一括再実行の一覧',
  explanation: '新しい順に50件までです。',
  description: 'The newest 50; of one cause, where a fingerprint is given.',
  query: z.strictObject({ fingerprint: fingerprintField.optional() }),
  answers: { 200: { description: 'Newest first.', schema: bulkRetryListShape } },
  refusals: ['content-must-be-in-order'],
  async handle({ db }, { query, principal: { reader } }) {
    const found = await listBulkRetries(db, reader, query.fingerprint, 50);
    return json(200, { bulkRetries: found.map(tellBulkRetry) });
  },
});

const selection = z.union([
  z.strictObject({ fingerprint: fingerprintField }),
  z.strictObject({ incidentIds: z.array(z.uuid()).min(1).max(1000) }),
  z.strictObject({
    filter: z.strictObject({ ...incidentFilterFields, missesToday: z.boolean().optional() }),
  }),
]);

export const newBulkRetry = endpoint({
  scopes: ['operator'],
  operationId: 'previewBulkRetry',
  summary: '一括再実行を準備する',
  explanation:
    '原因・一覧の選択・絞り込みのいずれかで、いま再実行を待っている停止を選びます。確認（confirmation）までは何も送られません。',
  description: 'Chooses what is open now by cause, by ids or by filter. Nothing is sent before it is confirmed.',
  body: z.strictObject({
    selection,
    reason: messageField('Why it should help now.'),
    perMinute: perMinuteField.default(defaultPerMinute),
  }),
  answers: {
    201: {
      description: 'Previewed.',
      schema: z.strictObject({ id: z.uuid(), links: z.strictObject({ self: z.string(), confirmation: z.string() }) }),
      location: true,
    },
  },
  refusals: ['selection-must-hold-open-incidents', 'idempotency-key-must-not-be-reused', 'content-must-be-in-order'],
  handle(services, asked) {
    const { body, by, principal } = asked;
    return staffAct(services, asked, 'previewBulkRetry', {}, async (tx, now) => {
      const person = { ...by, userId: principal.userId };
      const id = await previewBulkRetry(tx, body as never, principal.reader, person, dayInJapan(now), now);
      const self = addresses.bulkRetry(id);
      return json(201, { id, links: { self, confirmation: `${self}/confirmation` } }, { Location: self });
    });
  },
});
