/** GET /incidents: what is stuck, and why, newest first. */
import { z } from 'zod';
import { incidentStates, listIncidents } from '../../prisma/incident-views.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { pagingFields } from './shapes/basics.ts';
import { incidentListShape } from './shapes/incident.ts';
import { tellIncident } from './telling.ts';

export const incidents = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listIncidents',
  summary: '停止の一覧',
  explanation: '続けて失敗し、再実行または解決を待っている処理です。原因が同じものは fingerprint が同じです。',
  description: 'Steps that kept failing. Incidents of one cause share a fingerprint.',
  query: z.strictObject({
    state: z.enum(incidentStates).optional(),
    fingerprint: z
      .string()
      .min(1)
      .max(300)
      .regex(/^\P{Cc}*$/u)
      .optional(),
    ...pagingFields,
  }),
  answers: { 200: { description: 'One page.', schema: incidentListShape } },
  refusals: ['content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { principal, query: { limit, cursor, ...filters } }) {
    const page = await listIncidents(db, principal.reader, filters, { cursor, limit });
    return json(200, { incidents: page.incidents.map(tellIncident), nextCursor: page.nextCursor });
  },
});
