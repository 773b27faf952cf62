/** A mail that nobody has sent yet: a file that opens in the contractor's own mail program, ready to send. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

export interface UnsentMail {
  /** Empty where the recipient is not known: the sender fills it in. */
  readonly to: string | null;
  readonly subject: string;
  readonly body: string;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[];
}

/**
 * The bytes of the .eml file. It names no sender: that is whoever opens it (R-C3). `X-Unsent` makes Outlook open it for
 * writing instead of reading.
 */
export async function unsentMail({ to, subject, body, attachments }: UnsentMail): Promise<Uint8Array> {
  const composer = new MailComposer({
    ...(to === null ? {} : { to }),
    subject,
    text: body,
    headers: { 'X-Unsent': '1' },
    attachments: attachments.map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
  });
  return composer.compile().build();
}
