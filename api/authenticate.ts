/** Who asks: the person behind the bearer key of a request. */
import type { Request } from 'express';
import { Refusal } from '../domain/refusals.ts';
import { findPrincipal, type Principal } from '../prisma/people.ts';
import type { ApiServices } from './services.ts';

/** The principal. Refuses: `api-key-must-be-valid`, whether the key is missing, unknown or revoked. */
export async function authenticate({ db }: ApiServices, request: Request): Promise<Principal> {
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const principal = token === undefined ? null : await findPrincipal(db, token);
  if (principal === null) throw new Refusal('api-key-must-be-valid');
  return principal;
}
