/** Sign-in with e-mail and password, by better-auth: its sessions, cookies, rate limit and origin checks. Nobody signs up here. */

import type { IncomingHttpHeaders } from 'node:http';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { betterAuth } from 'better-auth/minimal';
import { Refusal } from '../domain/refusals.ts';
import type { Person } from './person.ts';
import type { Services, Settings } from './services.ts';
import { countTry, forgetOldTries, giveBack, subjectOf } from './tries.ts';

/** A browser's request, as far as sign-in looks at it. */
export interface Caller {
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
}

export interface SignIn {
  /** Cookies of a new session. Refuses: `tries-must-be-few`, `form-must-be-from-this-page`, `sign-in-must-match`. */
  signIn(caller: Caller, typed: { email: string; password: string }): Promise<string[]>;
  /** Cookies that end the session, which is gone with all that it had opened. */
  signOut(caller: Caller): Promise<string[]>;
  /** Who the request's cookie says is signed in, or null. */
  personOf(caller: Caller): Promise<Person | null>;
}

/** A working day, then sign in again: the PC is shared. */
const sessionHours = 10;

/** So many from one network address, with less than ten seconds between them, are too many. */
export const signInsInARow = 30;

const addressHeader = 'x-d-sure-address';
const passedOn = ['cookie', 'origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'user-agent'];

export function createSignIn({ database, now }: Services, { origin, sessionSecret }: Settings): SignIn {
  // The library gives a session that ends with the browser a whole day; here it is a working day at most.
  const endOfSession = () => new Date(Date.now() + sessionHours * 3_600_000);
  const auth = betterAuth({
    baseURL: origin,
    basePath: '/auth',
    secret: sessionSecret,
    trustedOrigins: [origin],
    database: prismaAdapter(database, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    user: {
      modelName: 'authorityUser',
      additionalFields: {
        authorityId: { type: 'string', input: false },
        department: { type: 'string', input: false },
      },
    },
    session: { expiresIn: sessionHours * 3_600, disableSessionRefresh: true },
    databaseHooks: {
      session: { create: { before: async (session) => ({ data: { ...session, expiresAt: endOfSession() } }) } },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      // Per network address, and a whole town hall may be behind one. The count starts again after 10 quiet seconds.
      customRules: { '/sign-in/email': { window: 10, max: signInsInARow } },
    },
    advanced: {
      cookiePrefix: 'd-sure',
      ipAddress: { ipAddressHeaders: [addressHeader] },
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
      const subject = subjectOf('sign-in', email, sessionSecret);
      await countTry(database, subject, now());
      const body = JSON.stringify({ email, password: typed.password, rememberMe: false });
      const response = await auth.handler(requestFor(caller, origin, '/auth/sign-in/email', body));
      if (!response.ok) throw refusalOf(response.status);
      await giveBack(database, subject);
      await forgetOldTries(database, now());
      await database.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
      return response.headers.getSetCookie();
    },
    async signOut(caller) {
      const response = await auth.handler(requestFor(caller, origin, '/auth/sign-out', '{}'));
      if (!response.ok) throw refusalOf(response.status);
      return response.headers.getSetCookie();
    },
    async personOf(caller) {
      const found = await auth.api.getSession({ headers: headersFor(caller) });
      if (found === null) return null;
      const user = await database.authorityUser.findUniqueOrThrow({
        where: { id: found.user.id },
        include: { authority: true },
      });
      return {
        userId: user.id,
        sessionId: found.session.id,
        name: user.name,
        authorityId: user.authorityId,
        by: `${user.authority.name} ${user.department}`,
      };
    },
  };
}

/** The browser's form post as the request that better-auth expects, so that its checks see what the browser sent. */
function requestFor(caller: Caller, origin: string, path: string, body: string): Request {
  const headers = headersFor(caller);
  headers.set('content-type', 'application/json');
  return new Request(new URL(path, origin), { method: 'POST', headers, body });
}

/** The address is the connection's own: a header of that name from outside is not passed on. */
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
