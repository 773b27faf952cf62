/** Sends one mail over SMTP. */
import { createTransport } from 'nodemailer';

/** Conversations with the server at the same time. */
export const mailConnections = 4;

export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly messageId: string;
}

export interface Mailer {
  /** Resolves when the server has taken the mail. */
  send(mail: OutgoingMail): Promise<void>;
  /** Resolves when the server answers. */
  verify(): Promise<void>;
  close(): void;
}

/** A server's refusal for good (5xx): trying again does not help. The address is not in the message. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** Talks to the SMTP server of `url` (smtp:// or smtps://); keeps a few connections open. */
export function createMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: mailConnections,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 10_000,
  } as object);
  return {
    async send({ to, subject, body, messageId }) {
      try {
        await transport.sendMail({ from, to, subject, text: body, messageId });
      } catch (error) {
        const code = (error as { responseCode?: number }).responseCode;
        throw code !== undefined && code >= 500
          ? new MailRefused(`the mail server refused the mail for good (${code})`)
          : new Error(
              `the mail server did not take the mail (${code ?? (error as { code?: string }).code ?? 'no answer'})`,
            );
      }
    },
    async verify() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}
