/** Starts the runs of mails that an effect wrote. A start that fails is no failure of the effect: the sweeper finds it. */
import { recordMailStarted } from '../prisma/sweep.ts';
import { errorName } from './failures.ts';
import type { Services } from './services.ts';

/** On return each mail's run was started, or the failure was logged and the sweeper starts it later. */
export async function startMails(
  { db, runs, clock, logger }: Services,
  mailIds: readonly (string | null)[],
): Promise<void> {
  for (const mailId of mailIds) {
    if (mailId === null) continue;
    try {
      await runs.startMail(mailId);
      await recordMailStarted(db, mailId, clock.now());
    } catch (error) {
      logger.warn({ mailId, errorName: errorName(error) }, 'a mail waits for the sweeper');
    }
  }
}
