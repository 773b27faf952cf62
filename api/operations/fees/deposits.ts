/** GET /fees/deposits: the deposits of all bank files, what each was counted for, and what waits; the same as a CSV file. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import type { Reader } from '../../../domain/scopes.ts';
import { type CountedFee, countedFees } from '../../../prisma/counted-fees.ts';
import type { Database } from '../../../prisma/database.ts';
import {
  allListedDeposits,
  type DepositSearch,
  type DepositView,
  depositTotals,
  depositViews,
  type ListedDeposit,
  listedDeposits,
} from '../../../prisma/deposit-listing.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import {
  addressWith,
  chosen,
  pagerOf,
  type Query,
  refusalsOf,
  said,
  turnOf,
  typedDay,
  typedYen,
} from '../../portal/list-address.ts';
import { placeOf } from '../../portal/place.ts';
import { show } from '../../portal/show.ts';
import { cellsTogether, sendExport } from '../exported-list.ts';
import type { OperationsServices } from '../operations-services.ts';
import { may, personIn, readerIn } from '../signed-in.ts';
import {
  countedShown,
  depositCells,
  depositHeadings,
  depositStateTitles,
  mayOpenAgain,
  stateChip,
} from './deposit-shown.ts';
import { feeTabs, listDay } from './fee-words.ts';

const path = '/fees/deposits';
const viewTitles: Record<DepositView, string> = {
  ...depositStateTitles,
  refused: '記録できませんでした',
  all: 'すべて',
};

export function deposits(services: OperationsServices): RequestHandler {
  const { db } = services;
  return async (request, response) => {
    const reader = readerIn(response);
    const { search, values, fields } = asked(request.query);
    const place = await placeOf(services, reader);
    const [page, totals, tabs] = await Promise.all([
      listedDeposits(db, search, turnOf(request.query)),
      depositTotals(db, search),
      tabsOf(db, search, values),
    ]);
    const counted = await countedFees(db, reader, idsOf(page.rows));
    const file = search.fileId === undefined ? null : await db.bankFile.findUnique({ where: { id: search.fileId } });
    show(services, request, response, 'fees/deposits', {
      title: '入金の一覧',
      place,
      feeTabs: feeTabs(path),
      tabs,
      ...fields,
      view: values.state,
      fileId: values.file,
      fileName: file?.fileName ?? null,
      isWaiting: search.view === 'waiting',
      refusals: refusalsOf(fields.from, fields.to, fields.amount),
      count: totals.count.toLocaleString('ja-JP'),
      sumYen: totals.sumYen,
      mayRecord: may(personIn(response), 'record-fees'),
      rows: page.rows.map((row) => rowShown(row, counted.get(row.id) ?? [])),
      isNarrowed: Object.entries(values).some(([name, value]) => name !== 'state' && value !== ''),
      plainHref: addressWith(path, { state: values.state }),
      csvHref: addressWith(`${path}.csv`, values),
      ...pagerOf(page, path, values, ({ id }) => id),
    });
  };
}

export function depositsCsv(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const { search, values } = asked(request.query);
    await sendExport(
      services,
      response,
      { list: 'deposits', narrowedBy: values },
      {
        name: `入金_${viewTitles[search.view]}_${dayInJapan(clock.now())}`,
        headings: ['ファイル名', ...depositHeadings],
        rows: cellsTogether(allListedDeposits(db, search), (rows) => cells(db, readerIn(response), rows)),
      },
    );
  };
}

async function cells(db: Database, reader: Reader, rows: readonly ListedDeposit[]) {
  const counted = await countedFees(db, reader, idsOf(rows));
  return rows.map((row) => {
    const fees = counted.get(row.id) ?? [];
    return [row.fileName, ...depositCells(row, stateChip(row, fees).word, fees)];
  });
}

function idsOf(rows: readonly ListedDeposit[]): string[] {
  return rows.filter(({ state }) => state === 'counted').map(({ id }) => id);
}

function asked(query: Query) {
  const view = chosen(query, 'state', depositViews) ?? 'waiting';
  const words = said(query, 'q');
  const [from, to, amount] = [typedDay(query, 'from'), typedDay(query, 'to'), typedYen(query, 'amount')];
  const file = uuidForm.test(said(query, 'file')) ? said(query, 'file') : '';
  const search: DepositSearch = {
    view,
    words,
    fromOn: from.value,
    toOn: to.value,
    amountYen: amount.value,
    fileId: file === '' ? undefined : file,
  };
  const typed = { from: from.typed, to: to.typed, amount: amount.typed };
  const values = { state: view === 'waiting' ? '' : view, q: words, ...typed, file };
  return { search, values, fields: { words, from, to, amount } };
}

/** The tabs keep the search; what a person is to do something about is counted beside its name. */
async function tabsOf(db: Database, search: DepositSearch, values: Record<string, string>) {
  const countOf = async (view: DepositView) => (await depositTotals(db, { ...search, view })).count;
  const [waiting, refused] = await Promise.all([countOf('waiting'), countOf('refused')]);
  const counts: Partial<Record<DepositView, number>> = { waiting, refused };
  return depositViews.map((view) => ({
    title: viewTitles[view],
    count: counts[view]?.toLocaleString('ja-JP') ?? null,
    href: addressWith(path, { ...values, state: view === 'waiting' ? '' : view }),
    isCurrent: view === search.view,
  }));
}

function rowShown(row: ListedDeposit, counted: readonly CountedFee[]) {
  return {
    ...row,
    href: `${path}/${row.id}`,
    fileHref: `/fees/files/${row.fileId}`,
    receivedText: listDay(row.receivedOn),
    chip: stateChip(row, counted),
    isWaiting: row.state === 'waiting',
    mayOpenAgain: mayOpenAgain(row, counted),
    counted: counted.map(countedShown),
  };
}
