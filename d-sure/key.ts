/** The authentication key (認証キー) of a guarantee: put by its surety company, kept as a verifier only. */
import { isKey } from '../domain/authentication-key.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Transaction } from './database.ts';
import type { Guarantee } from './generated/client.ts';
import { isKeyOf, type KeyVerifier, makeVerifier } from './key-verifier.ts';
import type { Services } from './services.ts';
import type { Surety } from './sureties.ts';

/**
 * The key opens the guarantee. Putting the same key again changes nothing. Another key is taken only where the request says
 * that it replaces the old one (a leak): what was opened with the old key must then be opened again.
 *
 * Refuses: `posted-key-must-have-the-right-form`, `guarantee-must-exist`, `posted-key-must-not-change`.
 */
export async function putKey(
  services: Services,
  surety: Surety,
  { guaranteeNumber, key, replaces }: { guaranteeNumber: string; key: string; replaces: boolean },
): Promise<{ keySetAt: Date }> {
  if (!isKey(key)) throw new Refusal('posted-key-must-have-the-right-form');
  const made = await makeVerifier(key);
  return services.database.$transaction(async (transaction) => {
    const guarantee = await lockedGuarantee(transaction, guaranteeNumber);
    if (guarantee === undefined || guarantee.suretyId !== surety.id) throw new Refusal('guarantee-must-exist');
    const kept = verifierOf(guarantee);
    if (kept !== null && guarantee.keySetAt !== null) {
      if (await isKeyOf(key, kept)) return { keySetAt: guarantee.keySetAt };
      if (!replaces) throw new Refusal('posted-key-must-not-change');
      await transaction.grant.deleteMany({ where: { guaranteeNumber } });
    }
    const keySetAt = services.now();
    await transaction.guarantee.update({
      where: { number: guaranteeNumber },
      data: { keyVerifier: Buffer.from(made.verifier), keySalt: Buffer.from(made.salt), keySetAt },
    });
    return { keySetAt };
  });
}

/** Twins come one after the other. */
async function lockedGuarantee(transaction: Transaction, number: string) {
  const rows = await transaction.$queryRaw<LockedGuarantee[]>`
    SELECT surety_id AS "suretyId", key_verifier AS "keyVerifier", key_salt AS "keySalt", key_set_at AS "keySetAt"
    FROM guarantee WHERE number = ${number} FOR NO KEY UPDATE`;
  return rows[0];
}

type LockedGuarantee = Pick<Guarantee, 'suretyId' | 'keyVerifier' | 'keySalt' | 'keySetAt'>;

/** What is kept of the guarantee's key, or null while it has none. */
export function verifierOf(
  guarantee: { keyVerifier: Uint8Array | null; keySalt: Uint8Array | null } | null,
): KeyVerifier | null {
  if (guarantee === null || guarantee.keyVerifier === null || guarantee.keySalt === null) return null;
  return { verifier: guarantee.keyVerifier, salt: guarantee.keySalt };
}
