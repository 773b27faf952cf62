/** GET and POST /bulk-retries: those that were made; a new one is a preview, and nothing is sent before it is confirmed. */
import { z } from 'zod';
import { defaultPerMinute } from '../../domain/bulk-retry.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { messageField } from '../../domain/fields.ts';
import { Refusal } from '../../domain/refusals.ts';
import { previewBulkRetry, sizeOfBulkRetry } from '../../prisma/bulk-retries.ts';
import { sizeOfSelection } from '../../prisma/bulk-retry-selection.ts';
import { listBulkRetries } from '../../prisma/bulk-retry-views.ts';
import { json } from '../answer.ts';
import { addresses } from './addresses.ts';
import { endpoint } from './endpoint.ts';
import { pagingFields, yenShape } from './shapes/basics.ts';
import { bulkRetryListShape, perMinuteField } from './shapes/bulk-retry.ts';
import { fingerprintField } from './shapes/incident.ts';
import { selectionOn, selectionShape } from './shapes/selection.ts';
import { staffAct } from './staff-act.ts';
import { tellBulkRetry } from './telling-bulk-retry.ts';

export const bulkRetries = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listBulkRetries',
  summary: '一括再実行の一覧',
  explanation: '新しい順です。どの停止を選んだかは、一件ごとの結果（items）で読めます。',
  description: 'Newest first; of one cause, where a fingerprint is given. What was chosen is told by each one’s items.',
  query: z.strictObject({ fingerprint: fingerprintField.optional(), ...pagingFields }),
  answers: { 200: { description: 'One page.', schema: bulkRetryListShape } },
  refusals: ['content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { query: { fingerprint, ...turn }, principal: { reader } }) {
    const { bulkRetries: found, nextCursor } = await listBulkRetries(db, reader, fingerprint, turn);
    return json(200, { bulkRetries: found.map(tellBulkRetry), nextCursor });
  },
});

const sizeFields = {
  total: z.int().meta({ description: 'Incidents that are open now and would be retried.' }),
  amountYen: yenShape.meta({ description: 'The guaranteed amounts that they hold up.' }),
  missesToday: z.int().meta({ description: 'How many of them would miss today’s date.' }),
  missesTodayYen: yenShape,
};

export const newBulkRetry = endpoint({
  scopes: ['operator'],
  operationId: 'previewBulkRetry',
  summary: '一括再実行を準備する',
  explanation:
    '原因・停止の選択・保証の選択・停止の絞り込み・保証一覧の検索のいずれかで、いま再実行を待っている停止を選びます。確認（confirmation）までは何も送られません。dryRun を true にすると、件数と金額だけを答え、何も残しません。',
  description:
    'Chooses what is open now by cause, by ids of incidents or guarantees, by a filter of incidents or a search of guarantees. Nothing is sent before it is confirmed. With dryRun it tells how many and how much alone, and writes nothing down.',
  body: z.strictObject({
    selection: selectionShape,
    reason: messageField('Why it should help now. A dry run needs none.').optional(),
    perMinute: perMinuteField.default(defaultPerMinute),
    dryRun: z.boolean().default(false).meta({ description: 'true: only count. Its Idempotency-Key stays unused.' }),
  }),
  answers: {
    200: {
      description: 'A dry run: what would be chosen now. Nothing was written down.',
      schema: z.strictObject(sizeFields).meta({ id: 'BulkRetrySize' }),
    },
    201: {
      description: 'Previewed: what was chosen stays as it is.',
      schema: z.strictObject({
        id: z.uuid(),
        ...sizeFields,
        links: z.strictObject({ self: z.string(), confirmation: z.string() }),
      }),
      location: true,
    },
  },
  refusals: [
    'bulk-retry-must-have-a-reason',
    'selection-must-hold-open-incidents',
    'idempotency-key-must-not-be-reused',
    'content-must-be-in-order',
  ],
  async handle(services, asked) {
    const { body, by, principal } = asked;
    const { selection, reason, perMinute, dryRun } = body;
    const { reader, userId } = principal;
    if (dryRun) {
      const today = dayInJapan(services.clock.now());
      return json(200, await sizeOfSelection(services.db, selectionOn(today, selection), reader, today));
    }
    if (reason === undefined) throw new Refusal('bulk-retry-must-have-a-reason', { field: 'reason' });
    return staffAct(services, asked, 'previewBulkRetry', {}, async (tx, now) => {
      const today = dayInJapan(now);
      const chosen = { selection: selectionOn(today, selection), reason, perMinute };
      const id = await previewBulkRetry(tx, chosen, reader, { ...by, userId }, today, now);
      const size = await sizeOfBulkRetry(tx, id);
      const self = addresses.bulkRetry(id);
      return json(201, { id, ...size, links: { self, confirmation: `${self}/confirmation` } }, { Location: self });
    });
  },
});
