/** Sends the mail of a row. */
import { dropReminder } from '../prisma/reminders.ts';
import { isSubmission, mailToSend, recordSent } from '../prisma/sent-mails.ts';
import { renderMail } from '../templates/render.ts';
import { mailRunId } from '../workflows/ids.ts';
import { handOver } from './hand-over-mail.ts';
import { sendSubmission } from './send-submission.ts';
import type { Services } from './services.ts';

/**
 * `sent` once the server took it, `skipped` where it was resolved without it, or reminds of what was done meanwhile. Not sent again after its receipt; where the
 * receipt was lost it may go twice, with the same Message-ID. A submission to the authority goes its own way.
 *
 * Refuses: `mail-must-exist`; as `handOver`.
 */
export function sendMail(services: Services) {
  const { db, mailer, clock, names } = services;
  return async (mailId: string): Promise<'sent' | 'skipped'> => {
    if (await isSubmission(db, mailId)) return sendSubmission(services, mailId);
    const { words, isTimely, ...mail } = await mailToSend(db, mailId);
    if (mail.state === 'skipped') return 'skipped';
    if (mail.state === 'sent') return receipt(mail); // closes an incident raised for a success whose answer was lost
    if (!isTimely) {
      await dropReminder(db, mailId);
      return 'skipped';
    }
    const url = `${names.netDeskUrl}/guarantees/${mail.guaranteeId}`;
    const { subject, body } = renderMail(mail.kind, { ...words, url, service: names.netDesk });
    await handOver(mailer, { to: mail.to, subject, body, messageId: mail.messageId });
    return receipt(mail);
  };

  async function receipt(mail: Parameters<typeof recordSent>[1]): Promise<'sent'> {
    await recordSent(db, mail, mailRunId(mail.id), clock.now());
    return 'sent';
  }
}
