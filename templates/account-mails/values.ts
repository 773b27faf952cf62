/** What the mails about a sign-in are made of. */
export type AccountMailKind = 'password-reset' | 'invitation';

export interface AccountMailValues {
  readonly name: string;
  readonly company: string;
  /** Sets a password, once. */
  readonly url: string;
  /** How long the address is good: 30分, 7日. */
  readonly life: string;
  readonly service: string;
}
