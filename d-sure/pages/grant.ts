/** The grant in an address: random, and useless without the session it was given to. */
import { Refusal } from '../../domain/refusals.ts';

/** Refuses: `address-must-exist`. */
export function grantIn(params: Record<string, unknown>): string {
  const { grant } = params;
  if (typeof grant !== 'string' || !/^[0-9a-f-]{36}$/.test(grant)) throw new Refusal('address-must-exist');
  return grant;
}
