/** Sends one mail over SMTP. */
import { createTransport } from 'nodemailer';

/** Conversations with the server at the same time. */
export const mailConnections = 4;

export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly messageId: string;
  /** Where an answer goes, where that is not the sender. */
  readonly replyTo?: { readonly name: string; readonly address: string };
  readonly attachments?: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[];
}

export interface Mailer {
  /** Resolves when the server has taken the mail. */
  send(mail: OutgoingMail): Promise<void>;
  /** Resolves when the server greets us, knows us and takes our sign-in, on a connection of its own. Fails by the names of `send`. */
  verify(): Promise<void>;
  close(): void;
}

/** What a server refuses for good: this recipient, the recipient's whole domain, or the message. */
export type RefusedPart = 'recipient' | 'domain' | 'message';

/** A server's refusal for good (5xx): trying again does not help. The address is not in the message. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  readonly part: RefusedPart;
  constructor(message: string, part: RefusedPart = 'message') {
    super(message);
    this.part = part;
  }
}

/** The mail was not taken for now: the server asks to come again later, or is not there at all. */
export class MailNotTaken extends Error {
  constructor(message: string, name: 'MailDeferred' | 'MailServerUnreachable') {
    super(message);
    this.name = name;
  }
}

/** The server does not take our own sign-in: no mail goes out until somebody mends the settings, whoever it is for. */
export class MailCredentialsRefused extends Error {
  override readonly name = 'MailCredentialsRefused';
}

/** Sign-in wanted, its mechanism too weak, credentials invalid, encryption wanted for it. Source: RFC 4954, sections 4 and 6. */
const credentialsRefused = new Set([530, 534, 535, 538]);

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
    async send({ to, subject, body, messageId, replyTo, attachments = [] }) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text: body,
          messageId,
          ...(replyTo === undefined ? {} : { replyTo: { ...replyTo } }),
          attachments: attachments.map(({ name, mediaType, bytes }) => ({
            filename: name,
            contentType: mediaType,
            content: Buffer.from(bytes),
          })),
        });
      } catch (error) {
        throw failureOf(error as SmtpError);
      }
    },
    async verify() {
      await transport.verify().catch((error: unknown) => {
        throw failureOf(error as SmtpError);
      });
    },
    close: () => transport.close(),
  };
}

/** What the transport tells of a failed conversation. Its words repeat the address, so none of them goes on. */
interface SmtpError {
  readonly responseCode?: number;
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
}

function failureOf({ responseCode, code, command, response = '' }: SmtpError): Error {
  if (responseCode === undefined)
    return new MailNotTaken(`the mail server did not take the mail (${code ?? 'no answer'})`, 'MailServerUnreachable');
  if (responseCode < 500)
    return new MailNotTaken(`the mail server did not take the mail (${responseCode})`, 'MailDeferred');
  if (code === 'EAUTH' || credentialsRefused.has(responseCode))
    return new MailCredentialsRefused(`the mail server does not take our credentials (${responseCode})`);
  const part = command === 'RCPT TO' || code === 'EENVELOPE' ? partOf(response) : 'message';
  return new MailRefused(`the mail server refused the mail for good (${responseCode}, ${part})`, part);
}

/** By the server's enhanced status code: a host or system that it does not deliver to is no fault of the mailbox. Source: RFC 3463. */
function partOf(response: string): RefusedPart {
  return /^\d{3}[ -]5\.(1\.2|1\.10|3\.\d+|4\.\d+|7\.\d+)\b/.test(response) ? 'domain' : 'recipient';
}
