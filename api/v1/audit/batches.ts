/** GET /audit/batches: what was sealed at once, batch by batch. */
import { z } from 'zod';
import { sealedBatches, verifiedPageSize } from '../../../prisma/audit-chains.ts';
import { json } from '../../answer.ts';
import { endpoint } from '../endpoint.ts';
import { afterField, sealedBatchesShape } from '../shapes/audit.ts';
import { refuseUnlessOfAllBranches } from './of-all-branches.ts';

export const batches = endpoint({
  scopes: ['auditor'],
  operationId: 'listSealedBatches',
  summary: '封印のまとまり',
  explanation: '一度に封印されたまとまりを、順に1,000件ずつ読みます。それぞれのハッシュは前のまとまりに続きます。',
  description: 'What was sealed at once, in order, a thousand batches a page: each hash goes on from the one before.',
  query: z.strictObject({ after: afterField }),
  answers: { 200: { description: 'One page.', schema: sealedBatchesShape } },
  refusals: ['role-must-allow-this', 'content-must-be-in-order'],
  async handle({ db }, { principal, query: { after } }) {
    refuseUnlessOfAllBranches(principal);
    const rows = await sealedBatches(db, after);
    const nextAfter = rows.length < verifiedPageSize ? null : (rows.at(-1)?.lastPosition ?? null);
    return json(200, { batches: rows, nextAfter });
  },
});
