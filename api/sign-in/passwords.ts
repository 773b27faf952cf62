/** A person's password: changed with the one before it, or set by a link that came by mail. */
import { type PasswordOwner, passwordRefusal } from '../../domain/passwords.ts';
import { Refusal } from '../../domain/refusals.ts';
import { changeToldByMail, type LinkOwner, ownerOfLink } from '../../prisma/account-mails.ts';
import type { Database } from '../../prisma/database.ts';
import { countTry, forgetTries, giveBackTry, trySubject } from '../../prisma/tries.ts';
import { isCommonPassword } from '../../web/passwords.ts';
import type { Caller, PortalAuth, PortalSettings } from './portal-auth.ts';

/** A new password as it was typed, twice. */
export interface TypedPassword {
  readonly password: string;
  readonly again: string;
}

export interface Passwords {
  /**
   * Cookies of the session that goes on; every other session of the person, and every link and sign-in under way, is over.
   * A mail tells the person.
   *
   * Refuses: `current-password-must-match`, `tries-must-be-few`, `form-must-be-from-this-page`, and what `passwordRefusal` and
   * `passwords-must-be-alike` say, in the fields `password` and `again`.
   */
  change(
    caller: Caller,
    owner: PasswordOwner & { readonly userId: string },
    current: string,
    typed: TypedPassword,
  ): Promise<string[]>;
  /** A mail with a link is on its way, where somebody has this address: the answer is the same. Refuses: `tries-must-be-few`. */
  askForLink(caller: Caller, email: string): Promise<void>;
  /** Whose link it is. Refuses: `link-must-be-fresh`. */
  ownerOfLink(token: string): Promise<LinkOwner>;
  /** The person has this password, also as its first one; every session, link and sign-in under way is over. Refuses: as `change`, and `link-must-be-fresh`. */
  setByLink(caller: Caller, token: string, typed: TypedPassword): Promise<void>;
}

export function createPasswords(db: Database, auth: PortalAuth, { portal, sessionSecret }: PortalSettings): Passwords {
  /** Links that were mailed, and sign-ins that wait for a code. */
  const endLinks = (userId: string) => db.verification.deleteMany({ where: { value: userId } });
  const owned = async (token: string) => {
    const owner = await ownerOfLink(db, token, new Date());
    if (owner === null) throw new Refusal('link-must-be-fresh');
    return owner;
  };
  return {
    async change(caller, owner, current, typed) {
      demandGood(typed, owner);
      const subject = trySubject('sign-in', portal, owner.email, sessionSecret);
      await countTry(db, subject, new Date());
      const asked = { currentPassword: current, newPassword: typed.password, revokeOtherSessions: true };
      const { cookies } = await changeToldByMail(db, { portal, toAddress: owner.email }, () =>
        auth.ask(caller, '/change-password', asked),
      );
      await giveBackTry(db, subject);
      await endLinks(owner.userId);
      return cookies;
    },
    async askForLink(caller, typed) {
      const email = typed.trim().toLowerCase();
      await countTry(db, trySubject('account-mail', portal, email, sessionSecret), new Date());
      await auth.ask(caller, '/ask-for-password-mail', { email });
    },
    ownerOfLink: owned,
    async setByLink(caller, token, typed) {
      const owner = await owned(token);
      demandGood(typed, owner);
      await auth.ask(caller, '/reset-password', { newPassword: typed.password, token });
      await endLinks(owner.userId);
      await forgetTries(db, trySubject('sign-in', portal, owner.email, sessionSecret));
    },
  };
}

function demandGood({ password, again }: TypedPassword, owner: PasswordOwner): void {
  const refused = passwordRefusal(password, owner, isCommonPassword, 'password');
  if (refused !== null) throw new Refusal(refused.name, { field: 'password' });
  if (password !== again) throw new Refusal('passwords-must-be-alike', { field: 'again' });
}
