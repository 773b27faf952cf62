/** GET /sweeps: what the sweeper found and did, newest first. */
import { z } from 'zod';
import { findingKinds, findingWords, reportedNames } from '../../domain/sweeping.ts';
import { openFindings, sweepReports } from '../../prisma/sweep-views.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { instantShape } from './shapes/basics.ts';

const shape = z
  .strictObject({
    findings: z.array(
      z.strictObject({
        id: z.uuid(),
        kind: z.enum(findingKinds),
        happened: z.string(),
        toDo: z.string(),
        about: z.string(),
        guaranteeId: z.uuid().nullable(),
        foundAt: instantShape,
        lastSeenAt: instantShape,
        ownerName: z.string().nullable(),
      }),
    ),
    reports: z.array(
      z.strictObject({
        id: z.uuid(),
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
  })
  .meta({ id: 'Sweeps', description: 'What stands open, and the newest reports.' });

export const sweeps = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listSweeps',
  summary: '見回りの記録',
  explanation: '見回りで見つかったもの（まだ解けていないもの、200件まで）と、新しい見回りの記録です。',
  description:
    'What the sweeper found and is still so (the oldest 200), and its newest 100 reports: these to readers of all branches.',
  answers: { 200: { description: 'Both.', schema: shape } },
  refusals: [],
  async handle({ db }, { principal: { reader } }) {
    const [findings, page] = await Promise.all([
      openFindings(db, reader, 200),
      sweepReports(db, reader, { limit: 100 }),
    ]);
    return json(200, {
      findings: findings.rows.map(({ id, kind, about, guaranteeId, foundAt, lastSeenAt, ownerName }) => ({
        id,
        kind,
        ...findingWords[kind],
        about,
        guaranteeId,
        foundAt,
        lastSeenAt,
        ownerName,
      })),
      reports: page.rows,
    });
  },
});
