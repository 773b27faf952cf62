/** Runs that are only heard through: a command is recorded in the tables at once, as its run would have it. */
import type { ApiServices } from '../../../../api/services.ts';
import type { Database } from '../../../../prisma/database.ts';
import { recordCommand } from '../../../../prisma/record-command.ts';

/** `db` is asked for when a command comes: the tables are opened after these. */
export function recordingRuns(db: () => Database): ApiServices['runs'] {
  const record = async (commandId: string) => {
    const { state, refusal, stage } = await recordCommand(db(), commandId, null, new Date());
    return { kind: 'recorded', outcome: { state, refusal, stage } } as const;
  };
  return {
    startRevision: async () => undefined,
    startMail: async () => undefined,
    wakeBulkRetry: async () => undefined,
    startClaim: async () => undefined,
    standing: async () => ({ kind: 'running' }),
    sendToRevision: (_input, _name, { commandId }) => record(commandId),
    sendToMail: (_mailId, _name, { commandId }) => record(commandId),
    deliver: ({ message: { commandId } }) => record(commandId),
  };
}
