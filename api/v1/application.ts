/** GET /applications/:id: what was sent, and where its guarantees stand. */
import { Refusal } from '../../domain/refusals.ts';
import { applicationView } from '../../prisma/application-views.ts';
import { json } from '../answer.ts';
import { addresses } from './addresses.ts';
import { endpoint } from './endpoint.ts';
import { applicationShape } from './shapes/application.ts';
import { tellStage } from './telling.ts';

export const application = endpoint({
  scopes: ['contractor', 'reviewer', 'operator', 'auditor'],
  operationId: 'showApplication',
  summary: '申込を見る',
  explanation: '送られたとおりの申込と、それぞれの保証の今の段階、添付された書類です。',
  description: 'The application as it was sent, with the stage of each of its guarantees and the files enclosed.',
  missing: 'application-must-exist',
  answers: { 200: { description: 'The application.', schema: applicationShape } },
  refusals: ['application-must-exist'],
  async handle({ db }, { principal, id }) {
    const view = await applicationView(db, principal.reader, id);
    if (view === null) throw new Refusal('application-must-exist');
    const guarantees = view.guarantees.map(({ stage, ...guarantee }) => ({
      ...guarantee,
      ...tellStage(stage),
      links: { self: addresses.guarantee(guarantee.id) },
    }));
    const attachments = view.attachments.map((attachment) => ({
      ...attachment,
      links: { self: addresses.attachment(id, attachment.id) },
    }));
    return json(200, { ...view, attachments, guarantees, links: { self: addresses.application(id) } });
  },
});
