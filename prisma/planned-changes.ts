/** Changes of registers that wait for their day: taken back, or applied once. */
import { byTheService } from '../domain/audit.ts';
import { dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import { registerNamed } from '../domain/registers/all.ts';
import type { Register, RegisterRow } from '../domain/registers/register.ts';
import { keptBy } from './acts.ts';
import type { Database } from './database.ts';
import { fromDay } from './days.ts';
import { Prisma } from './generated/client.ts';
import { uuidForm } from './keyset.ts';
import type { Keeper } from './register-changes.ts';
import { registerRow } from './register-rows.ts';
import { changeContents, tellChange, writeRow } from './register-writes.ts';

/** A planned change of this register is taken back. Refuses: `register-change-must-exist`, also of another register's. */
export async function withdrawChange(
  db: Database,
  register: Register,
  id: string,
  keeper: Keeper,
  now: Date,
): Promise<void> {
  if (!uuidForm.test(id)) throw new Refusal('register-change-must-exist');
  await db.$transaction(async (tx) => {
    const { count } = await tx.registerChange.updateMany({
      where: { id, register: register.name, state: 'planned' },
      data: { state: 'withdrawn', withdrawnAt: now, by: Prisma.DbNull },
    });
    if (count === 0) throw new Refusal('register-change-must-exist');
    const change = await tx.registerChange.findUniqueOrThrow({ where: { id } });
    await tellChange(
      tx,
      register,
      change.rowKey,
      'register-change-withdrawn',
      keeper,
      { before: null, after: null, reason: null },
      now,
    );
  });
}

/**
 * Planned changes whose day has come are applied, each in its own transaction, the earliest first; returns how many. A
 * change that cannot be applied any more (its row is gone, another took its place) is withdrawn, and the act says why.
 */
export async function applyDueChanges(db: Database, now: Date): Promise<number> {
  const due = await db.registerChange.findMany({
    where: { state: 'planned', appliesOn: { lte: fromDay(dayInJapan(now)) } },
    orderBy: [{ appliesOn: 'asc' }, { madeAt: 'asc' }],
    select: { id: true },
  });
  let applied = 0;
  for (const { id } of due) if (await applyDue(db, id, now)) applied += 1;
  return applied;
}

async function applyDue(db: Database, id: string, now: Date): Promise<boolean> {
  try {
    return await db.$transaction(async (tx) => {
      const { count } = await tx.registerChange.updateMany({
        where: { id, state: 'planned' },
        data: { state: 'applied', appliedAt: now },
      });
      if (count === 0) return false;
      const change = await tx.registerChange.findUniqueOrThrow({ where: { id } });
      const register = registerNamed(change.register);
      if (register === null) throw new Refusal('register-must-exist');
      const before = await registerRow(tx, register, change.rowKey);
      if (before === null && change.before !== null) throw new Refusal('register-row-must-exist');
      if (before !== null && change.before === null) throw new Refusal('register-row-must-be-new');
      const after = change.after as RegisterRow | null;
      await writeRow(tx, register, before, after);
      const data = { ...changeContents(before, after), by: Prisma.DbNull };
      await tx.registerChange.update({ where: { id }, data });
      const by = keptBy(change.byId, change.by);
      await tellChange(
        tx,
        register,
        change.rowKey,
        'register-changed',
        by,
        { before, after, reason: change.reason },
        now,
      );
      return true;
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await giveUp(db, id, error.refusal, now);
    return false;
  }
}

async function giveUp(db: Database, id: string, refusal: string, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const data = { state: 'withdrawn', withdrawnAt: now, by: Prisma.DbNull };
    const { count } = await tx.registerChange.updateMany({ where: { id, state: 'planned' }, data });
    const change = await tx.registerChange.findUniqueOrThrow({ where: { id } });
    const register = registerNamed(change.register);
    if (count === 0 || register === null) return;
    await tellChange(
      tx,
      register,
      change.rowKey,
      'register-change-not-applied',
      byTheService,
      { before: null, after: null, reason: refusal },
      now,
    );
  });
}
