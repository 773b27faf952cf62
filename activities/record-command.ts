/** Records a command on the tables, for the run that heard it. */
import { type Recorded, recordCommand as record } from '../prisma/record-command.ts';
import type { RevisionRef } from '../workflows/messages.ts';
import type { Services } from './services.ts';
import { startMails } from './start-mails.ts';

/** The recorded outcome, with the run's epoch checked. Mails that the command caused are started. */
export function recordCommand(services: Services) {
  return async ({ epoch }: RevisionRef, commandId: string): Promise<Recorded> => {
    const { mailId, ...recorded } = await record(services.db, commandId, epoch, services.clock.now());
    await startMails(services, [mailId]);
    return recorded;
  };
}

/** The same for a mail's own run: what it hears names an incident, and no epoch. */
export function recordMailCommand({ db, clock }: Services) {
  return async (_mailId: string, commandId: string): Promise<Recorded> => {
    const { mailId: _none, ...recorded } = await record(db, commandId, null, clock.now());
    return recorded;
  };
}
