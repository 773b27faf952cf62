/** `after` and `limit` of the two lists. */
import { z } from 'zod';
import { Refusal } from '../../domain/refusals.ts';
import type { Place } from '../listing.ts';

const query = z.strictObject({
  after: z.string().min(1).max(200).optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .pipe(z.number().max(1_000))
    .default(100),
});

/** Refuses: `request-must-be-readable`. */
export function readPaging(asked: unknown): { after: string | null; limit: number } {
  const parsed = query.safeParse(asked);
  if (!parsed.success) throw new Refusal('request-must-be-readable');
  return { after: parsed.data.after ?? null, limit: parsed.data.limit };
}

/** The sequence that a feed's cursor stands for; 0 before the first. Refuses: `cursor-must-be-one-of-ours`. */
export function sequenceOf(cursor: string | null): bigint {
  if (cursor === null) return 0n;
  if (!/^[1-9]\d{0,17}$/.test(cursor)) throw new Refusal('cursor-must-be-one-of-ours');
  return BigInt(cursor);
}

/** The place that a listing's cursor stands for. Refuses: `cursor-must-be-one-of-ours`. */
export function placeOf(cursor: string | null): Place | null {
  if (cursor === null) return null;
  const match = /^([0-9A-Z-]{1,32})\.([1-9]\d{0,5})$/.exec(cursor);
  if (match?.[1] === undefined) throw new Refusal('cursor-must-be-one-of-ours');
  return { guaranteeNumber: match[1], revision: Number(match[2]) };
}

export function cursorOf({ guaranteeNumber, revision }: Place): string {
  return `${guaranteeNumber}.${revision}`;
}
