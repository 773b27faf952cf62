/** better-auth as D-Sure uses it: its passwords, sessions, cookies, second factor, rate limit and origin checks. Nobody signs up here. */
import { randomUUID } from 'node:crypto';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { passkeyAnswers } from '../web/passkeys/answers.ts';
import { passkeySignIn } from '../web/passkeys/sign-in.ts';
import { maxPasswordLength, minPasswordLength } from '../web/passwords.ts';
import type { Database } from './database.ts';
import { passkeyStore } from './passkeys.ts';
import type { Settings } from './services.ts';

/** A session ends after so many hours without a request, and after so many in any case. */
export const idleHours = 1;
export const longestHours = 12;

/** So many within ten seconds from one network address, behind which a whole town hall may be, are too many. */
export const signInsInARow = 30;

/** What the library reads the caller's network address from; the name never comes from outside. */
export const addressHeader = 'x-d-sure-address';

export type Library = ReturnType<typeof openLibrary>;

export function openLibrary(database: Database, { origin, sessionSecret, name }: Settings) {
  const https = origin.startsWith('https:');
  return betterAuth({
    appName: name,
    baseURL: origin,
    basePath: '/auth',
    secret: sessionSecret,
    trustedOrigins: [origin],
    database: prismaAdapter(database, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength, maxPasswordLength },
    user: { modelName: 'authorityUser' },
    plugins: [
      twoFactor({ issuer: name }),
      passkeySignIn(passkeyAnswers(passkeyStore(database), { portalName: name, origin })),
    ],
    // A start code is a password reset that an administrator hands over on paper; the table holds only its digest.
    verification: { storeIdentifier: 'hashed' },
    session: { expiresIn: idleHours * 3_600, disableSessionRefresh: true },
    databaseHooks: { session: { create: { before: (session) => sessionOfActive(database, session) } } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      customRules: {
        '/sign-in/email': { window: 10, max: signInsInARow },
        '/reset-password': { window: 10, max: signInsInARow },
        '/two-factor/*': { window: 10, max: signInsInARow },
        '/passkey/*': { window: 10, max: 2 * signInsInARow }, // a sign-in is a question and an answer
      },
    },
    advanced: {
      cookiePrefix: 'd-sure',
      // `__Host-`: of this host alone, over HTTPS alone, for the whole of it.
      cookies: https
        ? { session_token: { name: '__Host-d-sure.session' }, two_factor: { name: '__Host-d-sure.second-factor' } }
        : {},
      useSecureCookies: false, // the library's own prefix `__Secure-` would stand before ours
      defaultCookieAttributes: { secure: https, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => randomUUID() },
      // Said aloud, because the library leaves both checks out where NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    onAPIError: { throw: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
}

/** The library gives a session that ends with the browser a whole day; here it is the idle time, which requests move on. */
export function idleEnd(): Date {
  return new Date(Date.now() + idleHours * 3_600_000);
}

/** Who was deactivated gets no session, whatever the password. */
async function sessionOfActive<T extends { userId: string }>(database: Database, session: T) {
  const active = await database.authorityUser.count({ where: { id: session.userId, deactivatedAt: null } });
  return active === 0 ? false : { data: { ...session, expiresAt: idleEnd() } };
}
