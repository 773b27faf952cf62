/** GET /fees: 保証料, what is waited for, what is late and what came in; and the same as a CSV file. */
import type { RequestHandler } from 'express';
import { type Day, dayInJapan, daysBetween } from '../../domain/dates.ts';
import { productNames, products } from '../../domain/product.ts';
import type { Reader } from '../../domain/scopes.ts';
import type { Database } from '../../prisma/database.ts';
import {
  allListedFees,
  type FeeSearch,
  type FeeState,
  feeStates,
  feeTotals,
  type ListedFee,
  listedFees,
} from '../../prisma/fee-listing.ts';
import {
  addressWith,
  chosen,
  pagerOf,
  type Query,
  refusalsOf,
  said,
  turnOf,
  typedDay,
} from '../portal/list-address.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { sendExport } from './exported-list.ts';
import { dueChip, feeKindName, feeTabs, listDay, paidAsName } from './fees/fee-words.ts';
import { feePaymentAddress } from './fees/payables.ts';
import type { OperationsServices } from './operations-services.ts';
import { may, personIn, readerIn } from './signed-in.ts';
import { stageWords } from './stage-words.ts';

const path = '/fees';

export function fees(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const reader = readerIn(response);
    const today = dayInJapan(clock.now());
    const { search, values, fields } = asked(request.query, today);
    const place = await placeOf(services, reader);
    const [page, totals, tabs] = await Promise.all([
      listedFees(db, reader, search, turnOf(request.query)),
      feeTotals(db, reader, search),
      tabsOf(db, reader, search, values),
    ]);
    const mayRecord = may(personIn(response), 'record-fees');
    show(services, request, response, 'fees', {
      title: '保証料',
      place,
      feeTabs: feeTabs('/fees'),
      tabs,
      isPaid: search.state === 'paid',
      isOverdue: search.state === 'overdue',
      ...fields,
      refusals: refusalsOf(fields.from, fields.to),
      count: totals.count.toLocaleString('ja-JP'),
      sumYen: totals.sumYen,
      rows: page.rows.map((row) => rowShown(row, today, mayRecord)),
      isNarrowed: Object.entries(values).some(([name, value]) => name !== 'state' && value !== ''),
      plainHref: addressWith(path, { state: values.state }),
      csvHref: addressWith(`${path}.csv`, values),
      mayRecord,
      done: said(request.query, 'done', 20),
      ...pagerOf(page, path, values, ({ id }) => id),
    });
  };
}

export function feesCsv(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const today = dayInJapan(clock.now());
    const { search, values } = asked(request.query, today);
    await sendExport(
      services,
      response,
      { list: 'fees', narrowedBy: values },
      {
        name: `保証料_${stateTitles[search.state]}_${today}`,
        headings: [
          '種類',
          '受注者名',
          '請求先',
          '工事名',
          '受付番号',
          '保証契約番号',
          '保証料',
          '納付期限',
          '期限までの日数',
          '段階',
          '入金日',
          '入金の方法',
          '記録した人',
        ],
        rows: rowsOf(db, readerIn(response), search),
      },
    );
  };
}

async function* rowsOf(db: Database, reader: Reader, search: FeeSearch) {
  for await (const row of allListedFees(db, reader, search)) {
    yield [
      row.product === null ? `${feeKindName(row)} ${row.monthOn?.slice(0, 7) ?? ''}` : feeKindName(row),
      row.contractorName,
      row.payer,
      row.projectName,
      row.receiptNumber,
      row.guaranteeNumber,
      row.feeYen,
      row.dueOn,
      row.paidOn === null ? daysBetween(search.today, row.dueOn) : null,
      row.stage === null ? null : stageWords[row.stage].word,
      row.paidOn,
      row.paidOn === null ? null : paidAsName(row),
      row.paidBy,
    ];
  }
}

const stateTitles: Record<FeeState, string> = { due: '入金待ち', overdue: '期限超過', paid: '入金済み' };

function asked(query: Query, today: Day) {
  const state = chosen(query, 'state', feeStates) ?? 'due';
  const kind = chosen(query, 'kind', [...products, 'bill'] as const);
  const words = said(query, 'q');
  const [from, to] = [typedDay(query, 'from'), typedDay(query, 'to')];
  const search: FeeSearch = { state, today, words, kind, fromOn: from.value, toOn: to.value };
  const values = { state: state === 'due' ? '' : state, q: words, kind: kind ?? '', from: from.typed, to: to.typed };
  const options = [...products.map((value) => ({ value, title: productNames[value] })), bills];
  return { search, values, fields: { state, words, from, to, kind: { value: kind ?? '', options } } };
}

const bills = { value: 'bill', title: '月の請求' };

/** The tabs keep the search; what is waited for and what is late is counted beside their names. */
async function tabsOf(db: Database, reader: Reader, search: FeeSearch, values: Record<string, string>) {
  const counts = await Promise.all(
    (['due', 'overdue'] as const).map((state) => feeTotals(db, reader, { ...search, state })),
  );
  return feeStates.map((state, index) => ({
    title: stateTitles[state],
    count: counts[index]?.count.toLocaleString('ja-JP') ?? null,
    href: addressWith(path, { ...values, state: state === 'due' ? '' : state, from: '', to: '' }),
    isCurrent: state === search.state,
  }));
}

function rowShown(row: ListedFee, today: Day, mayRecord: boolean) {
  const isWaiting = row.paidOn === null && row.depositId === null;
  const billHref = row.billId === null ? null : `/fees/bills/${row.billId}`;
  const paymentHref = row.guaranteeId === null ? `${billHref}/payment` : feePaymentAddress(row.guaranteeId);
  return {
    ...row,
    kind: feeKindName(row),
    month: listDay(row.monthOn)?.slice(0, 7) ?? null,
    dueText: listDay(row.dueOn),
    paidText: listDay(row.paidOn),
    chip: row.paidOn === null ? dueChip(row, today) : null,
    stageWord: row.stage === null ? null : stageWords[row.stage].word,
    billHref,
    paymentHref: mayRecord && isWaiting ? paymentHref : null,
    depositHref: row.depositId === null ? null : `/fees/deposits/${row.depositId}`,
    paidAs: row.paidOn === null ? null : paidAsName(row),
  };
}
