/** Numbers in addresses: the guarantee's and the revision's. */
import { Refusal } from '../../domain/refusals.ts';

/** The guarantee number as it may be posted: capital letters, digits and hyphens. Refuses: `address-must-exist`. Source: R-K1. */
export function guaranteeNumberIn(params: Record<string, unknown>): string {
  const number = params.guaranteeNumber;
  if (typeof number !== 'string' || !/^[0-9A-Z](?:[0-9A-Z-]{0,30}[0-9A-Z])?$/.test(number))
    throw new Refusal('address-must-exist');
  return number;
}

/** 1, 2, 3 … Refuses: `address-must-exist`. */
export function revisionIn(params: Record<string, unknown>): number {
  const revision = params.revision;
  if (typeof revision !== 'string' || !/^[1-9]\d{0,5}$/.test(revision)) throw new Refusal('address-must-exist');
  return Number(revision);
}
