/** Sign-in to a portal with e-mail and password, by better-auth: its sessions, cookies, rate limit and origin checks. Nobody signs up here. */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { betterAuth } from 'better-auth/minimal';
import { Refusal } from '../../domain/refusals.ts';
import type { Database } from '../../prisma/database.ts';
import { comesIn } from '../../prisma/people.ts';
import { countTry, forgetWhatIsOver, giveBackTry, trySubject } from '../../prisma/tries.ts';

/** A browser's request, as far as sign-in looks at it. */
export interface Caller {
  readonly headers: IncomingHttpHeaders;
  /** Of the browser, behind the proxies that the settings trust. */
  readonly address: string;
}

export interface PortalSettings {
  /** Sessions carry it: one portal's session opens no other. */
  readonly portal: 'net-desk' | 'operations';
  /** The public origin, such as https://net-desk.example.jp. */
  readonly origin: string;
  readonly sessionSecret: string;
}

export interface SignIn {
  /** Cookies of a new session. Refuses: `tries-must-be-few`, `form-must-be-from-this-page`, `sign-in-must-match`. */
  signIn(caller: Caller, typed: { email: string; password: string }): Promise<string[]>;
  /** Cookies that end the session. */
  signOut(caller: Caller): Promise<string[]>;
  /** Every session of the person on this portal is over. */
  signOutEverywhere(userId: string): Promise<void>;
  /** Whose session the request's cookie is, or null. */
  sessionOf(caller: Caller): Promise<{ sessionId: string; userId: string } | null>;
}

/** A session ends after so many hours without a request, and after so many in any case. */
export const idleHours = 1;
export const longestHours = 12;

/** So many sign-ins within ten seconds from one network address are too many. */
export const signInsInARow = 30;

const addressHeader = 'x-hosho-address';
const passedOn = ['cookie', 'origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'user-agent'];

export function createSignIn(db: Database, { portal, origin, sessionSecret }: PortalSettings): SignIn {
  const https = origin.startsWith('https:');
  const auth = betterAuth({
    baseURL: origin,
    basePath: '/auth',
    secret: sessionSecret,
    trustedOrigins: [origin],
    database: prismaAdapter(db, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 256 },
    session: {
      expiresIn: idleHours * 3_600,
      disableSessionRefresh: true,
      additionalFields: { portal: { type: 'string', input: false } },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            if (!(await comesIn(db, session.userId))) return false; // told like a wrong password
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
      customRules: { '/sign-in/email': { window: 10, max: signInsInARow } },
    },
    advanced: {
      cookiePrefix: portal,
      // `__Host-`: of this host alone, over HTTPS alone, for the whole portal.
      cookies: https ? { session_token: { name: `__Host-${portal}.session` } } : {},
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
    async signIn(caller, typed) {
      const email = typed.email.trim().toLowerCase();
      const subject = trySubject(portal, email, sessionSecret);
      await countTry(db, subject, new Date());
      const body = JSON.stringify({ email, password: typed.password, rememberMe: false });
      const response = await auth.handler(requestFor(caller, origin, '/auth/sign-in/email', body));
      if (!response.ok) throw refusalOf(response.status);
      await giveBackTry(db, subject);
      await forgetWhatIsOver(db, new Date());
      return response.headers.getSetCookie();
    },
    async signOut(caller) {
      const response = await auth.handler(requestFor(caller, origin, '/auth/sign-out', '{}'));
      if (!response.ok) throw refusalOf(response.status);
      return response.headers.getSetCookie();
    },
    async signOutEverywhere(userId) {
      await db.session.deleteMany({ where: { userId, portal } });
    },
    async sessionOf(caller) {
      const found = await auth.api.getSession({ headers: headersFor(caller) });
      if (found === null) return null;
      const session = found.session as typeof found.session & { portal?: string };
      const age = Date.now() - session.createdAt.getTime();
      if (session.portal !== portal || age > longestHours * 3_600_000) return null;
      await keepAwake(db, session.id);
      return { sessionId: session.id, userId: found.user.id };
    },
  };
}

/** The library gives a session that ends with the browser a whole day; here it is the idle time, which requests move on. */
function idleEnd(): Date {
  return new Date(Date.now() + idleHours * 3_600_000);
}

/** The library never moves the end of such a session. One write a minute is enough. */
async function keepAwake(db: Database, id: string): Promise<void> {
  const expiresAt = idleEnd();
  const aMinuteOld = new Date(expiresAt.getTime() - 60_000);
  await db.session.updateMany({ where: { id, expiresAt: { lt: aMinuteOld } }, data: { expiresAt } });
}

/** The browser's form post as the request that better-auth expects, so that its checks see what the browser sent. */
function requestFor(caller: Caller, origin: string, path: string, body: string): Request {
  const headers = headersFor(caller);
  headers.set('content-type', 'application/json');
  return new Request(new URL(path, origin), { method: 'POST', headers, body });
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

function refusalOf(status: number): Error {
  if (status === 429) return new Refusal('tries-must-be-few');
  if (status === 403) return new Refusal('form-must-be-from-this-page');
  if (status < 500) return new Refusal('sign-in-must-match');
  return new Error('sign-in failed');
}
