/** What the mails about a sign-in are made of. */

/** For readers of either language: one mail has both. */
interface InBoth {
  readonly ja: string;
  readonly en: string;
}

interface EveryAccountMail {
  readonly name: string;
  readonly company: string;
  readonly service: InBoth;
}

interface LinkMail extends EveryAccountMail {
  /** Sets a password, once. */
  readonly url: string;
  /** How long the address is good: 30分, 30 minutes; 7日, 7 days. */
  readonly life: InBoth;
}

export interface AccountMailValues {
  readonly 'password-reset': LinkMail;
  readonly invitation: LinkMail;
  readonly 'password-changed': EveryAccountMail & {
    /** Where a link is asked for that sets another password. */
    readonly url: string;
    /** In Japan: 2026/04/01 12:00. */
    readonly changedAt: string;
  };
}
export type AccountMailKind = keyof AccountMailValues;
