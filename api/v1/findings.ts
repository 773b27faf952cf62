/** GET /findings: what the sweeper found and is still so, the oldest first. */
import { z } from 'zod';
import { findingKinds, findingWords } from '../../domain/sweeping.ts';
import { findingPage } from '../../prisma/sweep-views.ts';
import { json } from '../answer.ts';
import { endpoint } from './endpoint.ts';
import { idShape, instantShape, nextCursorShape, pagingFields } from './shapes/basics.ts';

const shape = z
  .strictObject({
    findings: z.array(
      z.strictObject({
        id: idShape,
        kind: z.enum(findingKinds),
        happened: z.string(),
        toDo: z.string(),
        about: z.string(),
        guaranteeId: idShape.nullable(),
        foundAt: instantShape,
        lastSeenAt: instantShape,
        ownerName: z.string().nullable(),
      }),
    ),
    nextCursor: nextCursorShape,
  })
  .meta({ id: 'FindingList', description: 'What the sweeper found and stands open.' });

export const findings = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listFindings',
  summary: '見回りで見つかったもの',
  explanation: 'まだ解けていないものを、古い順に示します。',
  description: 'What the sweeper found and is still so, the oldest first; of the branches that the reader sees.',
  query: z.strictObject(pagingFields),
  answers: { 200: { description: 'One page.', schema: shape } },
  refusals: ['content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { principal: { reader }, query }) {
    const { findings: page, nextCursor } = await findingPage(db, reader, query);
    const told = page.map(({ id, kind, about, guaranteeId, foundAt, lastSeenAt, ownerName }) => ({
      id,
      kind,
      ...findingWords[kind],
      about,
      guaranteeId,
      foundAt,
      lastSeenAt,
      ownerName,
    }));
    return json(200, { findings: told, nextCursor });
  },
});
