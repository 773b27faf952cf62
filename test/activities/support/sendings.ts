/** Asking for a submission to be sent on the contractor's behalf, as the API does, without a run. */

import { randomUUID } from 'node:crypto';
import { contractorReader } from '../../../domain/scopes.ts';
import { samples } from '../../../prisma/sample-registers.ts';
import { askSending, sendingOffer } from '../../../prisma/sendings.ts';
import type { RevisionRef } from '../../../workflows/messages.ts';
import { actedBy } from '../../support/acted-by.ts';
import type { Neighbours } from './neighbours.ts';

export const reader = contractorReader(samples.contractorId);
export const recipient = 'soumu@takanezawa.example.jp';

/** The sample authority's profile is as it was seeded, or as a test says. */
export function setProfile({ db }: Pick<Neighbours, 'db'>, own: { recipient?: string; sendOnBehalf?: boolean } = {}) {
  const data = { recipient, sendOnBehalf: true, ...own };
  return db.submissionProfile.update({ where: { id: 'takanezawa-prepayment' }, data });
}

/** Asks for it as it would be sent now, unless a test says otherwise. */
export async function ask(
  { db }: Pick<Neighbours, 'db'>,
  { guaranteeId }: Pick<RevisionRef, 'guaranteeId'>,
  own: { claimId?: string; key?: string; digest?: string } = {},
) {
  const { digest } = await sendingOffer(db, reader, guaranteeId, new Date());
  const userId = samples.users.contractor;
  const by = actedBy(userId, 'contractor-clerk');
  const named = { client: userId, userId, by, idempotencyKey: own.key ?? randomUUID() };
  const command = { ...named, name: 'sendSubmission' as const };
  const target = { guaranteeId, revision: null, incidentId: null, content: {} };
  const tell = () => ({ status: 202, headers: {}, body: '' });
  const wanted = { reader, digest: own.digest ?? digest, claimId: own.claimId ?? null };
  return askSending(db, wanted, { ...command, ...target }, tell, new Date());
}
