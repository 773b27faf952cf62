/** Sign-in to a portal with e-mail, password and, where the person has one, a second factor. Nobody signs up here. */
import type { Database } from '../../prisma/database.ts';
import { passkeyStore } from '../../prisma/passkeys.ts';
import { countTry, forgetWhatIsOver, giveBackTry, trySubject } from '../../prisma/tries.ts';
import { createPasskeys, type Passkeys } from '../../web/passkeys/passkeys.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { type Caller, idleEnd, openPortalAuth, type PortalSettings } from './portal-auth.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';

export type { Caller, PortalSettings };

export interface SignIn {
  readonly secondFactor: SecondFactor;
  readonly passwords: Passwords;
  readonly passkeys: Passkeys<Caller>;
  /**
   * Cookies of a new session, or of a sign-in that waits for the second factor.
   *
   * Refuses: `tries-must-be-few`, `form-must-be-from-this-page`, `sign-in-must-match`.
   */
  signIn(
    caller: Caller,
    typed: { email: string; password: string },
  ): Promise<{ cookies: string[]; waitsForCode: boolean }>;
  /** Cookies that end the session. */
  signOut(caller: Caller): Promise<string[]>;
  /** That session of the person on this portal is over. */
  endSession(userId: string, sessionId: string): Promise<void>;
  /** Every session of the person on this portal is over. */
  signOutEverywhere(userId: string): Promise<void>;
  /**
   * Whose session the request's cookie is, or null. `byItself`: a page asks, no person, and the session's idle end stays
   * where it is.
   */
  sessionOf(caller: Caller, byItself?: boolean): Promise<{ sessionId: string; userId: string } | null>;
  /** Whether the browser brings the cookie of a session that is over; and cookies that take it away. */
  forgottenSession(caller: Caller): Promise<{ cookies: string[] } | null>;
}

/** A session ends after so many hours in any case. */
export const longestHours = 12;

export function createSignIn(db: Database, settings: PortalSettings): SignIn {
  const { portal, sessionSecret } = settings;
  const auth = openPortalAuth(db, settings);
  const counted = async <T>(kind: 'sign-in' | 'passkey', who: string, act: () => Promise<T>): Promise<T> => {
    const subject = trySubject(kind, portal, who, sessionSecret);
    await countTry(db, subject, new Date());
    const done = await act();
    await giveBackTry(db, subject);
    await forgetWhatIsOver(db, new Date());
    return done;
  };
  return {
    secondFactor: createSecondFactor(db, auth, settings),
    passwords: createPasswords(db, auth, settings),
    passkeys: createPasskeys({ ...settings, ...auth, store: passkeyStore(db, portal), counted }),
    async signIn(caller, typed) {
      const email = typed.email.trim().toLowerCase();
      const asked = { email, password: typed.password, rememberMe: false };
      const { cookies, body } = await counted('sign-in', email, () => auth.ask(caller, '/sign-in/email', asked));
      return { cookies, waitsForCode: body.twoFactorRedirect === true };
    },
    async signOut(caller) {
      return (await auth.ask(caller, '/sign-out')).cookies;
    },
    async endSession(userId, id) {
      await db.session.deleteMany({ where: { id, userId, portal } });
    },
    async signOutEverywhere(userId) {
      await db.session.deleteMany({ where: { userId, portal } });
    },
    async sessionOf(caller, byItself = false) {
      const found = await auth.session(caller);
      if (found === null) return null;
      const session = found.session as typeof found.session & { portal?: string };
      const age = Date.now() - session.createdAt.getTime();
      if (session.portal !== portal || age > longestHours * 3_600_000) return null;
      if (!byItself) await keepAwake(db, session.id);
      return { sessionId: session.id, userId: found.user.id };
    },
    async forgottenSession(caller) {
      if (auth.cookie(caller, 'session_token') === null || (await this.sessionOf(caller, true)) !== null) return null;
      return { cookies: [auth.endedCookie] };
    },
  };
}

/** The library never moves the end of such a session. One write a minute is enough. */
async function keepAwake(db: Database, id: string): Promise<void> {
  const expiresAt = idleEnd();
  const aMinuteOld = new Date(expiresAt.getTime() - 60_000);
  await db.session.updateMany({ where: { id, expiresAt: { lt: aMinuteOld } }, data: { expiresAt } });
}
