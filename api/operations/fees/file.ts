/** GET /fees/files/:id: the deposits of a file: what waits with its proposal, what was counted with what came of it. */
import type { Request, RequestHandler, Response } from 'express';
import { maxDeposits } from '../../../domain/bank-deposits.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { refusalSentences } from '../../../domain/refusals.ts';
import type { Reader } from '../../../domain/scopes.ts';
import { type DepositState, depositsIn, findBankFile } from '../../../prisma/bank-files.ts';
import { countedFees } from '../../../prisma/counted-fees.ts';
import type { Database } from '../../../prisma/database.ts';
import { addressWith, chosen, pageNumberIn, said } from '../../portal/list-address.ts';
import { placeOf } from '../../portal/place.ts';
import { show } from '../../portal/show.ts';
import { sendExport } from '../exported-list.ts';
import type { OperationsServices } from '../operations-services.ts';
import { may, personIn, readerFor, readerIn } from '../signed-in.ts';
import { idIn } from './clerk.ts';
import { type Deposit, type DepositPreview, previewsOf } from './deposit-preview.ts';
import { depositCells, depositHeadings, depositShown, depositStateTitles } from './deposit-shown.ts';
import { feeTabs } from './fee-words.ts';

/** Few enough that a form with a box for each is read. */
export const depositsAPage = 100;
const views = ['waiting', 'counted', 'set-aside', 'all'] as const;
const viewTitles = { ...depositStateTitles, all: 'すべて' };

export function file(services: OperationsServices): RequestHandler {
  return (request, response) => showFile(services, request, response);
}

/** What a press told, deposit by deposit. */
export interface ToldOfDeposits {
  readonly counted: number;
  readonly refused: ReadonlyMap<string, { readonly pattern: string; readonly values: object }>;
}

/** The page of the file, with what a press told where there was one. */
export async function showFile(
  services: OperationsServices,
  request: Request,
  response: Response,
  told?: ToldOfDeposits,
): Promise<void> {
  const { db } = services;
  const id = idIn(request, 'bank-file-must-exist');
  const place = await placeOf(services, readerIn(response));
  const found = await findBankFile(db, id);
  const path = `/fees/files/${id}`;
  const view = chosen(request.query, 'state', views) ?? (found.waiting > 0 || told !== undefined ? 'waiting' : 'all');
  const number = pageNumberIn(request.query);
  const of = view === 'all' ? { fileId: id } : { fileId: id, state: view };
  const rows = await depositsIn(db, of, depositsAPage + 1, (number - 1) * depositsAPage);
  const { shown, proposed } = await rowsShown(db, response, id, rows.slice(0, depositsAPage), told);
  const counts = { waiting: found.waiting, counted: found.counted, 'set-aside': found.setAside };
  show(services, request, response, 'fees/file', {
    title: '入金ファイルの確認',
    place,
    feeTabs: feeTabs(''),
    trail: [{ title: '入金ファイル', href: '/fees/files' }, { title: found.fileName }],
    file: found,
    total: (found.waiting + found.counted + found.setAside).toLocaleString('ja-JP'),
    tabs: views.map((each) => ({
      title: viewTitles[each],
      count: each === 'all' ? null : counts[each].toLocaleString('ja-JP'),
      href: addressWith(path, { state: each }),
      isCurrent: each === view,
    })),
    view,
    rows: shown,
    chosenCount: shown.filter(({ isChosen }) => isChosen).length,
    chosenYen: shown.reduce((sum, { isChosen, amountYen }) => sum + (isChosen ? amountYen : 0n), 0n),
    proposed: proposed.toLocaleString('ja-JP'),
    mayCount: shown.some(({ mayCount }) => mayCount),
    mayRecord: may(personIn(response), 'record-fees'),
    countingHref: addressWith(path, { page: number === 1 ? '' : String(number) }),
    csvHref: addressWith(`${path}.csv`, { state: view }),
    refreshes: told === undefined,
    told:
      told === undefined || isNothing(told)
        ? null
        : { counted: told.counted, refused: await refusedRows(db, id, told) },
    refusals: isNothing(told) ? [{ field: null, sentence: refusalSentences['deposits-must-be-chosen'] }] : [],
    ...newsIn(request),
    previousHref: number > 1 ? addressWith(path, { state: view, page: String(number - 1) }) : null,
    nextHref: rows.length > depositsAPage ? addressWith(path, { state: view, page: String(number + 1) }) : null,
  });
}

/** Proposals are made over all deposits of the file that wait, so that they do not change from page to page. */
async function rowsShown(
  db: Database,
  response: Response,
  fileId: string,
  rows: readonly Deposit[],
  told: ToldOfDeposits | undefined,
) {
  const sees = readerIn(response);
  const person = personIn(response);
  const waiting = rows.some(({ state }) => state === 'waiting')
    ? await depositsIn(db, { fileId, state: 'waiting' }, maxDeposits)
    : [];
  const previews = await previewsOf(db, waiting, { sees, records: readerFor(person, 'record-fees') });
  const counted = await countedFees(db, sees, idsIn(rows, 'counted'));
  const shown = rows.map((row) => ({
    ...depositShown(row, previews.get(row.id), counted.get(row.id) ?? []),
    refusal: told?.refused.get(row.id) ?? null,
  }));
  return { shown, proposed: [...previews.values()].filter(isProposed).length };
}

function isProposed({ kind, mayCount }: DepositPreview): boolean {
  return kind === 'exact' && mayCount;
}

function idsIn(rows: readonly Deposit[], state: DepositState): string[] {
  return rows.filter((row) => row.state === state).map(({ id }) => id);
}

/** The deposits that a press could not count, wherever they stand by now. */
async function refusedRows(db: Database, fileId: string, { refused }: ToldOfDeposits) {
  if (refused.size === 0) return [];
  const rows = await depositsIn(db, { fileId }, maxDeposits);
  return rows
    .filter(({ id }) => refused.has(id))
    .map(({ id, line, payer, amountYen }) => ({
      line,
      payer,
      amountYen,
      href: `/fees/deposits/${id}`,
      ...refused.get(id),
    }));
}

function isNothing(told: ToldOfDeposits | undefined): boolean {
  return told !== undefined && told.counted === 0 && told.refused.size === 0;
}

/** What the address tells of the press before. */
function newsIn({ query }: Request) {
  const number = (name: string) => (/^\d{1,5}$/.test(said(query, name, 5)) ? Number(said(query, name, 5)) : null);
  return { added: number('added'), known: number('known'), done: number('done') };
}

export function fileCsv(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const id = idIn(request, 'bank-file-must-exist');
    await findBankFile(db, id);
    const view = chosen(request.query, 'state', views) ?? 'all';
    const rows = await depositsIn(db, view === 'all' ? { fileId: id } : { fileId: id, state: view }, maxDeposits);
    await sendExport(
      services,
      response,
      { list: 'bank-deposits', narrowedBy: { file: id, state: view } },
      {
        name: `入金_${viewTitles[view]}_${dayInJapan(clock.now())}`,
        headings: depositHeadings,
        rows: await cellsOf(db, readerIn(response), rows),
      },
    );
  };
}

async function cellsOf(db: Database, reader: Reader, rows: readonly Deposit[]) {
  const counted = await countedFees(db, reader, idsIn(rows, 'counted'));
  return rows.map((row) => depositCells(row, viewTitles[row.state], counted.get(row.id) ?? []));
}
