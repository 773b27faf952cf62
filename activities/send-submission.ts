/** Sends a submission to the authority on the contractor's behalf, with its papers. */
import { keyNoticeContext, prepaymentClaimContext } from '../domain/sealing.ts';
import type { Command } from '../prisma/commands.ts';
import { closeSentIncident, recordSubmissionSent, type SendingToGo, sendingToGo } from '../prisma/sending-mails.ts';
import { mailRunId } from '../workflows/ids.ts';
import { errorName } from './failures.ts';
import { handOver } from './hand-over-mail.ts';
import type { Services } from './services.ts';
import { settle } from './settle.ts';

const mediaType = 'application/pdf';

/**
 * `sent` once the server took it: then receipt and submission are recorded together, and the case's run hears of it, from
 * here or from the sweeper. `skipped` where it must not go out any more. Not sent again after its receipt; where the
 * receipt was lost it may go twice, with the same Message-ID, unless another submission was recorded meanwhile.
 *
 * Refuses: as `handOver` and `sendingToGo`. Source: R-C1, R-C3, R-I4.
 */
export async function sendSubmission(services: Services, mailId: string): Promise<'sent' | 'skipped'> {
  const { db, mailer, clock } = services;
  const runId = mailRunId(mailId);
  const sending = await sendingToGo(db, mailId, runId, clock.now());
  if (sending === 'skipped') return 'skipped';
  if (sending === 'sent') {
    await closeSentIncident(db, mailId, runId, clock.now());
    return 'sent';
  }
  const { to, subject, body, messageId, replyTo } = sending;
  const attachments = await papersOf(services, sending);
  await handOver(mailer, { to, subject, body, messageId, replyTo, attachments });
  const command = await recordSubmissionSent(db, sending, runId, clock.now());
  if (command !== null) await tellTheRun(services, command);
  return 'sent';
}

/** The key notice first. Opened here, and nowhere else: neither a row nor a history holds them. */
async function papersOf({ store, keyRing }: Services, { guaranteeId, revision, notice, claim }: SendingToGo) {
  const open = async (name: string, storedSha256: string, context: string) => ({
    name,
    mediaType,
    bytes: keyRing.open(await store.get(storedSha256), context),
  });
  const first = await open(notice.name, notice.storedSha256, keyNoticeContext(guaranteeId, revision));
  if (claim === null) return [first];
  return [first, await open(claim.name, claim.storedSha256, prepaymentClaimContext(claim.id))];
}

/** The mail is sent and recorded: whatever hinders its run from hearing so now, the sweeper tells it later. */
async function tellTheRun(services: Services, command: Command): Promise<void> {
  try {
    await settle(services, command);
  } catch (error) {
    services.logger.warn({ commandId: command.id, errorName: errorName(error) }, 'a submission waits for the sweeper');
  }
}
