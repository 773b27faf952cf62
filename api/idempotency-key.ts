/** The client's own name for one act, kept for life: sent again, it gets the same answer. */
import type { Request } from 'express';
import { Refusal } from '../domain/refusals.ts';

/** The key of this request. Refuses: `idempotency-key-must-be-given`, `idempotency-key-must-be-printable`. */
export function idempotencyKeyOf(request: Request): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw new Refusal('idempotency-key-must-be-given');
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key))
    throw new Refusal('idempotency-key-must-be-printable');
  return key;
}
