/** GET /incidents: what is stuck, and why, newest first. */
import { z } from 'zod';
import { counterpartyNames } from '../../domain/circuit.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { steps } from '../../domain/steps.ts';
import { incidentStates, listIncidents } from '../../prisma/incident-views.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { pagingFields } from './shapes/basics.ts';
import { fingerprintField, incidentListShape } from './shapes/incident.ts';
import { tellIncident } from './telling.ts';

const isTrue = z.literal('true').transform(() => true as const);
const trueOrFalse = z.enum(['true', 'false']).transform((word) => word === 'true');

/** How a list of incidents, or a selection of them, is narrowed. */
export const incidentFilterFields = {
  state: z.enum(incidentStates).optional(),
  fingerprint: fingerprintField.optional(),
  step: z.enum(steps).optional(),
  counterparty: z.enum(counterpartyNames).optional(),
  guaranteeId: z.uuid().optional(),
  owner: z
    .union([z.literal('nobody'), z.uuid()])
    .optional()
    .meta({ description: 'A user’s id, or `nobody`.' }),
};

export const incidents = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listIncidents',
  summary: '停止の一覧',
  explanation: '続けて失敗し、再実行または解決を待っている処理です。原因が同じものは fingerprint が同じです。',
  description: 'Steps that kept failing. Incidents of one cause share a fingerprint.',
  query: z.strictObject({
    ...incidentFilterFields,
    unsettled: trueOrFalse.optional().meta({ description: 'true: not closed. false: closed.' }),
    missesToday: isTrue.optional().meta({ description: 'Only what would miss today’s date.' }),
    stillStuck: isTrue.optional().meta({ description: 'Only what was open again after a retry.' }),
    ...pagingFields,
  }),
  answers: { 200: { description: 'One page.', schema: incidentListShape } },
  refusals: ['content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db, clock }, { principal, query: { limit, cursor, ...filters } }) {
    const page = await listIncidents(db, principal.reader, filters, dayInJapan(clock.now()), { cursor, limit });
    return json(200, { incidents: page.incidents.map(tellIncident), nextCursor: page.nextCursor });
  },
});
