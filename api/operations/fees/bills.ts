/** GET /fees/bills: months that are over and not closed, and the bills that closing made. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { monthsToClose } from '../../../prisma/fee-bills.ts';
import { type FeeSearch, feeTotals, listedFees } from '../../../prisma/fee-listing.ts';
import { addressWith, chosen, pagerOf, said, turnOf } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn, readerFor, readerIn } from '../signed-in.ts';
import { dueChip, feeTabs, listDay, paidAsName } from './fee-words.ts';

const path = '/fees/bills';
const states = ['due', 'paid'] as const;
const stateTitles = { due: '未入金', paid: '入金済み' } as const;

export function bills(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const reader = readerIn(response);
    const now = clock.now();
    const today = dayInJapan(now);
    const state = chosen(request.query, 'state', states) ?? 'due';
    const words = said(request.query, 'q');
    const search: FeeSearch = { state, today, words, kind: 'bill' };
    const values = { state: state === 'due' ? '' : state, q: words };
    const mayClose = readerFor(personIn(response), 'record-fees').branches === 'all';
    const [page, totals, months] = [
      await listedFees(db, reader, search, turnOf(request.query)),
      await feeTotals(db, reader, search),
      mayClose ? await monthsToClose(db, now) : [],
    ];
    show(services, request, response, 'fees/bills', {
      title: '月の請求（一括納付）',
      feeTabs: feeTabs(path),
      mayClose,
      months: months.map(({ monthOn, ...month }) => ({
        ...month,
        month: listDay(monthOn)?.slice(0, 7),
        href: addressWith(`${path}/closing`, { month: monthOn.slice(0, 7) }),
      })),
      closed: said(request.query, 'closed', 5),
      tabs: states.map((each) => ({
        title: stateTitles[each],
        href: addressWith(path, { ...values, state: each === 'due' ? '' : each }),
        isCurrent: each === state,
      })),
      state,
      words,
      count: totals.count.toLocaleString('ja-JP'),
      sumYen: totals.sumYen,
      isNarrowed: words !== '',
      plainHref: addressWith(path, { state: values.state }),
      csvHref: addressWith('/fees.csv', { ...values, kind: 'bill' }),
      rows: page.rows.map((row) => ({
        ...row,
        href: `${path}/${row.billId}`,
        month: listDay(row.monthOn)?.slice(0, 7),
        dueText: listDay(row.dueOn),
        paidText: listDay(row.paidOn),
        paidAs: row.paidOn === null ? null : paidAsName(row),
        chip: row.paidOn === null ? dueChip(row, today) : null,
      })),
      ...pagerOf(page, path, values, ({ id }) => id),
    });
  };
}
