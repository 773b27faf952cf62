/** A submission that the service sends on the contractor's behalf: whether it may, what it says, and how far it is. */
import type { RefusalName } from './refusals.ts';
import type { Stage } from './stages.ts';
import type { SubmissionProfile } from './submission-profile.ts';

/** Whether the authority takes number and key from the service's own address. Only a mail can be sent so. Source: R-C1, R-C3. */
export function allowsSending(profile: SubmissionProfile | null): boolean {
  return profile?.channel === 'email' && profile.sendOnBehalf && profile.recipient !== null;
}

/** What decides whether a contractor may ask for it now. */
export interface SendingFacts {
  readonly stage: Stage;
  /** Whether the authority's own profile allows it. */
  readonly allowed: boolean;
  /** Whether a sending of this revision is under way or was done. */
  readonly asked: boolean;
  /** Whether any submission of this revision is recorded. */
  readonly submitted: boolean;
}

/** Why it cannot be asked for; null: it can. Refuses: as named below, in this order. Source: R-C3, R-I4. */
export function sendingRefusal({ stage, allowed, asked, submitted }: SendingFacts): RefusalName | null {
  if (asked) return 'submission-must-be-sent-once';
  if (submitted || stage === 'submitted') return 'submission-must-not-be-recorded-yet';
  if (stage !== 'posted') return 'stage-must-allow-submission';
  return allowed ? null : 'authority-must-allow-sending';
}

/** Why a sending that was asked for is not sent any more. */
export const sendingDrops = ['overtaken', 'register-changed', 'given-up'] as const;
export type SendingDrop = (typeof sendingDrops)[number];

/** What decides, right before the mail goes out, whether it still may. */
export interface LastLook {
  readonly stage: Stage;
  readonly submitted: boolean;
  /** Who stands in the register now; null: nobody that the service may send to. */
  readonly recipientNow: string | null;
  readonly recipientConfirmed: string;
}

/**
 * Why it must not go out; null: it may. Another submission meanwhile makes it superfluous, a newer revision makes it
 * wrong; and the contractor confirmed one recipient, so it goes to that one or to nobody.
 */
export function dropBeforeSending(look: LastLook): SendingDrop | null {
  if (look.submitted || look.stage !== 'posted') return 'overtaken';
  return look.recipientNow === look.recipientConfirmed ? null : 'register-changed';
}

export const sendingStates = ['sending', 'refused', 'stuck', 'sent', ...sendingDrops] as const;
export type SendingState = (typeof sendingStates)[number];

/** What tells how far a sending is. */
export interface SendingFate {
  readonly mail: 'waiting' | 'sent' | 'skipped';
  readonly dropped: SendingDrop | null;
  /** Whether another submission of the revision is recorded: what waits will not go out. */
  readonly submitted: boolean;
  /** The error's name of the incident that it waits with; null: none is open. */
  readonly openIncident: string | null;
}

/** How far it is, as its contractor reads it. */
export function sendingState({ mail, dropped, submitted, openIncident }: SendingFate): SendingState {
  if (mail === 'sent') return 'sent';
  if (dropped !== null) return dropped;
  if (mail === 'skipped') return 'given-up';
  if (submitted) return 'overtaken';
  if (openIncident === null) return 'sending';
  return recipientRefused.includes(openIncident) ? 'refused' : 'stuck';
}

/** What is about the recipient in the register, and no passing trouble of a mail server. */
const recipientRefused: readonly string[] = [
  'mail-must-be-deliverable',
  'mail-domain-must-be-accepted',
] satisfies RefusalName[];

/** Whether a revision with such a sending has no need of another one. Null: none was asked for. */
export function isAskedFor(state: SendingState | null): boolean {
  return state === 'sending' || state === 'refused' || state === 'stuck' || state === 'sent';
}

/** The words, and beneath them who asked whom to send them: an authority looks at the sender. */
export function bodyOnBehalf(body: string, contractor: string, surety: string): string {
  return `${body.trimEnd()}

----
このメールは、${contractor}の依頼により、${surety}の電子保証サービスから送信しています。
ご返信は、${contractor}に届きます。`;
}
