/** One version of the fee table: its rates, how many fees were computed by it, and the same as a CSV file. */
import type { Request, RequestHandler } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { feeTableCells, feeTableHeadings } from '../../../domain/fee-table-sheet.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { feesBy, feeTables } from '../../../prisma/fee-tables.ts';
import { show } from '../../portal/show.ts';
import { sendExport } from '../exported-list.ts';
import type { OperationsServices } from '../operations-services.ts';
import { tableHref, tableRows } from './words.ts';

export function feeTableVersion(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const table = await tableIn(services, request);
    show(services, request, response, 'fee-tables/version', {
      title: '保証料の表の版',
      trail: trailTo(table.version),
      version: table.version,
      ...tableRows(table),
      fees: (await feesBy(services.db, table.version)).toLocaleString('ja-JP'),
      csvHref: `${tableHref(table)}/table.csv`,
    });
  };
}

export function feeTableCsv(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const table = await tableIn(services, request);
    await sendExport(
      services,
      response,
      { list: 'fee-tables', narrowedBy: { version: table.version } },
      {
        name: `保証料の表_${table.version}`,
        headings: [...feeTableHeadings],
        rows: feeTableCells(table),
      },
    );
  };
}

/** Refuses: `fee-table-must-exist`. */
async function tableIn({ db, clock }: OperationsServices, { params }: Request) {
  const { tables } = await feeTables(db, dayInJapan(clock.now()));
  const table = tables.find(({ version }) => version === params.version);
  if (table === undefined) throw new Refusal('fee-table-must-exist');
  return table;
}

export function trailTo(title: string) {
  return [{ title: '登録簿', href: '/registers' }, { title: '保証料の表', href: '/registers/fee-tables' }, { title }];
}
