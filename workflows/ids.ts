/** Ids and queues: guarantee, mail and claim ⇄ workflow id, and the queue of each counterparty. */

/** The queues, one per counterparty, so that each can be paused alone (design, section 3). */
export const queues = ['guarantees', 'issuance', 'documents', 'd-sure', 'mail'] as const;
export type Queue = (typeof queues)[number];

/** The workflow id of one revision of a guarantee. */
export function revisionRunId(guaranteeId: string, revision: number): string {
  return `guarantee/${guaranteeId}/revision/${revision}`;
}

/** The workflow id of a mail. */
export function mailRunId(mailId: string): string {
  return `mail/${mailId}`;
}

/** The workflow id of a 前払金請求書. */
export function claimRunId(claimId: string): string {
  return `prepayment-claim/${claimId}`;
}

/** The workflow id of a bulk retry. */
export function bulkRetryRunId(bulkRetryId: string): string {
  return `bulk-retry/${bulkRetryId}`;
}

/** The name of a queue as the server knows it. The prefix keeps several installations in one namespace apart. */
export function queueName(prefix: string, queue: Queue): string {
  return `${prefix}${queue}`;
}

/** The name of another queue of the same installation, from inside a workflow that runs on `guarantees`. */
export function queueBeside(guaranteesQueue: string, queue: Queue): string {
  return queueName(guaranteesQueue.slice(0, -'guarantees'.length), queue);
}
