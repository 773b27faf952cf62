/** GET /correction-requests: what waits for the branch's answer, over all guarantees. */
import { correctionRequests } from '../../prisma/correction-requests.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { correctionListShape } from './shapes/talk.ts';

export const openCorrectionRequests = endpoint({
  scopes: ['contractor', 'reviewer', 'operator', 'auditor'],
  operationId: 'listCorrectionRequests',
  summary: '回答を待っている訂正の依頼',
  explanation: '受注者が依頼し、支店がまだ回答していない訂正を、古い順に200件まで返します。',
  description: 'Correction requests that nobody has answered yet, oldest first, at most 200.',
  answers: { 200: { description: 'Oldest first.', schema: correctionListShape } },
  refusals: [],
  async handle({ db }, { principal }) {
    return json(200, { correctionRequests: await correctionRequests(db, principal.reader, { openOnly: true }) });
  },
});
