/** What the baseline's cases ask of the world: nothing. Two of them tell that they were asked. */
import type { Client } from '@temporalio/client';
import { queueName } from '../../workflows/ids.ts';

/** What the empty worker tells its parent: a case came so far. */
export interface CameTo {
  readonly id: string;
  readonly cameTo: 'posted' | 'mailed';
}

/** The baseline's queues stand beside the service's. */
export const emptyPrefix = 'empty-';

/** Posting starts the mail's own run, as the service's does. */
export function createEmptyActivities(client: Client, tell: (news: CameTo) => void) {
  return {
    recordCommand: async (_commandId: string) => {},
    issueCertificate: async (_id: string) => {},
    printDocuments: async (_id: string) => {},
    postCertificate: async (id: string) => {
      tell({ id, cameTo: 'posted' });
      const taskQueue = queueName(emptyPrefix, 'guarantees');
      await client.workflow.start('emptyMail', { workflowId: `empty-mail/${id}`, taskQueue, args: [id] });
    },
    sendMail: async (id: string) => tell({ id, cameTo: 'mailed' }),
  };
}

export type EmptyActivities = ReturnType<typeof createEmptyActivities>;
