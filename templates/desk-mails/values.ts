/** What the mails to the surety's own people are made of. None has a name, a key or an amount of anybody among its values. */
export interface DeskMailValues {
  readonly 'daily-head': {
    /** The day in Japan: 2026年4月1日, and as a command writes it. */
    readonly dayText: string;
    readonly day: string;
    /** The place of the day's last event in the sealed sequence, and how many were sealed on that day. */
    readonly position: string;
    readonly count: string;
    readonly hash: string;
  };
  readonly alert: {
    /** In Japanese, filled in; counts, money and causes alone. */
    readonly title: string;
    readonly lines: readonly string[];
    /** Where it is seen, below Operations' address, which is added when the mail is sent. */
    readonly path: string;
    readonly operationsUrl: string;
    readonly english: InEnglish | null;
  };
  /** To the person whose roles or way of coming in somebody changed. */
  readonly 'account-changed': {
    /** In Japanese, filled in: roles, branches and days. */
    readonly title: string;
    readonly lines: readonly string[];
    readonly operationsUrl: string;
    readonly english: InEnglish | null;
  };
}
/** The same sentences once more: one mail for readers of either language. */
export interface InEnglish {
  readonly title: string;
  readonly lines: readonly string[];
}
export type DeskMailKind = keyof DeskMailValues;
