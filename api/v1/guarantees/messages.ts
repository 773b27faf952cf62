/** GET and POST /guarantees/:id/messages: what contractor and branch write each other about a guarantee. */
import { messageContentSchema } from '../../../domain/messages.ts';
import { messagesOf } from '../../../prisma/messages.ts';
import { json } from '../../answer.ts';
import { sendMessage } from '../../talk.ts';
import { endpoint } from '../endpoint.ts';
import { messageListShape, messageReceiptShape } from '../shapes/talk.ts';
import { refuseUnlessVisible } from './visible.ts';

const scopes = ['contractor', 'reviewer', 'operator'] as const;

export const messages = endpoint({
  scopes: [...scopes, 'auditor'],
  operationId: 'listMessages',
  summary: 'メッセージを読む',
  explanation: '受注者と支店のやり取りを、古い順に返します。',
  description:
    'What contractor and branch wrote each other, oldest first. A contractor reads staff without their names.',
  missing: 'guarantee-must-exist',
  answers: { 200: { description: 'All messages of the guarantee.', schema: messageListShape } },
  refusals: ['guarantee-must-exist'],
  async handle({ db }, { principal, id }) {
    await refuseUnlessVisible(db, principal.reader, id);
    return json(200, { messages: await messagesOf(db, principal.reader, id) });
  },
});

export const newMessage = endpoint({
  scopes,
  operationId: 'writeMessage',
  summary: 'メッセージを書く',
  explanation: '相手に読まれる言葉です。書いた後は変えられません。支店は、訂正の依頼を指定して回答できます。',
  description: 'Writes to the other side. Never changed afterwards. Staff answer a correction request by naming it.',
  missing: 'guarantee-must-exist',
  body: messageContentSchema,
  answers: { 201: { description: 'Written.', schema: messageReceiptShape } },
  refusals: [
    'guarantee-must-exist',
    'correction-request-must-exist',
    'message-must-not-hold-the-key',
    'idempotency-key-must-not-be-reused',
  ],
  async handle(services, { principal, by, id, idempotencyKey, body }) {
    await refuseUnlessVisible(services.db, principal.reader, id);
    const writing = { reader: principal.reader, userId: principal.userId, by, guaranteeId: id, idempotencyKey };
    return sendMessage(services, writing, body);
  },
});
