/** Receipt numbers of applications: each once, and none tells how many others applied. */
import { createHmac, randomBytes } from 'node:crypto';
import { dayInJapan } from '../domain/dates.ts';
import type { Transaction } from './database.ts';
import { fromDay } from './days.ts';

/**
 * R-20260401-482913: the day in Japan, and the counter of the day in an order that only the day's secret knows. The counter
 * is raised in the transaction that it numbers, so that no number stands twice.
 */
export async function nextReceiptNumber(tx: Transaction, now: Date): Promise<string> {
  const on = dayInJapan(now);
  const [series] = await tx.$queryRaw<{ counter: number; secret: string }[]>`
    INSERT INTO receipt_series (day, last_counter, secret) VALUES (${fromDay(on)}::date, 1, ${randomBytes(16).toString('hex')})
    ON CONFLICT (day) DO UPDATE SET last_counter = receipt_series.last_counter + 1
    RETURNING last_counter AS counter, secret`;
  const { counter, secret } = series as { counter: number; secret: string };
  // A series without a secret was begun before there was one: its numbers go on as they began.
  const shown = secret === '' ? counter : shuffled(counter, secret);
  return `R-${on.replaceAll('-', '')}-${String(shown).padStart(6, '0')}`;
}

const count = 1_000_000;
/** Half of the bits of a number: 2 × 10 bits reach just beyond the count. */
const half = 10;

/** Another number of six digits for each: a Feistel network of four rounds, walked on until it lies among the six digits. */
export function shuffled(counter: number, secret: string): number {
  if (counter < 0 || counter >= count) throw new RangeError('a day has no more than a million receipt numbers');
  let number = counter;
  do {
    let [left, right] = [number >> half, number & ((1 << half) - 1)];
    for (let round = 0; round < 4; round += 1) [left, right] = [right, left ^ roundOf(right, round, secret)];
    number = (left << half) | right;
  } while (number >= count);
  return number;
}

function roundOf(value: number, round: number, secret: string): number {
  return createHmac('sha256', secret).update(`${round}/${value}`).digest().readUInt16BE() & ((1 << half) - 1);
}
