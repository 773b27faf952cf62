/** GET /fees/bills/:id: one month's bill with its fees, for the screen, for paper and as a CSV file. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { productNames } from '../../../domain/product.ts';
import { feeBill } from '../../../prisma/fee-bill.ts';
import { said } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import { sendExport } from '../exported-list.ts';
import type { OperationsServices } from '../operations-services.ts';
import { may, personIn, readerIn } from '../signed-in.ts';
import { idIn } from './clerk.ts';
import { dueChip, listDay, paidAsName } from './fee-words.ts';

export function bill(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const found = await feeBill(db, readerIn(response), idIn(request, 'bill-must-exist'));
    const month = listDay(found.monthOn)?.slice(0, 7) ?? '';
    const isPaid = found.paidOn !== null;
    show(services, request, response, 'fees/bill', {
      title: '月の請求',
      trail: [{ title: '月の請求（一括納付）', href: '/fees/bills' }, { title: `${month} ${found.payer}` }],
      bill: found,
      month,
      chip: isPaid ? null : dueChip(found, dayInJapan(clock.now())),
      paidAs: isPaid ? paidAsName(found) : null,
      depositHref: found.depositId === null ? null : `/fees/deposits/${found.depositId}`,
      lines: found.lines.map((line) => ({
        ...line,
        product: productNames[line.product],
        issuedText: listDay(line.issuedOn),
      })),
      count: found.lines.length.toLocaleString('ja-JP'),
      csvHref: `/fees/bills/${found.id}.csv`,
      paymentHref: !isPaid && may(personIn(response), 'record-fees') ? `/fees/bills/${found.id}/payment` : null,
      done: said(request.query, 'done', 20),
    });
  };
}

export function billCsv(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const found = await feeBill(services.db, readerIn(response), idIn(request, 'bill-must-exist'));
    await sendExport(
      services,
      response,
      { list: 'fee-bills', narrowedBy: { bill: found.id } },
      {
        name: `保証料の請求_${found.monthOn.slice(0, 7)}_${found.payer}`,
        headings: ['発行日', '保証契約番号', '受付番号', '商品名', '工事名', '履歴', '保証料'],
        rows: found.lines.map((line) => [
          line.issuedOn,
          line.guaranteeNumber,
          line.receiptNumber,
          productNames[line.product],
          line.projectName,
          line.revision,
          line.feeYen,
        ]),
      },
    );
  };
}
