/** GET /sweeps: what the sweeper looked at and did, newest first. */
import { z } from 'zod';
import { reportedNames } from '../../domain/sweeping.ts';
import { sweepReports } from '../../prisma/sweep-views.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { afterOf, nextCursorOf } from './keyset-paging.ts';
import { idShape, instantShape, nextCursorShape, pagingFields } from './shapes/basics.ts';

const shape = z
  .strictObject({
    reports: z.array(
      z.strictObject({
        id: idShape,
        check: z.enum(reportedNames),
        beganAt: instantShape,
        endedAt: instantShape,
        rounds: z.int(),
        lookedAt: z.int(),
        found: z.int(),
        healed: z.int(),
        raised: z.int(),
        failure: z.string().nullable(),
      }),
    ),
    nextCursor: nextCursorShape,
  })
  .meta({ id: 'Sweeps', description: 'Reports of the sweeper.' });

export const sweeps = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listSweeps',
  summary: '見回りの記録',
  explanation: '見回りの記録を新しい順に示します。見つかってまだ解けていないものは /findings で読めます。',
  description:
    'The sweeper’s reports, newest first, to readers of all branches. What it found and is still so stands at /findings.',
  query: z.strictObject(pagingFields),
  answers: { 200: { description: 'One page.', schema: shape } },
  refusals: ['content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { principal: { reader }, query: { cursor, limit } }) {
    const page = await sweepReports(db, reader, { after: afterOf(cursor), limit });
    return json(200, { reports: page.rows, nextCursor: nextCursorOf(page) });
  },
});
