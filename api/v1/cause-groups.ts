/** GET /cause-groups and /cause-groups/:fingerprint: what is stuck, by its cause. */
import { z } from 'zod';
import { causeOf } from '../../domain/causes.ts';
import { type OpenCircuit, waitingSentence } from '../../domain/circuit.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { Refusal } from '../../domain/refusals.ts';
import { stepNames } from '../../domain/steps.ts';
import {
  type CauseGroup,
  causeGroup,
  causeGroups,
  countsOfCause,
  mailDomainsOfCause,
} from '../../prisma/cause-groups.ts';
import { openCircuits } from '../../prisma/circuit-views.ts';
import { listIncidents } from '../../prisma/incident-views.ts';
import { json } from '../answer.ts';
import { addresses } from './addresses.ts';
import { endpoint } from './endpoint.ts';
import { causeGroupListShape, causeGroupShape } from './shapes/incident.ts';
import { tellIncident } from './telling.ts';

/** Groups with nothing open are told for so long after they were last seen. */
const recentMs = 7 * 24 * 3_600_000;

export const causeGroupList = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listCauseGroups',
  summary: '停止の原因の一覧',
  explanation:
    '同じ原因の停止をまとめて、件数・金額・期日とともに示します。本日中に発行できないおそれのあるものが先です。',
  description: 'What is stuck, by its cause, with how many, how much money, and what would miss today.',
  query: z.strictObject({
    recent: z
      .literal('true')
      .optional()
      .meta({ description: 'Also those of the last 7 days with nothing open any more.' }),
  }),
  answers: { 200: { description: 'All groups.', schema: causeGroupListShape } },
  refusals: ['content-must-be-in-order'],
  async handle({ db, clock }, { principal: { reader }, query }) {
    const now = clock.now();
    const since = query.recent === undefined ? null : new Date(now.getTime() - recentMs);
    const [groups, circuits] = await Promise.all([causeGroups(db, reader, dayInJapan(now), since), openCircuits(db)]);
    return json(200, { causeGroups: groups.map((group) => tellGroup(group, circuits)) });
  },
});

export const causeGroupOf = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'showCauseGroup',
  summary: '停止の原因を見る',
  explanation: '一つの原因の停止を、直近24時間と30日の増減とともに示します。',
  description:
    'One cause: counts by hour for 24 hours and by day in Japan for 30 days, the newest incidents, and for mails the domains held up.',
  answers: { 200: { description: 'The group.', schema: causeGroupShape } },
  refusals: ['cause-must-exist'],
  async handle({ db, clock }, { principal: { reader }, params }) {
    const now = clock.now();
    const today = dayInJapan(now);
    const fingerprint = params.fingerprint ?? '';
    const group = fingerprint.includes('\0') ? null : await causeGroup(db, reader, fingerprint, today);
    if (group === null) throw new Refusal('cause-must-exist');
    const [circuits, hours, days, mailDomains, { incidents }] = await Promise.all([
      openCircuits(db),
      countsOfCause(db, reader, fingerprint, 'hour', now),
      countsOfCause(db, reader, fingerprint, 'day', now),
      mailDomainsOfCause(db, reader, fingerprint),
      listIncidents(db, reader, { fingerprint, unsettled: true }, today, { limit: 3 }),
    ]);
    return json(200, { ...tellGroup(group, circuits), hours, days, mailDomains, sample: incidents.map(tellIncident) });
  },
});

function tellGroup(group: CauseGroup, circuits: readonly OpenCircuit[]) {
  const { happened, toDo } = causeOf(group.step, group.errorName);
  const circuit = circuits.find(({ counterparty }) => counterparty === group.counterparty);
  return {
    ...group,
    stepName: stepNames[group.step],
    happened,
    toDo,
    waitsFor: circuit === undefined ? null : waitingSentence(circuit),
    links: { self: addresses.cause(group.fingerprint), incidents: addresses.incidentsOfCause(group.fingerprint) },
  };
}
