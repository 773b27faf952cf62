/** What a house keeps of passkeys: its own tables, asked by the rules that all houses share. */
import type { AskedForPasskey, NewPasskey, PasskeyRow } from '../../domain/passkeys.ts';

export interface PasskeyStore {
  /** The person's, the oldest first. */
  list(userId: string): Promise<readonly PasskeyRow[]>;
  /** What authenticators are told, so that none makes a second passkey for the same person. */
  credentials(userId: string): Promise<readonly { readonly credentialId: string; readonly transports: string[] }[]>;
  /** null where the person has no such passkey. */
  find(userId: string, id: string): Promise<PasskeyRow | null>;
  /** False where another passkey has this credential already, whoever's it is. */
  add(userId: string, made: NewPasskey, now: Date): Promise<boolean>;
  /** It opens nothing from now on, and every session of the person but this one is over. A house may refuse to let a last one go. */
  remove(person: { readonly userId: string; readonly sessionId: string }, id: string): Promise<void>;
  /** The passkey of this credential, with what its answers are checked against; or null. */
  byCredential(credentialId: string): Promise<KeptPasskey | null>;
  /** True where its counter was still the one that the answer was checked against: of two answers at once one counts. */
  used(passkey: Pick<KeptPasskey, 'id' | 'counter'>, newCounter: number, now: Date): Promise<boolean>;
  /** The question, known by its digest, waits for its answer until then. */
  keepQuestion(digest: string, asked: AskedForPasskey, expiresAt: Date): Promise<void>;
  /** Whom it was put to, once; null where nobody was asked this, the time is over, or it was answered already. */
  takeQuestion(digest: string, now: Date): Promise<AskedForPasskey | null>;
}

export interface KeptPasskey {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: bigint;
}
