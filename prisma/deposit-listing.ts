/** The list of deposits over all bank files, narrowed and paged as the page's address says. */
import type { Day } from '../domain/dates.ts';
import type { DepositState } from './bank-files.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { columnsHoldWords, eachRow, keysetPage, type Listing, type Turn, uuidForm } from './keyset.ts';

/** How a deposit stands, and those that are counted for a fee whose payment was refused. */
export const depositViews = ['waiting', 'counted', 'refused', 'set-aside', 'all'] as const;
export type DepositView = (typeof depositViews)[number];

export interface DepositSearch {
  readonly view: DepositView;
  /** In the payer's name, the note, the bank's reference or the file's name. */
  readonly words?: string | undefined;
  /** Of the day received, both counted. */
  readonly fromOn?: Day | undefined;
  readonly toOn?: Day | undefined;
  readonly amountYen?: number | undefined;
  readonly fileId?: string | undefined;
}

export interface ListedDeposit {
  readonly id: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly line: number;
  readonly receivedOn: Day;
  readonly amountYen: bigint;
  readonly payer: string;
  readonly reference: string;
  readonly note: string;
  readonly isCancellation: boolean;
  readonly state: DepositState;
  /** Why it was set aside. */
  readonly reason: string | null;
}

/** One page: what waits the oldest first, all else the newest. */
export function listedDeposits(db: Database, search: DepositSearch, turn: Turn) {
  return keysetPage<ListedDeposit>(db, listing(search), turn);
}

/** All of them, for a file. */
export function allListedDeposits(db: Database, search: DepositSearch) {
  return eachRow<ListedDeposit>(db, listing(search), ({ id }) => id);
}

/** How many there are, and their sum. */
export async function depositTotals(db: Database, search: DepositSearch) {
  const { from, scope, conditions } = listing(search);
  const [total] = await db.$queryRaw<{ count: bigint; sumYen: bigint }[]>`
    SELECT count(*) AS count, coalesce(sum(deposit.amount_yen), 0)::bigint AS "sumYen"
    FROM ${from} WHERE ${Prisma.join([scope, ...conditions], ' AND ')}`;
  return { count: Number(total?.count ?? 0n), sumYen: total?.sumYen ?? 0n };
}

/** Days as text, 2026-04-01: they sort as days do, and are compared with a cursor's as they stand. */
const receivedOn = Prisma.sql`to_char(deposit.received_on, 'YYYY-MM-DD')`;

const columns = Prisma.sql`
  deposit.id, deposit.file_id AS "fileId", file.file_name AS "fileName", deposit.line, ${receivedOn} AS "receivedOn",
  deposit.amount_yen AS "amountYen", deposit.payer, deposit.reference, deposit.note,
  deposit.is_cancellation AS "isCancellation", deposit.state, deposit.reason`;

/** Whoever sees fees sees every deposit; whom it pays, only where they see the fee (prisma/counted-fees.ts). */
function listing(search: DepositSearch): Listing {
  return {
    columns,
    from: Prisma.sql`bank_deposit deposit JOIN bank_file file ON file.id = deposit.file_id`,
    scope: Prisma.sql`true`,
    conditions: conditions(search),
    keys: [receivedOn, Prisma.sql`deposit.id::text`],
    descending: search.view !== 'waiting',
    rowOf: (cursor) => (uuidForm.test(cursor) ? Prisma.sql`deposit.id = ${cursor}::uuid` : null),
  };
}

function conditions({ view, words = '', fromOn, toOn, amountYen, fileId }: DepositSearch): Prisma.Sql[] {
  const wanted = columnsHoldWords(words, [
    Prisma.sql`deposit.payer`,
    Prisma.sql`deposit.note`,
    Prisma.sql`deposit.reference`,
    Prisma.sql`file.file_name`,
  ]);
  if (view === 'refused') wanted.push(isRefused);
  else if (view !== 'all') wanted.push(Prisma.sql`deposit.state = ${view}`);
  if (fromOn !== undefined) wanted.push(Prisma.sql`deposit.received_on >= ${fromOn}::date`);
  if (toOn !== undefined) wanted.push(Prisma.sql`deposit.received_on <= ${toOn}::date`);
  if (amountYen !== undefined) wanted.push(Prisma.sql`deposit.amount_yen = ${amountYen}::bigint`);
  if (fileId !== undefined) wanted.push(Prisma.sql`deposit.file_id = ${fileId}::uuid`);
  return wanted;
}

const isRefused = Prisma.sql`deposit.state = 'counted' AND EXISTS (
  SELECT 1 FROM fee_allocation allocation JOIN command ON command.id = allocation.command_id
  WHERE allocation.deposit_id = deposit.id AND allocation.released_at IS NULL AND command.state = 'refused')`;
