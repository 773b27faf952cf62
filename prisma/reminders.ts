/** Mails that remind of a submission (R-B1): written once a day, each once for its case, contract date and reminder. */

import { momentInJapan, type TimeOfDay } from '../domain/clock-times.ts';
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import { reminderDue } from '../domain/reminders.ts';
import type { Database } from './database.ts';
import { fromDay, toDay } from './days.ts';
import { addMail } from './mails.ts';
import { lockRevision } from './revisions.ts';
import { scheduleRuleOn } from './working-registers.ts';

const feed = 'submission-reminders';
const batch = 200;

/**
 * Writes what is to be reminded of today and answers the mails' ids; nothing before the first branch opens, nor where the
 * day's round is done. A round that was stopped is begun again, and writes nothing twice.
 */
export async function writeReminders(db: Database, now: Date): Promise<string[]> {
  const { on: today, at } = momentInJapan(now);
  const round = await db.feedCursor.findUnique({ where: { feed } });
  if (round?.cursor === today || !(await isOpening(db, at))) return [];
  const mailIds: string[] = [];
  let last: bigint | null = 0n;
  while (last !== null) last = await writeBatch(db, today, now, last, mailIds);
  const done = { cursor: today, updatedAt: now };
  await db.feedCursor.upsert({ where: { feed }, create: { feed, ...done }, update: done });
  return mailIds;
}

/** Whether some branch is open by this time of day. */
async function isOpening(db: Database, at: TimeOfDay): Promise<boolean> {
  const { _min } = await db.branchReception.aggregate({ _min: { opensAt: true } });
  return _min.opensAt === null || at >= _min.opensAt;
}

/** The position of the last case that was looked at; null where there are no more. */
async function writeBatch(db: Database, today: Day, now: Date, after: bigint, mailIds: string[]) {
  const settings = await db.productSetting.findMany({ select: { product: true, reminderDays: true } });
  const days = new Map(settings.map(({ product, reminderDays }) => [product, reminderDays]));
  const products = settings.filter(({ reminderDays }) => reminderDays.length > 0).map(({ product }) => product);
  const rows = await db.guarantee.findMany({
    where: {
      position: { gt: after },
      product: { in: products },
      constructionContract: { contractOn: { gte: fromDay(today) } },
      revisions: { some: { stage: 'posted' } },
    },
    orderBy: { position: 'asc' },
    take: batch,
    include: {
      constructionContract: { select: { contractOn: true, departmentId: true } },
      revisions: { where: { stage: 'posted' }, select: { number: true, arrivedAt: true } },
    },
  });
  for (const { id, product, authorityId, constructionContract, revisions } of rows) {
    const contractOn = toDay(constructionContract.contractOn);
    const scheduled = { product: product as Product, authorityId, departmentId: constructionContract.departmentId };
    const rule = await scheduleRuleOn(db, scheduled, contractOn);
    if (rule === null) continue;
    for (const { number, arrivedAt } of revisions) {
      if (arrivedAt === null) continue;
      const awaited = { beforeContract: rule.beforeContract, contractOn, postedOn: dayInJapan(arrivedAt) };
      const due = reminderDue(awaited, days.get(product) ?? [], today);
      if (due === null) continue;
      const mailId = await writeReminder(db, { guaranteeId: id, revision: number }, contractOn, due, now);
      if (mailId !== null) mailIds.push(mailId);
    }
  }
  return rows.length < batch ? null : (rows.at(-1)?.position ?? null);
}

/** Under the lock of the case: what was submitted meanwhile is not reminded of. */
async function writeReminder(
  db: Database,
  of: { guaranteeId: string; revision: number },
  contractOn: Day,
  days: number,
  now: Date,
): Promise<string | null> {
  return db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, { ...of, epoch: null });
    if (revision.stage !== 'posted') return null;
    const cause = `${of.guaranteeId}/${of.revision}/${contractOn}/${days}`;
    const toAddress = revision.guarantee.application.contractor.notificationAddress;
    return addMail(tx, revision, { kind: 'submission-due', cause, toAddress, values: { contractOn } }, now);
  });
}

/** A reminder whose case went on before it could be sent is left unsent, for good. */
export async function dropReminder(db: Database, mailId: string): Promise<void> {
  await db.mail.updateMany({ where: { id: mailId, state: 'waiting' }, data: { state: 'skipped' } });
}
