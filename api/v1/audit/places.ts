/** GET /audit/places: the sealed sequence, place by place. */
import { z } from 'zod';
import { sealedPlaces, verifiedPageSize } from '../../../prisma/audit-chains.ts';
import { json } from '../../answer.ts';
import { endpoint } from '../endpoint.ts';
import { afterField, sealedPlacesShape } from '../shapes/audit.ts';
import { refuseUnlessOfAllBranches } from './of-all-branches.ts';

export const places = endpoint({
  scopes: ['auditor'],
  operationId: 'listSealedPlaces',
  summary: '封印された順序',
  explanation: '監査記録の一つの順序を、番号順に1,000件ずつ読みます。',
  description: 'The one sealed sequence in order, a thousand places a page, each with the hash that its event has.',
  query: z.strictObject({ after: afterField }),
  answers: { 200: { description: 'One page.', schema: sealedPlacesShape } },
  refusals: ['role-must-allow-this', 'content-must-be-in-order'],
  async handle({ db }, { principal, query: { after } }) {
    refuseUnlessOfAllBranches(principal);
    const rows = await sealedPlaces(db, after);
    const nextAfter = rows.length < verifiedPageSize ? null : (rows.at(-1)?.position ?? null);
    return json(200, { places: rows, nextAfter });
  },
});
