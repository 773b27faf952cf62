/** Bank files and their deposits as they were taken in: a file once, and of overlapping files each deposit once. */
import { createHash, randomUUID } from 'node:crypto';
import type { ActedBy } from '../domain/audit.ts';
import { type BankDeposit, depositIdentities } from '../domain/bank-deposits.ts';
import { payerKey } from '../domain/payer-name.ts';
import { Refusal } from '../domain/refusals.ts';
import { recordAct } from './acts.ts';
import type { Database } from './database.ts';
import { fromDay, toDay } from './days.ts';
import type { BankFile } from './generated/client.ts';

export interface NewBankFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly format: 'transfer-notice' | 'sheet';
  readonly account: string;
  readonly deposits: readonly BankDeposit[];
  readonly actor: ActedBy & { readonly userId: string };
}

/** What came of it: how many deposits are new, how many another file had brought. */
export interface TakenIn {
  readonly fileId: string;
  readonly added: number;
  readonly known: number;
}

/** The file and its new deposits are kept; none of them counts yet. Refuses: `bank-file-must-be-new`. */
export async function keepBankFile(db: Database, file: NewBankFile, now: Date): Promise<TakenIn> {
  const { fileName, format, account, deposits, actor } = file;
  const id = randomUUID();
  const sha256 = digestOf(file.bytes);
  return db.$transaction(async (tx) => {
    const data = { id, fileName, sha256, format, account, uploadedById: actor.userId, uploadedAt: now };
    const { count } = await tx.bankFile.createMany({ data, skipDuplicates: true });
    if (count === 0) throw new Refusal('bank-file-must-be-new', { field: 'file' });
    const identities = depositIdentities(account, deposits);
    const added = await tx.bankDeposit.createMany({
      data: deposits.map(({ receivedOn, amountYen, ...words }, index) => ({
        ...words,
        id: randomUUID(),
        fileId: id,
        receivedOn: fromDay(receivedOn),
        amountYen: BigInt(amountYen),
        payerKey: payerKey(words.payer),
        identity: digestOf(identities[index] as string),
      })),
      skipDuplicates: true,
    });
    const after = { sha256, format, deposits: added.count, known: deposits.length - added.count };
    await recordAct(
      tx,
      { subject: `bank-file/${id}`, kind: 'bank-file-taken-in', actor, before: null, after, reason: null },
      now,
    );
    return { fileId: id, added: added.count, known: deposits.length - added.count };
  });
}

/** The newest files, each with how its deposits stand. */
export async function bankFiles(db: Database, limit: number, after = 0) {
  const files = await db.bankFile.findMany({
    orderBy: [{ uploadedAt: 'desc' }, { id: 'asc' }],
    take: limit,
    skip: after,
  });
  return withCounts(db, files);
}

/** One file. Refuses: `bank-file-must-exist`. */
export async function findBankFile(db: Database, id: string) {
  const file = await db.bankFile.findUnique({ where: { id } });
  if (file === null) throw new Refusal('bank-file-must-exist');
  const [counted] = await withCounts(db, [file]);
  return counted as NonNullable<typeof counted>;
}

/** The file that had these bytes, or null. */
export async function fileWithBytes(db: Database, bytes: Uint8Array): Promise<{ id: string } | null> {
  return db.bankFile.findUnique({ where: { sha256: digestOf(bytes) }, select: { id: true } });
}

async function withCounts(db: Database, files: readonly BankFile[]) {
  const fileIds = files.map(({ id }) => id);
  const [counts, people] = await Promise.all([
    db.bankDeposit.groupBy({
      by: ['fileId', 'state'],
      where: { fileId: { in: fileIds } },
      _count: true,
      _sum: { amountYen: true },
    }),
    db.user.findMany({ where: { id: { in: files.map(({ uploadedById }) => uploadedById) } } }),
  ]);
  return files.map(({ id, fileName, format, account, uploadedAt, uploadedById }) => {
    const own = counts.filter(({ fileId }) => fileId === id);
    const countOf = (state: string) => own.find((row) => row.state === state)?._count ?? 0;
    return {
      id,
      fileName,
      format: format as 'transfer-notice' | 'sheet',
      account,
      uploadedAt,
      uploadedBy: people.find((person) => person.id === uploadedById)?.name ?? '',
      waiting: countOf('waiting'),
      counted: countOf('counted'),
      setAside: countOf('set-aside'),
      sumYen: own.reduce((sum, { _sum }) => sum + (_sum.amountYen ?? 0n), 0n),
    };
  });
}

export type DepositState = 'waiting' | 'counted' | 'set-aside';

/** One deposit with its file's name. Refuses: `deposit-must-exist`. */
export async function findDeposit(db: Database, id: string) {
  const row = await db.bankDeposit.findUnique({ where: { id }, include: { file: true } });
  if (row === null) throw new Refusal('deposit-must-exist');
  return { ...row, receivedOn: toDay(row.receivedOn), state: row.state as DepositState, fileName: row.file.fileName };
}

/** The deposits of a file, or of all files, in one state; oldest first. */
export async function depositsIn(db: Database, of: { fileId?: string; state?: string }, limit: number, after = 0) {
  const rows = await db.bankDeposit.findMany({
    where: of,
    orderBy: [{ receivedOn: 'asc' }, { fileId: 'asc' }, { line: 'asc' }],
    take: limit,
    skip: after,
  });
  return rows.map(({ receivedOn, state, ...row }) => ({
    ...row,
    state: state as DepositState,
    receivedOn: toDay(receivedOn),
  }));
}

function digestOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
