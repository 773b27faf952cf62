/** The head of each day: the hash of all that was sealed until its midnight in Japan, kept here and told to people outside. */
import { addDays, type Day, dayInJapan, daysBetween } from '../domain/dates.ts';
import { screenDate } from '../domain/eras.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';
import { askDeskMails } from './desk-mails.ts';

/** A batch that was begun before midnight is committed by then. */
const settledAfterMs = 5 * 60_000;

/** As many days as are made up for at once, after the worker was away. */
const mostDays = 31;

/**
 * Every day that is over has its head, and its mails are asked for, in one transaction each: a day is told once, however
 * many workers look and whenever one of them dies. Returns the days that this call told.
 */
export async function recordDailyHeads(db: Database, to: readonly string[], now: Date): Promise<Day[]> {
  const yesterday = addDays(dayInJapan(new Date(now.getTime() - settledAfterMs)), -1);
  const last = await db.dailyHead.findFirst({ orderBy: { day: 'desc' } });
  const next = last === null ? yesterday : addDays(toDay(last.day), 1);
  const from = daysBetween(next, yesterday) < mostDays ? next : addDays(yesterday, 1 - mostDays);
  const told: Day[] = [];
  for (let day = from; day <= yesterday; day = addDays(day, 1)) {
    if (await db.$transaction((tx) => recordDailyHead(tx, day, to, now))) told.push(day);
  }
  return told;
}

/** False where nothing was sealed by then, or where another worker has told the day. */
async function recordDailyHead(tx: Transaction, day: Day, to: readonly string[], now: Date): Promise<boolean> {
  const head = await headBefore(tx, midnight(addDays(day, 1)));
  if (head === null) return false;
  const before = await headBefore(tx, midnight(day));
  const { lastPosition: position, hash, sealedAt } = head;
  const row = { day: fromDay(day), position, hash, sealedAt, recordedAt: now };
  const { count } = await tx.dailyHead.createMany({ data: row, skipDuplicates: true });
  if (count === 0) return false;
  const values = {
    dayText: screenDate(day),
    day,
    position: String(position),
    count: String(position - (before?.lastPosition ?? 0n)),
    hash,
  };
  await askDeskMails(tx, { kind: 'daily-head', occasion: day, to, values }, now);
  return true;
}

/** The last batch that was sealed before this instant. Batches are sealed in the order of their positions. */
function headBefore(tx: Transaction, instant: Date) {
  return tx.sealedBatch.findFirst({ where: { sealedAt: { lt: instant } }, orderBy: { lastPosition: 'desc' } });
}

/** The instant at which the day begins in Japan. */
function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00+09:00`);
}
