/** Commands as readers see them, and the rows that a new command is aimed at. */
import type { Form, Product } from '../domain/product.ts';
import type { RefusalName } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import type { Command } from './commands.ts';
import { deliveryOf } from './contents.ts';
import type { Database } from './database.ts';
import { visibleTo } from './visibility.ts';

/** The command, or null where it does not exist for this reader: a contractor sees what its own people asked, staff what concerns their cases. */
export async function commandView(db: Database, reader: Reader, id: string) {
  const row = await db.command.findUnique({ where: { id } });
  if (row === null || !(await mayRead(db, reader, row))) return null;
  return {
    id: row.id,
    name: row.name,
    state: row.state as 'accepted' | 'applied' | 'refused',
    refusal: row.refusal as RefusalName | null,
    guaranteeId: row.guaranteeId,
    revision: row.revision,
    incidentId: row.incidentId,
    acceptedAt: row.acceptedAt,
    recordedAt: row.recordedAt,
  };
}

async function mayRead(db: Database, reader: Reader, { userId, guaranteeId }: Command): Promise<boolean> {
  if (reader.staff) {
    if (guaranteeId === null) return reader.branches === 'all';
    return (await db.guarantee.count({ where: { id: guaranteeId, ...visibleTo(reader) } })) > 0;
  }
  if (reader.contractorId === null || userId === null) return false;
  return (await db.user.count({ where: { id: userId, contractorId: reader.contractorId } })) > 0;
}

/** The guarantee that a command names and its newest revision, or null where it does not exist for this reader. */
export async function commandTarget(db: Database, reader: Reader, guaranteeId: string) {
  const row = await db.guarantee.findFirst({
    where: { id: guaranteeId, ...visibleTo(reader) },
    include: { application: true, revisions: { orderBy: { number: 'desc' }, take: 1 } },
  });
  const [newest] = row?.revisions ?? [];
  if (row === null || newest === undefined) return null;
  return {
    guaranteeId,
    revision: newest.number,
    stage: newest.stage as Stage,
    product: row.product as Product,
    form: row.form as Form,
    contractorId: row.contractorId,
    delivery: deliveryOf(row.application),
  };
}

export type CommandTarget = NonNullable<Awaited<ReturnType<typeof commandTarget>>>;
