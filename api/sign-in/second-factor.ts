/** The second factor of a person: a code from an authenticator app, and recovery codes for when the app is gone. */
import { createHash } from 'node:crypto';
import { Refusal } from '../../domain/refusals.ts';
import type { Database } from '../../prisma/database.ts';
import { countTry, giveBackTry, spendOnce, trySubject } from '../../prisma/tries.ts';
import type { Caller, PortalAuth, PortalSettings, Told } from './portal-auth.ts';

/** Somebody who is signed in. */
export interface SignedInPerson {
  readonly userId: string;
  readonly email: string;
}

export interface SecondFactor {
  /**
   * A new secret, as an authenticator app reads it (otpauth://). Sign-in asks for nothing yet.
   *
   * Refuses: `current-password-must-match`, `second-factor-must-be-off`, `tries-must-be-few`.
   */
  begin(caller: Caller, person: SignedInPerson, password: string): Promise<string>;
  /** On from now on: cookies of the session that goes on, and the recovery codes; every other session, which gave no code, is over. Refuses: `code-must-match`, `tries-must-be-few`. */
  confirm(
    caller: Caller,
    person: SignedInPerson,
    code: string,
  ): Promise<{ cookies: string[]; codes: readonly string[] }>;
  /** New recovery codes; the old ones open nothing. Refuses: `current-password-must-match`, `tries-must-be-few`. */
  renewRecoveryCodes(caller: Caller, person: SignedInPerson, password: string): Promise<readonly string[]>;
  /** Off: cookies of the session that goes on. Refuses: `current-password-must-match`, `tries-must-be-few`. */
  end(caller: Caller, person: SignedInPerson, password: string): Promise<string[]>;
  /**
   * Cookies of the session that the password began. A code opens once.
   *
   * Refuses: `code-must-match`, `tries-must-be-few`, `sign-in-must-begin-anew`.
   */
  answer(caller: Caller, code: string): Promise<string[]>;
  /** The same with a recovery code, which is spent. Refuses: `recovery-code-must-match`, and the same. */
  answerWithRecoveryCode(caller: Caller, code: string): Promise<string[]>;
}

/** A code is good for its half minute, and the one before and after it. */
const codeLastsMs = 120_000;

export function createSecondFactor(
  db: Database,
  auth: PortalAuth,
  { portal, sessionSecret }: PortalSettings,
): SecondFactor {
  /** Counted before it is made, and given back where it was right. */
  async function counted<T>(subject: string, make: () => Promise<T>): Promise<T> {
    await countTry(db, subject, new Date());
    const made = await make();
    await giveBackTry(db, subject);
    return made;
  }
  const withPassword = ({ email }: SignedInPerson, make: () => Promise<Told>) =>
    counted(trySubject('sign-in', portal, email, sessionSecret), make);
  const withCode = (userId: string, make: () => Promise<Told>) =>
    counted(trySubject('second-factor', portal, userId, sessionSecret), make);

  /** Whose password opened the sign-in under way. Refuses: `sign-in-must-begin-anew`. */
  async function askedPerson(caller: Caller): Promise<string> {
    const identifier = auth.cookie(caller, 'two_factor')?.replace(/\.[^.]*$/, '') ?? '';
    const digest = createHash('sha256').update(identifier).digest('base64url');
    const asked = await db.verification.findFirst({ where: { identifier: digest, expiresAt: { gt: new Date() } } });
    if (asked === null) throw new Refusal('sign-in-must-begin-anew');
    return asked.value;
  }

  return {
    async begin(caller, person, password) {
      const told = await withPassword(person, () => auth.ask(caller, '/two-factor/enable', { password }));
      return String(told.body.totpURI);
    },
    async confirm(caller, { userId }, typed) {
      const before = await db.session.findMany({ where: { userId, portal }, select: { id: true } });
      const told = await withCode(userId, () => auth.ask(caller, '/two-factor/verify-totp', { code: digitsOf(typed) }));
      await db.session.deleteMany({ where: { id: { in: before.map(({ id }) => id) } } });
      return { cookies: told.cookies, codes: await auth.recoveryCodes(userId) };
    },
    async renewRecoveryCodes(caller, person, password) {
      const told = await withPassword(person, () =>
        auth.ask(caller, '/two-factor/generate-backup-codes', { password }),
      );
      return told.body.backupCodes as string[];
    },
    async end(caller, person, password) {
      return (await withPassword(person, () => auth.ask(caller, '/two-factor/disable', { password }))).cookies;
    },
    async answer(caller, typed) {
      const userId = await askedPerson(caller);
      const code = digitsOf(typed);
      const used = trySubject('used-code', portal, `${userId}/${code}`, sessionSecret);
      const told = await withCode(userId, async () => {
        const now = new Date();
        if (!(await spendOnce(db, used, now, new Date(now.getTime() + codeLastsMs))))
          throw new Refusal('code-must-match');
        return auth.ask(caller, '/two-factor/verify-totp', { code });
      });
      return told.cookies;
    },
    async answerWithRecoveryCode(caller, typed) {
      const userId = await askedPerson(caller);
      const code = typed.normalize('NFKC').replace(/\s/g, '');
      const ask = () => auth.ask(caller, '/two-factor/verify-backup-code', { code });
      return (await withCode(userId, ask)).cookies;
    },
  };
}

/** The six digits, however they were typed: 123 456, １２３４５６. */
function digitsOf(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '');
}
