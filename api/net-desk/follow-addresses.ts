/** The addresses by which guarantees are followed. */

export function guaranteeAddress(id: string): string {
  return `/guarantees/${id}`;
}

/** Where a returned guarantee is corrected and sent again. */
export function resubmissionAddress(id: string): string {
  return `/guarantees/${id}/resubmission`;
}

/** The papers enclosed with the guarantee's application. */
export function attachmentsAddress(id: string): string {
  return `/guarantees/${id}/attachments`;
}

/** What is handed to the authority, ready to be sent. */
export function submissionSetAddress(id: string): string {
  return `/guarantees/${id}/submission-set`;
}

/** Where the contractor has the service send it, and reads how far that is. */
export function sendingAddress(id: string): string {
  return `/guarantees/${id}/sending`;
}

/** The certificate of one revision, for checking, in a window of its own. */
export function certificateAddress(id: string, revision: number): string {
  return `/guarantees/${id}/certificates/${revision}`;
}

export function documentAddress(id: string, kind: 'key-notice' | 'fee-statement', revision: number): string {
  return `/guarantees/${id}/documents/${kind}?revision=${revision}`;
}
