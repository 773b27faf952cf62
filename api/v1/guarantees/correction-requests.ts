/** GET and POST /guarantees/:id/correction-requests: 「申込内容と間違いがある」 of one guarantee. */
import { correctionContentSchema } from '../../../domain/correction-request.ts';
import { correctionRequests } from '../../../prisma/correction-requests.ts';
import { json } from '../../answer.ts';
import { askForCorrection } from '../../talk.ts';
import { endpoint } from '../endpoint.ts';
import { correctionListShape, correctionReceiptShape } from '../shapes/talk.ts';
import { refuseUnlessVisible } from './visible.ts';

export const guaranteeCorrectionRequests = endpoint({
  scopes: ['contractor', 'reviewer', 'operator', 'auditor'],
  operationId: 'listCorrectionRequestsOfGuarantee',
  summary: '訂正の依頼を読む',
  explanation: 'この保証に受注者が見つけた間違いと、支店の回答です。',
  description: 'What the contractor found wrong in what was issued, and what was answered.',
  missing: 'guarantee-must-exist',
  answers: { 200: { description: 'Oldest first.', schema: correctionListShape } },
  refusals: ['guarantee-must-exist'],
  async handle({ db }, { principal, id }) {
    await refuseUnlessVisible(db, principal.reader, id);
    const found = await correctionRequests(db, principal.reader, { guaranteeId: id, openOnly: false });
    return json(200, { correctionRequests: found });
  },
});

export const newCorrectionRequest = endpoint({
  scopes: ['contractor'],
  operationId: 'requestCorrection',
  summary: '訂正を依頼する',
  explanation: '発行された内容に間違いがあるときに支店へ知らせます。保証の内容はまだ変わりません。',
  description: 'Tells the branch what is wrong in what was issued. Changes nothing by itself.',
  missing: 'guarantee-must-exist',
  body: correctionContentSchema,
  answers: { 201: { description: 'Asked.', schema: correctionReceiptShape } },
  refusals: [
    'guarantee-must-exist',
    'guarantee-must-be-issued-for-correction',
    'correction-field-must-be-on-the-certificate',
    'correction-must-not-be-open-already',
    'message-must-not-hold-the-key',
    'idempotency-key-must-not-be-reused',
  ],
  async handle(services, { principal, by, id, idempotencyKey, body }) {
    await refuseUnlessVisible(services.db, principal.reader, id);
    const writing = { reader: principal.reader, userId: principal.userId, by, guaranteeId: id, idempotencyKey };
    return askForCorrection(services, writing, body);
  },
});
