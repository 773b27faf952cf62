/** GET /audit/events: every event with its words, chain by chain, exactly as its row stands. */
import { z } from 'zod';
import { chainedEvents } from '../../../prisma/audit-chains.ts';
import { json } from '../../answer.ts';
import { endpoint } from '../endpoint.ts';
import { chainedEventsShape } from '../shapes/audit.ts';
import { refuseUnlessOfAllBranches } from './of-all-branches.ts';

export const events = endpoint({
  scopes: ['auditor'],
  operationId: 'listChainedEvents',
  summary: '監査記録の連鎖',
  explanation: 'すべての記録を連鎖ごとに1,000件ずつ読みます。受け取った側で全てのハッシュを計算し直せます。',
  description:
    'Every event with its words, chain by chain, a thousand a page: whoever reads them can compute every hash again.',
  query: z.strictObject({
    cursor: z.string().max(500).optional().meta({ description: 'The `nextCursor` of the page before.' }),
  }),
  answers: { 200: { description: 'One page.', schema: chainedEventsShape } },
  refusals: ['role-must-allow-this', 'content-must-be-in-order', 'cursor-must-be-one-of-ours'],
  async handle({ db }, { principal, query: { cursor } }) {
    refuseUnlessOfAllBranches(principal);
    return json(200, await chainedEvents(db, cursor));
  },
});
