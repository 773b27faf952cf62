/** The passkeys of a person: added with the password, listed, removed, and signed in with instead of password and code. */
import { mostPasskeys, passkeyName } from '../../domain/passkeys.ts';
import { Refusal } from '../../domain/refusals.ts';
import type { Database } from '../../prisma/database.ts';
import { addPasskey, findPasskey, listPasskeys, type PasskeyRow, removePasskey } from '../../prisma/passkeys.ts';
import { countTry, forgetWhatIsOver, giveBackTry, trySubject } from '../../prisma/tries.ts';
import { credentialIn, passkeyAnswers, passkeysArePossible } from './passkey-answers.ts';
import type { Caller, PortalAuth, PortalSettings } from './portal-auth.ts';

/** Somebody who is signed in. */
export interface PasskeyPerson {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

export interface Passkeys {
  /** Whether browsers make passkeys for the portal's origin at all. */
  readonly arePossible: boolean;
  /** The oldest first. */
  list(userId: string): Promise<readonly PasskeyRow[]>;
  /** Refuses: `address-must-exist`. */
  find(userId: string, id: string): Promise<PasskeyRow>;
  /**
   * What the browser asks its authenticators with, as JSON: good for minutes, once.
   *
   * Refuses: `current-password-must-match`, `tries-must-be-few`, `passkeys-must-be-few`, and what `passkeyName` says.
   */
  begin(caller: Caller, person: PasskeyPerson, typed: { name: string; password: string }): Promise<string>;
  /** The person signs in with it from now on. Refuses: `passkey-must-be-made-anew`, `passkeys-must-be-few`. */
  add(userId: string, answer: string): Promise<void>;
  /** It opens nothing from now on; sessions that it began go on. */
  remove(userId: string, id: string): Promise<void>;
  /** What the browser asks for a passkey with, nobody knows whose. Refuses: `address-must-exist` where none are possible, `tries-must-be-few`, `form-must-be-from-this-page`. */
  ask(caller: Caller): Promise<unknown>;
  /**
   * Cookies of a new session, with no further code: the device verified the person.
   *
   * Refuses: `passkey-must-match` for whatever is wrong, `tries-must-be-few`, `form-must-be-from-this-page`.
   */
  signIn(caller: Caller, answer: string): Promise<string[]>;
}

export function createPasskeys(db: Database, auth: PortalAuth, settings: PortalSettings): Passkeys {
  const { portal, sessionSecret } = settings;
  const answers = passkeyAnswers(db, settings);
  const demandRoom = async (userId: string) => {
    if ((await listPasskeys(db, { userId, portal })).length >= mostPasskeys) throw new Refusal('passkeys-must-be-few');
  };
  return {
    arePossible: passkeysArePossible(settings.origin),
    list: (userId) => listPasskeys(db, { userId, portal }),
    async find(userId, id) {
      const found = await findPasskey(db, { userId, portal }, id);
      if (found === null) throw new Refusal('address-must-exist');
      return found;
    },
    async begin(caller, person, typed) {
      const name = passkeyName(typed.name);
      await demandRoom(person.userId);
      const subject = trySubject('sign-in', portal, person.email, sessionSecret);
      await countTry(db, subject, new Date());
      await auth.demandPassword(caller, typed.password);
      await giveBackTry(db, subject);
      return JSON.stringify(await answers.askForNew(person, name));
    },
    async add(userId, answer) {
      const made = await answers.made(userId, answer);
      if (made === null) throw new Refusal('passkey-must-be-made-anew');
      await demandRoom(userId);
      const isNew = await addPasskey(db, { userId, portal }, made, new Date());
      if (!isNew) throw new Refusal('passkey-must-be-made-anew');
    },
    remove: (userId, id) => removePasskey(db, { userId, portal }, id),
    async ask(caller) {
      if (!passkeysArePossible(settings.origin)) throw new Refusal('address-must-exist');
      return (await auth.ask(caller, '/passkey/question')).body.options;
    },
    async signIn(caller, answer) {
      const subject = trySubject('passkey', portal, credentialIn(answer), sessionSecret);
      await countTry(db, subject, new Date());
      const { cookies } = await auth.ask(caller, '/passkey/sign-in', { answer });
      await giveBackTry(db, subject);
      await forgetWhatIsOver(db, new Date());
      return cookies;
    },
  };
}
