/** GET /incidents/:id: one incident, its cause in clear words, and everything that happened to it. */
import { waitingSentence } from '../../domain/circuit.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { Refusal } from '../../domain/refusals.ts';
import { circuitFor } from '../../prisma/circuit-views.ts';
import { incidentView } from '../../prisma/incident-views.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { wholeIncidentShape } from './shapes/incident.ts';
import { tellIncident } from './telling.ts';

export const incident = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'showIncident',
  summary: '停止を見る',
  explanation:
    '何が起きたか、何をすればよいか、これまでの経過を示します。回路が開いていれば、何を待っているかも示します。',
  description: 'What happened, what to do, the history, and the circuit that it waits for, where one is open.',
  missing: 'incident-must-exist',
  answers: { 200: { description: 'The incident.', schema: wholeIncidentShape } },
  refusals: ['incident-must-exist'],
  async handle({ db, clock }, { principal, id }) {
    const view = await incidentView(db, principal.reader, id, dayInJapan(clock.now()));
    if (view === null) throw new Refusal('incident-must-exist');
    const circuit = view.closedAt === null ? await circuitFor(db, view.step) : null;
    return json(200, { ...tellIncident(view), waitsFor: circuit === null ? null : waitingSentence(circuit) });
  },
});
