/** What every change of a register writes: the register's own table, and the act in the audit log. */
import type { ActedBy } from '../domain/audit.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Register, RegisterRow } from '../domain/registers/register.ts';
import { recordAct } from './acts.ts';
import type { Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { columnsOf, tableOf, whereKey } from './register-tables.ts';

/** Writes the register's own table. Refuses: `register-row-must-be-new`, `referenced-row-must-exist`. */
export async function writeRow(
  tx: Transaction,
  register: Register,
  before: RegisterRow | null,
  after: RegisterRow | null,
): Promise<void> {
  const table = tableOf(tx, register);
  try {
    if (after === null) await table.deleteMany({ where: whereKey(register, before as RegisterRow) });
    else if (before === null) await table.create({ data: columnsOf(register, after) });
    else await table.updateMany({ where: whereKey(register, before), data: columnsOf(register, after) });
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'P2002') throw new Refusal('register-row-must-be-new');
    if (code === 'P2003') throw new Refusal('referenced-row-must-exist');
    throw error;
  }
}

export interface Told {
  readonly before: RegisterRow | null;
  readonly after: RegisterRow | null;
  readonly reason: string | null;
}

/** The act is told last: its subject is locked until the transaction ends. */
export function tellChange(
  tx: Transaction,
  { name }: Register,
  rowKey: string,
  kind: string,
  actor: ActedBy,
  told: Told,
  now: Date,
) {
  const { before, after, reason } = told;
  const act = { subject: `register/${name}/${rowKey}` as const, kind, actor, reason };
  return recordAct(
    tx,
    { ...act, before: before as Prisma.InputJsonObject | null, after: after as Prisma.InputJsonObject | null },
    now,
  );
}

/** What stood there and what stands there; nothing is SQL's null. */
export function changeContents(before: RegisterRow | null, after: RegisterRow | null) {
  return {
    ...(before === null ? {} : { before: before as Prisma.InputJsonObject }),
    ...(after === null ? {} : { after: after as Prisma.InputJsonObject }),
  };
}
