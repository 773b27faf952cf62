/** What arrived in the stack's SMTP inbox, read through the inbox's own pages. */

export interface ReceivedMail {
  readonly messageId: string;
  readonly to: readonly string[];
  readonly from: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The whole mail as it came over SMTP, headers and all. */
  readonly source: string;
}

interface InboxMail {
  readonly id: string;
  readonly subject: string;
  readonly text?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly to: readonly { readonly address: string }[];
  readonly from: readonly { readonly address: string }[];
}

/**
 * Every mail that arrived, each copy for itself. What the inbox was only writing down when it was killed itself has
 * neither a head nor a text: it was never taken, and its sender was told so.
 */
export async function receivedMails(inboxUrl: string): Promise<ReceivedMail[]> {
  const mails = (await (await fetch(`${inboxUrl}/api/email`)).json()) as InboxMail[];
  const whole = mails.filter(({ headers, text }) => headers['message-id'] !== undefined || text !== undefined);
  return Promise.all(
    whole.map(async ({ id, subject, text, headers, to, from }) => ({
      messageId: headers['message-id'] ?? '',
      to: to.map(({ address }) => address),
      from: from.map(({ address }) => address),
      subject,
      text: text ?? '',
      source: await (await fetch(`${inboxUrl}/api/email/${id}/source`)).text(),
    })),
  );
}
