/** The addresses of a case in Operations, and the id that they carry. */
import { Refusal } from '../../domain/refusals.ts';
import { uuidForm } from '../../prisma/keyset.ts';

/** The id in the address. Refuses: `guarantee-must-exist`, in the same words as for an id that nobody has. */
export function caseIdIn(id: unknown): string {
  if (typeof id !== 'string' || !uuidForm.test(id)) throw new Refusal('guarantee-must-exist');
  return id;
}

export function caseAddress(id: string): string {
  return `/guarantees/${id}`;
}

/** All that the audit log holds of the case: its events, and who read of it. */
export function caseAuditAddress(id: string): string {
  return `/audit?case=${id}`;
}

export function reviewAddress(id: string): string {
  return `/reviews/${id}`;
}

/** A paper that the contractor enclosed. */
export function paperAddress(id: string, attachmentId: string): string {
  return `${caseAddress(id)}/attachments/${attachmentId}`;
}
