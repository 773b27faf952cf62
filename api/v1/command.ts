/** GET /commands/:id: what was asked, and what came of it. */
import { Refusal, refusalSentences } from '../../domain/refusals.ts';
import { commandView } from '../../prisma/command-views.ts';
import { json } from '../answer.ts';
import { addresses } from './addresses.ts';
import { endpoint } from './endpoint.ts';
import { commandShape } from './shapes/command.ts';

export const command = endpoint({
  scopes: ['contractor', 'reviewer', 'operator', 'auditor'],
  operationId: 'showCommand',
  summary: '依頼の結果を見る',
  explanation: '依頼がどこまで進んだかを示します。受注者には自社の依頼だけが見えます。',
  description: 'How far a command came. A contractor sees what its own people asked, staff see all.',
  missing: 'command-must-exist',
  answers: { 200: { description: 'The command.', schema: commandShape } },
  refusals: ['command-must-exist'],
  async handle({ db }, { principal, id }) {
    const view = await commandView(db, principal.reader, id);
    if (view === null) throw new Refusal('command-must-exist');
    const { refusal, guaranteeId } = view;
    const links = {
      self: addresses.command(id),
      guarantee: guaranteeId === null ? null : addresses.guarantee(guaranteeId),
    };
    return json(200, {
      ...view,
      refusal: refusal === null ? null : { name: refusal, sentence: refusalSentences[refusal] },
      links,
    });
  },
});
