/** Addresses as answers name them. */

const root = '/api/v1';

export const addresses = {
  application: (id: string) => `${root}/applications/${id}`,
  attachment: (id: string, attachmentId: string) => `${root}/applications/${id}/attachments/${attachmentId}`,
  guarantee: (id: string) => `${root}/guarantees/${id}`,
  messages: (id: string) => `${root}/guarantees/${id}/messages`,
  sending: (id: string) => `${root}/guarantees/${id}/sending`,
  correctionRequests: (id: string) => `${root}/guarantees/${id}/correction-requests`,
  document: (id: string, kind: string, revision: number) =>
    `${root}/guarantees/${id}/documents/${kind}?revision=${revision}`,
  incident: (id: string) => `${root}/incidents/${id}`,
  cause: (fingerprint: string) => `${root}/cause-groups/${encodeURIComponent(fingerprint)}`,
  incidentsOfCause: (fingerprint: string) => `${root}/incidents?fingerprint=${encodeURIComponent(fingerprint)}`,
  bulkRetry: (id: string) => `${root}/bulk-retries/${id}`,
  command: (id: string) => `${root}/commands/${id}`,
} as const;
