/** The passkeys of a person: added with the password, listed, removed, and signed in with instead of password and code. */
import { mostPasskeys, type PasskeyRow, passkeyName } from '../../domain/passkeys.ts';
import { Refusal } from '../../domain/refusals.ts';
import { credentialIn, type PasskeyPortal, passkeyAnswers, passkeysArePossible } from './answers.ts';
import type { PasskeyStore } from './store.ts';

/** Somebody who is signed in. */
export interface PasskeyPerson {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
}

/** What a house answers for itself. `Caller`: a browser's request, as its sign-in looks at it. */
export interface PasskeyHouse<Caller> extends PasskeyPortal {
  readonly store: PasskeyStore;
  /** Counts a try, and gives it back once the act went well. Refuses: `tries-must-be-few`. */
  counted<T>(kind: 'sign-in' | 'passkey', who: string, act: () => Promise<T>): Promise<T>;
  /** Whether it is the password of the person of the request's session. Refuses: `current-password-must-match`. */
  demandPassword(caller: Caller, password: string): Promise<void>;
  /**
   * Sends the browser's form on to an address of ./sign-in.ts.
   *
   * Refuses: `passkey-must-match`, `tries-must-be-few`, `form-must-be-from-this-page`.
   */
  ask(
    caller: Caller,
    path: string,
    body?: object,
  ): Promise<{ readonly cookies: string[]; readonly body: Readonly<Record<string, unknown>> }>;
}

export interface Passkeys<Caller> {
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
  /**
   * It opens nothing from now on, and every other session of the person is over: a lost device may have begun it.
   *
   * Refuses: `address-must-exist`, `current-password-must-match`, `tries-must-be-few`, and what the house's store refuses.
   */
  remove(caller: Caller, person: PasskeyPerson, id: string, password: string): Promise<void>;
  /** What the browser asks for a passkey with, nobody knows whose. Refuses: `address-must-exist` where none are possible, `tries-must-be-few`, `form-must-be-from-this-page`. */
  ask(caller: Caller): Promise<unknown>;
  /**
   * Cookies of a new session of that person, with no further code: the device verified the person.
   *
   * Refuses: `passkey-must-match` for whatever is wrong, `tries-must-be-few`, `form-must-be-from-this-page`.
   */
  signIn(caller: Caller, answer: string): Promise<{ cookies: string[]; userId: string; token: string }>;
}

export function createPasskeys<Caller>(house: PasskeyHouse<Caller>): Passkeys<Caller> {
  const { store } = house;
  const answers = passkeyAnswers(store, house);
  const arePossible = passkeysArePossible(house.origin);
  const demandRoom = async (userId: string) => {
    if ((await store.list(userId)).length >= mostPasskeys) throw new Refusal('passkeys-must-be-few');
  };
  const existing = async (userId: string, id: string) => {
    const found = await store.find(userId, id);
    if (found === null) throw new Refusal('address-must-exist');
    return found;
  };
  return {
    arePossible,
    list: (userId) => store.list(userId),
    find: existing,
    async begin(caller, person, typed) {
      const name = passkeyName(typed.name);
      await demandRoom(person.userId);
      await house.counted('sign-in', person.email, () => house.demandPassword(caller, typed.password));
      return JSON.stringify(await answers.askForNew(person, name));
    },
    async add(userId, answer) {
      const made = await answers.made(userId, answer);
      if (made === null) throw new Refusal('passkey-must-be-made-anew');
      await demandRoom(userId);
      const isNew = await store.add(userId, made, new Date());
      if (!isNew) throw new Refusal('passkey-must-be-made-anew');
    },
    async remove(caller, person, id, password) {
      await existing(person.userId, id);
      await house.counted('sign-in', person.email, () => house.demandPassword(caller, password));
      await store.remove(person, id);
    },
    async ask(caller) {
      if (!arePossible) throw new Refusal('address-must-exist');
      return (await house.ask(caller, '/passkey/question')).body.options;
    },
    async signIn(caller, answer) {
      const { cookies, body } = await house.counted('passkey', credentialIn(answer), () =>
        house.ask(caller, '/passkey/sign-in', { answer }),
      );
      return { cookies, userId: String(body.userId), token: String(body.token) };
    },
  };
}
