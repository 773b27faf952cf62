/** better-auth for one portal: its sessions, cookies, second factor, limits and origin checks, asked as a browser would ask. */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { longestPassword, shortestPassword } from '../../domain/passwords.ts';
import { Refusal, type RefusalName } from '../../domain/refusals.ts';
import type { Database } from '../../prisma/database.ts';
import { passkeyStore } from '../../prisma/passkeys.ts';
import { comesIn } from '../../prisma/people.ts';
import { passkeyAnswers } from '../../web/passkeys/answers.ts';
import { passkeySignIn } from '../../web/passkeys/sign-in.ts';
import { passwordMails } from './password-mails.ts';

/** A browser's request, as far as sign-in looks at it. */
export interface Caller {
  readonly headers: IncomingHttpHeaders;
  /** Of the browser, behind the proxies that the settings trust. */
  readonly address: string;
}

export interface PortalSettings {
  /** Sessions carry it: one portal's session opens no other. */
  readonly portal: 'net-desk' | 'operations';
  /** By the name that people read, also in their authenticator apps. */
  readonly portalName: string;
  /** The public origin, such as https://net-desk.example.jp. */
  readonly origin: string;
  readonly sessionSecret: string;
}

/** What the library answered: cookies for the browser, and its words for us. */
export interface Told {
  readonly cookies: string[];
  readonly body: Readonly<Record<string, unknown>>;
}

/** A session ends after so many hours without a request. */
export const idleHours = 1;

/** So many sign-ins within ten seconds from one network address are too many. */
export const signInsInARow = 30;

/** How long somebody may take for the code after the password. */
export const codeMinutes = 10;

const addressHeader = 'x-hosho-address';
const passedOn = ['cookie', 'origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'user-agent'];

/** Cookies that the library gives, by its own names. */
const cookieNames = ['session_token', 'dont_remember', 'two_factor'] as const;

export type PortalAuth = ReturnType<typeof openPortalAuth>;

export function openPortalAuth(db: Database, settings: PortalSettings) {
  const { portal, portalName, origin, sessionSecret } = settings;
  const https = origin.startsWith('https:');
  const auth = betterAuth({
    appName: portalName,
    baseURL: origin,
    basePath: '/auth',
    secret: sessionSecret,
    trustedOrigins: [origin],
    database: prismaAdapter(db, { provider: 'postgresql' }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      revokeSessionsOnPasswordReset: true,
    },
    plugins: [
      twoFactor({ issuer: portalName, twoFactorCookieMaxAge: codeMinutes * 60 }),
      passwordMails(db, portal),
      passkeySignIn(passkeyAnswers(passkeyStore(db, portal), settings)),
    ],
    // What is looked for by a secret stands in the tables as a digest.
    verification: { storeIdentifier: 'hashed' },
    session: {
      expiresIn: idleHours * 3_600,
      disableSessionRefresh: true,
      additionalFields: { portal: { type: 'string', input: false } },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            if (!(await comesIn(db, session.userId, portal))) return false; // told like a wrong password
            return { data: { ...session, portal, expiresAt: idleEnd() } };
          },
        },
      },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      // Of an office behind one address: each person's own wrong tries are counted in `tries`.
      customRules: {
        '/sign-in/email': { window: 10, max: signInsInARow },
        '/ask-for-password-mail': { window: 60, max: signInsInARow },
        '/two-factor/*': { window: 10, max: signInsInARow },
        '/passkey/*': { window: 10, max: 2 * signInsInARow }, // a sign-in is a question and an answer
      },
    },
    advanced: {
      cookiePrefix: portal,
      // `__Host-`: of this host alone, over HTTPS alone, for the whole portal.
      cookies: https ? Object.fromEntries(cookieNames.map((name) => [name, { name: hostCookie(portal, name) }])) : {},
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

  return {
    /** Sends the browser's form on, as the request that better-auth expects: its checks see what the browser sent. */
    async ask(caller: Caller, path: string, body: object = {}): Promise<Told> {
      const headers = headersFor(caller);
      headers.set('content-type', 'application/json');
      const request = new Request(new URL(`/auth${path}`, origin), {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const response = await auth.handler(request);
      const told = (await response.json().catch(() => null)) as Record<string, unknown> | null;
      if (!response.ok) throw refusalOf(response.status, told?.code);
      return { cookies: response.headers.getSetCookie(), body: told ?? {} };
    },
    /** Whether it is the password of the person of the request's session. Refuses: `current-password-must-match`. */
    async demandPassword(caller: Caller, password: string): Promise<void> {
      try {
        await auth.api.verifyPassword({ headers: headersFor(caller), body: { password } });
      } catch (error) {
        if (error instanceof APIError && error.body?.code === 'INVALID_PASSWORD') {
          throw new Refusal('current-password-must-match', { field: 'password' });
        }
        throw error;
      }
    },
    /** The session of the request's cookie, or null. */
    session: (caller: Caller) => auth.api.getSession({ headers: headersFor(caller) }),
    /** The recovery codes that are left of this person, in clear. */
    recoveryCodes: async (userId: string): Promise<readonly string[]> =>
      (await auth.api.viewBackupCodes({ body: { userId } })).backupCodes,
    /** Takes the session's cookie away from the browser. */
    endedCookie: `${https ? hostCookie(portal, 'session_token') : `${portal}.session_token`}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`,
    /** The value of one of the library's cookies, or null. */
    cookie: ({ headers }: Caller, name: (typeof cookieNames)[number]): string | null => {
      const wanted = `${https ? hostCookie(portal, name) : `${portal}.${name}`}=`;
      const found = (headers.cookie ?? '').split(/;\s*/).find((pair) => pair.startsWith(wanted));
      return found === undefined ? null : decoded(found.slice(wanted.length));
    },
  };
}

/** The library gives a session that ends with the browser a whole day; here it is the idle time, which requests move on. */
export function idleEnd(): Date {
  return new Date(Date.now() + idleHours * 3_600_000);
}

/** The name of the session's cookie has stood without the library's own word since the first release. */
function hostCookie(portal: string, name: (typeof cookieNames)[number]): string {
  return `__Host-${portal}.${name === 'session_token' ? 'session' : name}`;
}

/** The address is the connection's own, or what a trusted proxy says: a header of that name from outside is not passed on. */
function headersFor({ headers, address }: Caller): Headers {
  const kept = new Headers({ [addressHeader]: address });
  for (const name of passedOn) {
    const value = headers[name];
    if (typeof value === 'string') kept.set(name, value);
  }
  return kept;
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** The library's own names for a "no", as ours. */
const refusals: Readonly<Record<string, RefusalName>> = {
  INVALID_PASSWORD: 'current-password-must-match',
  INVALID_CODE: 'code-must-match',
  INVALID_BACKUP_CODE: 'recovery-code-must-match',
  PASSKEY_REFUSED: 'passkey-must-match',
  INVALID_TWO_FACTOR_COOKIE: 'sign-in-must-begin-anew',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'sign-in-must-begin-anew',
  INVALID_TOKEN: 'link-must-be-fresh',
  USER_NOT_FOUND: 'link-must-be-fresh',
  PASSWORD_TOO_SHORT: 'password-must-be-long-enough',
  TOTP_ALREADY_ENABLED: 'second-factor-must-be-off',
  TOTP_NOT_ENABLED: 'second-factor-must-be-on',
  TWO_FACTOR_NOT_ENABLED: 'second-factor-must-be-on',
  BACKUP_CODES_NOT_ENABLED: 'second-factor-must-be-on',
};

function refusalOf(status: number, code: unknown): Error {
  if (status >= 500) return new Error('sign-in failed');
  if (status === 429) return new Refusal('tries-must-be-few');
  if (status === 403) return new Refusal('form-must-be-from-this-page');
  const name = typeof code === 'string' && Object.hasOwn(refusals, code) ? refusals[code] : undefined;
  return new Refusal(name ?? 'sign-in-must-match');
}
