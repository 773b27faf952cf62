/** GET /findings: what the sweeper found and is still so, or what was closed, the oldest first. */
import { z } from 'zod';
import { findingKinds, findingWords } from '../../domain/sweeping.ts';
import { findingPage } from '../../prisma/finding-views.ts';
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
        state: z.enum(['open', 'closed']),
        reopenings: z.int().meta({ description: 'How often it was found again after a person closed it.' }),
        reopenedAt: instantShape.nullable(),
        closedAt: instantShape.nullable(),
        closing: z
          .strictObject({ at: instantShape, byName: z.string(), reason: z.string() })
          .nullable()
          .meta({ description: 'The last time that a person closed it; it may have been found again after that.' }),
      }),
    ),
    nextCursor: nextCursorShape,
  })
  .meta({ id: 'FindingList', description: 'What the sweeper found.' });

export const findings = endpoint({
  scopes: ['operator', 'reviewer', 'auditor'],
  operationId: 'listFindings',
  summary: '見回りで見つかったもの',
  explanation: 'まだ解けていないもの、または閉じたもの（state=closed）を、古い順に示します。',
  description:
    'What the sweeper found and is still so, or what was closed (state=closed), the oldest first; of the branches that the reader sees.',
  query: z.strictObject({ ...pagingFields, state: z.enum(['open', 'closed']).optional() }),
  answers: { 200: { description: 'One page.', schema: shape } },
  refusals: ['content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { principal: { reader }, query }) {
    const { findings: page, nextCursor } = await findingPage(db, reader, query);
    const told = page.map(({ ownerId: _, ...finding }) => ({
      ...finding,
      ...findingWords[finding.kind],
      state: finding.closedAt === null ? 'open' : 'closed',
    }));
    return json(200, { findings: told, nextCursor });
  },
});
