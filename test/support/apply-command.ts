/** The command of a new application, as the API writes it for the sample contractor's person. */
import { randomUUID } from 'node:crypto';
import { samples } from '../../prisma/sample-registers.ts';
import { actedBy } from './acted-by.ts';

/** Under a key of its own. */
export function applyCommand() {
  const userId = samples.users.contractor;
  return {
    client: userId,
    idempotencyKey: randomUUID(),
    userId,
    by: actedBy(userId),
    name: 'apply' as const,
    guaranteeId: null,
    revision: null,
    incidentId: null,
    content: {},
  };
}
