/** Hands a mail to the mail server. What it refuses for good is named, so that nobody tries it again. */
import { Refusal } from '../domain/refusals.ts';
import { MailCredentialsRefused, type Mailer, MailRefused, type OutgoingMail } from '../services/mailer.ts';

/**
 * On return the server has taken the mail.
 *
 * Refuses: `mail-must-be-deliverable`, `mail-domain-must-be-accepted`, `mail-must-be-accepted` where it refuses the
 * address, its domain or the message for good; `mail-server-must-accept-our-credentials`, which is about no mail's address.
 */
export async function handOver(mailer: Mailer, mail: OutgoingMail): Promise<void> {
  try {
    await mailer.send(mail);
  } catch (error) {
    if (error instanceof MailCredentialsRefused) throw new Refusal('mail-server-must-accept-our-credentials');
    throw error instanceof MailRefused ? new Refusal(refusals[error.part]) : error;
  }
}

const refusals = {
  recipient: 'mail-must-be-deliverable',
  domain: 'mail-domain-must-be-accepted',
  message: 'mail-must-be-accepted',
} as const;
