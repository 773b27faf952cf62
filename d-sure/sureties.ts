/** The surety companies that may post, by their bearer tokens. */
import { Refusal } from '../domain/refusals.ts';
import type { Database } from './database.ts';
import { sha256 } from './sha256.ts';

export interface Surety {
  readonly id: string;
  readonly name: string;
}

/**
 * The surety company whose token stands in the header. Tokens are long and random, so their plain SHA-256 is kept and looked up.
 *
 * Refuses: `d-sure-must-accept-our-credentials`.
 */
export async function suretyOf(database: Database, authorization: string | undefined): Promise<Surety> {
  const token = /^Bearer ([\x21-\x7e]{16,512})$/i.exec(authorization ?? '')?.[1];
  const surety =
    token === undefined
      ? null
      : await database.surety.findUnique({ where: { tokenDigest: sha256(token) }, select: { id: true, name: true } });
  if (surety === null) throw new Refusal('d-sure-must-accept-our-credentials');
  return surety;
}
