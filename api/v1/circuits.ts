/** GET /circuits, POST /circuits/:counterparty/opening and /closing: the switch of each counterparty. */
import { z } from 'zod';
import { circuitStates, counterpartyNames } from '../../domain/circuit.ts';
import { messageField } from '../../domain/fields.ts';
import { circuitViews } from '../../prisma/circuit-views.ts';
import { closeCircuit, openCircuit } from '../../prisma/circuits.ts';
import { json } from '../answer.ts';
import { refuseUnlessOfAllBranches } from './audit/of-all-branches.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { instantShape } from './shapes/basics.ts';
import { staffAct } from './staff-act.ts';

const circuitShape = z
  .strictObject({
    counterparty: z.enum(counterpartyNames),
    title: z.string(),
    state: z.enum(circuitStates),
    reason: z.string().nullable(),
    byName: z.string().nullable().meta({ description: 'Who switched it; null: the service itself, or nobody yet.' }),
    since: instantShape,
    perSecond: z.number().nullable().meta({ description: '0: nothing goes through. null: everything does.' }),
    isApplied: z.boolean().meta({ description: 'Whether the queue follows already.' }),
    nextStepAt: instantShape.nullable(),
    tries: z.int().nullable().meta({ description: 'Of the whole house; null to readers of some branches.' }),
    failures: z.int().nullable(),
    openIncidents: z.int().meta({ description: 'Of the branches that the reader sees.' }),
    settings: z.strictObject({
      automatic: z.boolean(),
      failurePercent: z.int(),
      leastTries: z.int(),
      windowSeconds: z.int(),
    }),
  })
  .meta({ id: 'Circuit', description: 'The switch of a counterparty.' });

export const circuits = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listCircuits',
  summary: '回路の一覧',
  explanation: '相手先（D-Sure・メール・印刷・発行）ごとの回路の状態です。',
  description: 'Where the switch of each counterparty stands, since when, by whom and why.',
  answers: { 200: { description: 'All four.', schema: z.strictObject({ circuits: z.array(circuitShape) }) } },
  refusals: [],
  async handle({ db, clock }, { principal: { reader } }) {
    return json(200, { circuits: await circuitViews(db, reader, clock.now()) });
  },
});

const switchedShape = z.strictObject({
  counterparty: z.enum(counterpartyNames),
  state: z.enum(circuitStates),
  links: z.strictObject({ circuits: z.string() }),
});

const body = z.strictObject({ reason: messageField('Why; everybody who is affected reads it.') });

export const opening: Endpoint = endpoint({
  scopes: ['operator'],
  operationId: 'openCircuit',
  summary: '回路を開く（止める）',
  explanation:
    '相手先への処理を止めます。待っている処理は試行回数を使いません。issuance を開くと全員の発行が止まります。',
  description:
    'Nothing is handed to the counterparty any more; what waits spends no tries. On issuance it stops issuing.',
  body,
  answers: { 200: { description: 'It is open.', schema: switchedShape } },
  refusals: [
    'role-must-allow-this',
    'circuit-must-exist',
    'idempotency-key-must-not-be-reused',
    'content-must-be-in-order',
  ],
  handle: (services, asked) => {
    refuseUnlessOfAllBranches(asked.principal);
    const { params, body: said, by } = asked;
    const subject = params.counterparty ?? '';
    return staffAct(services, asked, 'openCircuit', { subject }, async (tx, now) =>
      told(await openCircuit(tx, subject, said.reason, by, now)),
    );
  },
});

export const closing: Endpoint = endpoint({
  scopes: ['operator'],
  operationId: 'closeCircuit',
  summary: '回路を閉じる（戻す）',
  explanation: '数件で試してから、少しずつ元の速さに戻します。失敗すればまた止まります。',
  description: 'Tried with a few first, then let through more and more. A failure opens it again.',
  body,
  answers: { 200: { description: 'It is being tried.', schema: switchedShape } },
  refusals: [
    'role-must-allow-this',
    'circuit-must-exist',
    'circuit-must-not-be-closed',
    'idempotency-key-must-not-be-reused',
    'content-must-be-in-order',
  ],
  handle: (services, asked) => {
    refuseUnlessOfAllBranches(asked.principal);
    const { params, body: said, by } = asked;
    const subject = params.counterparty ?? '';
    return staffAct(services, asked, 'closeCircuit', { subject }, async (tx, now) =>
      told(await closeCircuit(tx, subject, said.reason, by, now)),
    );
  },
});

function told({ counterparty, state }: { counterparty: string; state: string }) {
  return json(200, { counterparty, state, links: { circuits: '/api/v1/circuits' } });
}
