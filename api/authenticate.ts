/** Who asks: the person behind the bearer key of a request. */
import type { Request, Response } from 'express';
import { Refusal } from '../domain/refusals.ts';
import { countUse } from '../prisma/key-use.ts';
import { findPrincipal, type Principal } from '../prisma/people.ts';
import type { ApiServices } from './services.ts';

/**
 * The principal.
 *
 * Refuses: `api-key-must-be-valid`, whether the key is missing, unknown, revoked or at its end; `requests-must-be-few`.
 */
export async function authenticate(
  { db, clock }: ApiServices,
  request: Request,
  response: Response,
): Promise<Principal> {
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const now = clock.now();
  const principal = token === undefined ? null : await findPrincipal(db, token, now);
  if (principal === null) throw new Refusal('api-key-must-be-valid');
  if (!(await countUse(db, principal, now))) {
    response.set('Retry-After', '60');
    throw new Refusal('requests-must-be-few');
  }
  return principal;
}
