/** What goes in and out of a run: input, updates, answers, the query. Ids, stage names and digests only. */
import type { Stage } from '../domain/stages.ts';

/** Names of the workflow types, as clients start them. */
export const guaranteeWorkflowType = 'guaranteeWorkflow';
export const mailWorkflowType = 'mailWorkflow';
export const claimWorkflowType = 'claimWorkflow';
export const bulkRetryWorkflowType = 'bulkRetryWorkflow';
export const sweepWorkflowType = 'sweepWorkflow';
export const responsesWorkflowType = 'responsesWorkflow';

/** The revision a run carries. `resumeFrom` lets a run begin at any stage when Temporal's storage was lost. */
export interface RevisionInput {
  readonly guaranteeId: string;
  readonly revision: number;
  readonly resumeFrom: Stage;
  readonly epoch: number;
}

/** What activities need to know of the run that asks: an old epoch can write nothing. */
export type RevisionRef = Pick<RevisionInput, 'guaranteeId' | 'revision' | 'epoch'>;

export interface MailInput {
  readonly mailId: string;
}

export interface ClaimInput {
  readonly claimId: string;
}

export interface BulkRetryInput {
  readonly bulkRetryId: string;
  /** Events after which a run hands over to a new one; 2,000 where it is not said. */
  readonly mostEvents?: number;
}

/** What wakes a bulk retry, so that it reads its row at once: it carries nothing. */
export const heedUpdateName = 'heed';

/** An update carries the id of a Command row, and of the incident where it names one. */
export interface CommandMessage {
  readonly commandId: string;
  readonly incidentId?: string;
}

/** What the query `progress` answers. */
export const progressQueryName = 'progress';
export interface Progress {
  readonly stage: Stage;
  readonly epoch: number;
  readonly incidentId: string | null;
}
