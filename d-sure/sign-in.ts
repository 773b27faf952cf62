/** Signing in and out, by the library; who is signed in; and what each person does with the own password and second factor. */
import { Refusal, type RefusalName } from '../domain/refusals.ts';
import { createPasskeys, type Passkeys } from '../web/passkeys/passkeys.ts';
import { passwordProblem } from '../web/passwords.ts';
import { type Caller, headersFor, requestFor } from './caller.ts';
import { idleEnd, type Library, longestHours, openLibrary } from './library.ts';
import { passkeyStore } from './passkeys.ts';
import { findPerson, removeSecondFactor } from './people.ts';
import { mayEnterFrom, needsPasskey, type Person } from './person.ts';
import type { Services, Settings } from './services.ts';
import { newStartCode, plainCode, startCodeDays } from './start-code.ts';
import { countTry, forgetOldTries, giveBack, type Subject, subjectOf } from './tries.ts';

export type { Caller } from './caller.ts';

export interface SignedIn {
  readonly cookies: string[];
  /** The password was right, and the second factor is asked next. */
  readonly asksCode: boolean;
}

export interface SignIn {
  /** `signIn` also refuses `network-must-be-the-authoritys`. */
  readonly passkeys: Passkeys<Caller>;
  /**
   * Cookies of a new session, or of a sign-in that waits for the second factor.
   * Refuses: `tries-must-be-few`, `form-must-be-from-this-page`, `sign-in-must-match`, `network-must-be-the-authoritys`,
   * `passkey-must-be-used` where the authority asks for a second factor and the person's is a passkey.
   */
  signIn(caller: Caller, typed: { email: string; password: string }): Promise<SignedIn>;
  /** Cookies of the session that waited for this code. Refuses: `second-factor-code-must-match`, `tries-must-be-few`. */
  passSecondFactor(caller: Caller, typed: { code: string; isRecovery: boolean }): Promise<string[]>;
  /** Cookies that end the session, which is gone with all that it had opened. */
  signOut(caller: Caller): Promise<string[]>;
  /** Every session of the person is over. */
  signOutEverywhere(userId: string): Promise<void>;
  /** Every session of the person but this one is over. */
  signOutElsewhere(person: Person): Promise<void>;
  /** Who the request's cookie says is signed in, or null. Refuses: `network-must-be-the-authoritys`. */
  personOf(caller: Caller): Promise<Person | null>;
  /** A code with which this person sets a password, once, within a week. An earlier one is void. */
  makeStartCode(userId: string): Promise<string>;
  /** The password is set, with the code used up. Refuses: `start-code-must-match`, `tries-must-be-few`, those of `checkPassword`. */
  start(caller: Caller, typed: { email: string; code: string; password: string }): Promise<void>;
  /** The password is changed and every other session over. Refuses: `current-password-must-match`, those of `checkPassword`. */
  changePassword(caller: Caller, person: Person, typed: { current: string; password: string }): Promise<void>;
  /** A new secret for an authenticator app, in force once a code has shown that it is there. Refuses: `current-password-must-match`. */
  beginSecondFactor(
    caller: Caller,
    person: Person,
    password: string,
  ): Promise<{ uri: string; recoveryCodes: string[] }>;
  /**
   * Cookies of a new session; from now on the second factor is asked, and every other session, which gave no code, is over.
   * Refuses: `second-factor-code-must-match`.
   */
  confirmSecondFactor(caller: Caller, person: Person, code: string): Promise<string[]>;
}

export function createSignIn({ database, now }: Services, settings: Settings): SignIn {
  const { origin, sessionSecret } = settings;
  const library: Library = openLibrary(database, settings);

  const ask = (caller: Caller, path: string, body: object) => library.handler(requestFor(caller, origin, path, body));
  const counted = async <T>(kind: Subject['kind'], who: string, act: () => Promise<T>): Promise<T> => {
    const subject = subjectOf(kind, who, sessionSecret);
    await countTry(database, subject, now());
    const done = await act();
    await giveBack(database, subject);
    return done;
  };

  const demandPassword = async (caller: Caller, password: string) => {
    const verified = await library.api
      .verifyPassword({ body: { password }, headers: headersFor(caller) })
      .catch(() => ({ status: false }));
    if (!verified.status) throw new Refusal('current-password-must-match', { field: 'password' });
  };
  const passkeys = createPasskeys<Caller>({
    portalName: settings.name,
    origin,
    store: passkeyStore(database),
    counted,
    demandPassword,
    ask: async (caller, path, body = {}) => {
      const response = await ask(caller, path, body);
      if (!response.ok) throw refusalOf(response.status, 'passkey-must-match');
      return { cookies: response.headers.getSetCookie(), body: (await response.json()) as Record<string, unknown> };
    },
  });
  return {
    passkeys: {
      ...passkeys,
      signIn: async (caller, answer) => {
        const told = await passkeys.signIn(caller, answer);
        await enter(caller, { ...told, by: 'passkey' });
        return told;
      },
    },
    signIn: async (caller, typed) => {
      const email = typed.email.trim().toLowerCase();
      const answer = await counted('sign-in', email, async () => {
        const response = await ask(caller, '/sign-in/email', { email, password: typed.password, rememberMe: false });
        if (!response.ok) throw refusalOf(response.status, 'sign-in-must-match');
        return response;
      });
      const { token, twoFactorRedirect } = (await answer.json()) as { token?: string; twoFactorRedirect?: boolean };
      const { id } = await database.authorityUser.findUniqueOrThrow({ where: { email }, select: { id: true } });
      await enter(caller, { userId: id, token, by: 'password' });
      return { cookies: answer.headers.getSetCookie(), asksCode: twoFactorRedirect === true };
    },
    passSecondFactor: async (caller, { code, isRecovery }) => {
      const typed = code.normalize('NFKC').replace(/\s/g, '');
      const response = isRecovery
        ? await ask(caller, '/two-factor/verify-backup-code', { code: typed })
        : await ask(caller, '/two-factor/verify-totp', { code: typed });
      if (!response.ok) throw refusalOf(response.status, 'second-factor-code-must-match');
      return response.headers.getSetCookie();
    },
    signOut: async (caller) => {
      const response = await ask(caller, '/sign-out', {});
      if (!response.ok) throw refusalOf(response.status, 'sign-in-must-match');
      return response.headers.getSetCookie();
    },
    signOutEverywhere: async (userId) => {
      await database.session.deleteMany({ where: { userId } });
    },
    signOutElsewhere,
    personOf: async (caller) => {
      const found = await library.api.getSession({ headers: headersFor(caller) });
      if (found === null || Date.now() - found.session.createdAt.getTime() > longestHours * 3_600_000) return null;
      const person = await findPerson(database, found.user.id, found.session.id);
      if (person === null) return null;
      if (!mayEnterFrom(person, caller.address)) throw new Refusal('network-must-be-the-authoritys');
      await keepAwake(found.session.id);
      return person;
    },
    makeStartCode: async (userId) => {
      await database.verification.deleteMany({ where: { value: userId } });
      const code = newStartCode();
      const { internalAdapter } = await library.$context;
      await internalAdapter.createVerificationValue({
        identifier: `reset-password:${plainCode(code)}`,
        value: userId,
        expiresAt: new Date(Date.now() + startCodeDays * 86_400_000),
      });
      return code;
    },
    start: async (caller, typed) => {
      const email = typed.email.trim().toLowerCase();
      checkPassword(typed.password, email);
      const token = plainCode(typed.code);
      await counted('sign-in', email, async () => {
        const { internalAdapter } = await library.$context;
        const waiting = token === '' ? null : await internalAdapter.findVerificationValue(`reset-password:${token}`);
        const user = await database.authorityUser.findUnique({ where: { email } });
        // A code is of one person: with another's address it is as wrong as a code that nobody has.
        const own = user !== null && user.deactivatedAt === null && waiting?.value === user.id;
        const sent = own ? token : 'nobody has this code';
        const response = await ask(caller, '/reset-password', { token: sent, newPassword: typed.password });
        if (!response.ok) throw refusalOf(response.status, 'start-code-must-match');
        if (user !== null) await database.session.deleteMany({ where: { userId: user.id } });
      });
    },
    changePassword: async (caller, person, { current, password }) => {
      checkPassword(password, person.email);
      await counted('sign-in', person.email, async () => {
        const body = { currentPassword: current, newPassword: password, revokeOtherSessions: false };
        const response = await ask(caller, '/change-password', body);
        if (!response.ok) throw refusalOf(response.status, 'current-password-must-match');
      });
      await signOutElsewhere(person);
    },
    beginSecondFactor: async (caller, person, password) =>
      counted('sign-in', person.email, async () => {
        if (person.hasSecondFactor) await forgetSecondFactor(caller, person, password);
        const response = await ask(caller, '/two-factor/enable', { password });
        if (!response.ok) throw refusalOf(response.status, 'current-password-must-match');
        const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] };
        return { uri: totpURI, recoveryCodes: backupCodes };
      }),
    confirmSecondFactor: async (caller, { userId, sessionId }, code) => {
      // This session itself goes on as a new one, which the library begins.
      const others = await database.session.findMany({
        where: { userId, id: { not: sessionId } },
        select: { id: true },
      });
      const response = await ask(caller, '/two-factor/verify-totp', {
        code: code.normalize('NFKC').replace(/\s/g, ''),
      });
      if (!response.ok) throw refusalOf(response.status, 'second-factor-code-must-match');
      await database.session.deleteMany({ where: { id: { in: others.map(({ id }) => id) } } });
      return response.headers.getSetCookie();
    },
  };

  async function signOutElsewhere({ userId, sessionId }: Person): Promise<void> {
    await database.session.deleteMany({ where: { userId, id: { not: sessionId } } });
  }

  /** Another device: the old one's codes are worth nothing from now on. */
  async function forgetSecondFactor(caller: Caller, person: Person, password: string): Promise<void> {
    await demandPassword(caller, password);
    await removeSecondFactor(database, person.userId);
  }

  /** The session that has just begun stays where the authority lets its person in this way. What has run out is gone. */
  async function enter(
    caller: Caller,
    session: { userId: string; token: string | undefined; by: 'password' | 'passkey' },
  ) {
    const { userId, token, by } = session;
    const person = await findPerson(database, userId, '');
    const refusal = person === null ? 'sign-in-must-match' : entryRefusal(person, caller, by);
    if (refusal !== null) {
      if (token !== undefined) await database.session.deleteMany({ where: { token } });
      throw new Refusal(refusal);
    }
    await forgetOldTries(database, now());
    await database.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  }

  /** The library never moves the end of such a session. One write a minute is enough. */
  async function keepAwake(id: string): Promise<void> {
    const expiresAt = idleEnd();
    const aMinuteOld = new Date(expiresAt.getTime() - 60_000);
    await database.session.updateMany({ where: { id, expiresAt: { lt: aMinuteOld } }, data: { expiresAt } });
  }
}

function entryRefusal(person: Person, { address }: Caller, by: 'password' | 'passkey'): RefusalName | null {
  if (!mayEnterFrom(person, address)) return 'network-must-be-the-authoritys';
  return by === 'password' && needsPasskey(person) ? 'passkey-must-be-used' : null;
}

/** Refuses: `password-must-be-long-enough`, `password-must-not-be-common`, `text-must-be-short-enough`. */
export function checkPassword(password: string, email: string): void {
  const problem = passwordProblem(password, email);
  if (problem === 'too-short') throw new Refusal('password-must-be-long-enough', { field: 'password' });
  if (problem === 'too-long') throw new Refusal('text-must-be-short-enough', { field: 'password' });
  if (problem === 'common') throw new Refusal('password-must-not-be-common', { field: 'password' });
}

function refusalOf(status: number, otherwise: RefusalName): Error {
  if (status === 429) return new Refusal('tries-must-be-few');
  if (status === 403) return new Refusal('form-must-be-from-this-page');
  if (status < 500) return new Refusal(otherwise);
  return new Error('sign-in failed');
}
