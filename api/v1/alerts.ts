/** GET /alerts: what our own people were told of, to whom, and whether it came to them; newest first. */
import { z } from 'zod';
import { alertKinds, alertWords } from '../../domain/alerts.ts';
import { inJapanese } from '../../domain/sentences.ts';
import { alertPage } from '../../prisma/alert-views.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { afterOf, nextCursorOf } from './keyset-paging.ts';
import { idShape, instantShape, nextCursorShape, pagingFields } from './shapes/basics.ts';

const shape = z
  .strictObject({
    alerts: z.array(
      z.strictObject({
        id: idShape,
        kind: z.enum(alertKinds),
        happenedAt: instantShape,
        title: z.string(),
        lines: z.array(z.string()),
        told: z.array(
          z.strictObject({
            to: z.string(),
            by: z.enum(['mail', 'webhook']),
            state: z.enum(['waiting', 'sent', 'dropped']),
            tries: z.int(),
            failure: z.string().nullable(),
            settledAt: instantShape.nullable(),
          }),
        ),
      }),
    ),
    nextCursor: nextCursorShape,
  })
  .meta({ id: 'AlertList', description: 'Changes that on-call addresses and webhooks were told of.' });

export const alerts = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listAlerts',
  summary: 'お知らせの記録',
  explanation: '当番のあて先とWebhookに知らせたことを、届いたかどうかとともに新しい順に示します。',
  description: 'What on-call addresses and webhooks were told of, and how far it came; newest first.',
  query: z.strictObject(pagingFields),
  answers: { 200: { description: 'One page.', schema: shape } },
  refusals: ['content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { principal: { reader }, query: { cursor, limit } }) {
    const page = await alertPage(db, reader, { after: afterOf(cursor), limit });
    const told = page.rows.map(({ id, kind, values, happenedAt, told: to }) => {
      const { title, lines } = alertWords(kind, values);
      return { id, kind, happenedAt, title: inJapanese(title), lines: lines.map(inJapanese), told: to };
    });
    return json(200, { alerts: told, nextCursor: nextCursorOf(page) });
  },
});
