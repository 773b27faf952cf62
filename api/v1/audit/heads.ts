/** GET /audit/heads: where the sealed sequence ends now, and where it ended on each day. */
import { auditHeads } from '../../../prisma/audit-chains.ts';
import { json } from '../../answer.ts';
import { endpoint } from '../endpoint.ts';
import { auditHeadsShape } from '../shapes/audit.ts';
import { refuseUnlessOfAllBranches } from './of-all-branches.ts';

export const heads = endpoint({
  scopes: ['auditor'],
  operationId: 'showAuditHeads',
  summary: '監査記録の先頭ハッシュ',
  explanation: '封印された記録の最後の番号とハッシュ、および毎日メールでお知らせした先頭ハッシュです。',
  description: 'Where the sealed sequence ends now, and the head hash of each day as it was mailed.',
  answers: { 200: { description: 'The heads.', schema: auditHeadsShape } },
  refusals: ['role-must-allow-this'],
  async handle({ db, clock }, { principal }) {
    refuseUnlessOfAllBranches(principal);
    return json(200, { ...(await auditHeads(db)), now: clock.now() });
  },
});
