/** POST /incidents/:id/owner and /incidents/:id/comments: who looks after an incident, and what people write about it. */
import { z } from 'zod';
import { messageField } from '../../../domain/fields.ts';
import { comment, giveOwner } from '../../../prisma/incident-care.ts';
import { json } from '../../answer.ts';
import { endpoint } from '../endpoint.ts';
import { idShape } from '../shapes/basics.ts';
import { staffAct } from '../staff-act.ts';

const careShape = z
  .strictObject({ incidentId: idShape, links: z.strictObject({ incident: z.string() }) })
  .meta({ id: 'IncidentCare', description: 'What was written down about an incident.' });

const told = (id: string) => json(201, { incidentId: id, links: { incident: `/api/v1/incidents/${id}` } });

export const owner = endpoint({
  scopes: ['operator'],
  operationId: 'giveIncidentOwner',
  summary: '停止の担当者を決める',
  explanation: '担当者を決めます。null で担当者なしに戻します。経過に残ります。',
  description: 'Who looks after it; null: nobody. The history tells it.',
  missing: 'incident-must-exist',
  body: z.strictObject({ ownerId: idShape.nullable().meta({ description: 'A user of the staff, or null.' }) }),
  answers: { 201: { description: 'Written down.', schema: careShape } },
  refusals: [
    'incident-must-exist',
    'incident-must-be-open',
    'owner-must-be-staff',
    'idempotency-key-must-not-be-reused',
    'content-must-be-in-order',
  ],
  handle(services, asked) {
    const { id, body, principal } = asked;
    return staffAct(services, asked, 'takeIncident', { incidentId: id }, async (tx, now) => {
      await giveOwner(tx, principal.reader, id, body.ownerId, principal.userId, now);
      return told(id);
    });
  },
});

export const comments = endpoint({
  scopes: ['operator', 'reviewer'],
  operationId: 'commentIncident',
  summary: '停止にコメントを書く',
  explanation: '分かったこと、したことを経過に残します。書いた後は変えられません。',
  description: 'What was found out or done. Never changed afterwards.',
  missing: 'incident-must-exist',
  body: z.strictObject({ words: messageField('What staff read in the history.') }),
  answers: { 201: { description: 'Written down.', schema: careShape } },
  refusals: ['incident-must-exist', 'idempotency-key-must-not-be-reused', 'content-must-be-in-order'],
  handle(services, asked) {
    const { id, body, principal } = asked;
    return staffAct(services, asked, 'commentIncident', { incidentId: id }, async (tx, now) => {
      await comment(tx, principal.reader, id, body.words, principal.userId, now);
      return told(id);
    });
  },
});
