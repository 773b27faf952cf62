/** Sends the mail of a row. */
import { Refusal } from '../domain/refusals.ts';
import { dropReminder } from '../prisma/reminders.ts';
import { mailToSend, recordSent } from '../prisma/sent-mails.ts';
import { MailCredentialsRefused, MailRefused } from '../services/mailer.ts';
import { renderMail } from '../templates/render.ts';
import { mailRunId } from '../workflows/ids.ts';
import type { Services } from './services.ts';

/**
 * `sent` once the server took it, `skipped` where it was resolved without it, or reminds of what was done meanwhile. Not sent again after its receipt; where the
 * receipt was lost it may go twice, with the same Message-ID.
 *
 * Refuses: `mail-must-be-deliverable` where the server refuses it for good; `mail-server-must-accept-our-credentials`, which
 * is about no mail's address; `mail-must-exist`.
 */
export function sendMail({ db, mailer, clock, names }: Services) {
  return async (mailId: string): Promise<'sent' | 'skipped'> => {
    const { words, isTimely, ...mail } = await mailToSend(db, mailId);
    if (mail.state === 'skipped') return 'skipped';
    if (mail.state === 'sent') return receipt(mail); // closes an incident raised for a success whose answer was lost
    if (!isTimely) {
      await dropReminder(db, mailId);
      return 'skipped';
    }
    const url = `${names.netDeskUrl}/guarantees/${mail.guaranteeId}`;
    const { subject, body } = renderMail(mail.kind, { ...words, url, service: names.netDesk });
    try {
      await mailer.send({ to: mail.to, subject, body, messageId: mail.messageId });
    } catch (error) {
      if (error instanceof MailCredentialsRefused) throw new Refusal('mail-server-must-accept-our-credentials');
      throw error instanceof MailRefused ? new Refusal('mail-must-be-deliverable') : error;
    }
    return receipt(mail);
  };

  async function receipt(mail: Parameters<typeof recordSent>[1]): Promise<'sent'> {
    await recordSent(db, mail, mailRunId(mail.id), clock.now());
    return 'sent';
  }
}
