/** Who is signed in, and in which session. */
import { networksHold } from './networks.ts';
import type { Right } from './rights.ts';

export interface Person {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly authorityId: string;
  readonly authorityName: string;
  readonly right: Right;
  /** The first is the one this person answers for. */
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  /** The authority and that department, as responses name them: 高根沢町 総務課. */
  readonly by: string;
  /** A code of an authenticator app is asked at each sign-in. */
  readonly hasSecondFactor: boolean;
  /** One with which the person signs in without password and code. */
  readonly hasPasskey: boolean;
  readonly entry: Entry;
}

/** What a sign-in at this authority needs beside the password. */
export interface Entry {
  readonly rule: EntryRule;
  readonly networks: readonly string[];
}

export const entryRules = ['second-factor', 'network'] as const;
export type EntryRule = (typeof entryRules)[number];

/** Whether the person is where the authority's rule wants its people. */
export function mayEnterFrom({ entry }: Pick<Person, 'entry'>, address: string): boolean {
  return entry.rule !== 'network' || networksHold(entry.networks, address);
}

/** Whether the person has to set up a second factor before anything else: an app, or a passkey, which is one by itself. */
export function needsSecondFactor(person: Pick<Person, 'entry' | 'hasSecondFactor' | 'hasPasskey'>): boolean {
  return person.entry.rule === 'second-factor' && !person.hasSecondFactor && !person.hasPasskey;
}

/** Whether the password alone is not enough, and the passkey is the only second factor there is. */
export function needsPasskey(person: Pick<Person, 'entry' | 'hasSecondFactor' | 'hasPasskey'>): boolean {
  return person.entry.rule === 'second-factor' && !person.hasSecondFactor && person.hasPasskey;
}
