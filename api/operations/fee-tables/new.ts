/** A new version of the fee table: from a file, looked at beside the one in force, and added with a reason. */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import type { FeeTable } from '../../../domain/fee-table.ts';
import {
  type FeeSheetRefusal,
  feeTableCells,
  feeTableHeadings,
  readFeeTableSheet,
} from '../../../domain/fee-table-sheet.ts';
import { Refusal, refusalSentences } from '../../../domain/refusals.ts';
import { addFeeTable, feeTables } from '../../../prisma/fee-tables.ts';
import { readBulkFile } from '../../bulk/read-file.ts';
import { fileIn } from '../../form-with-file.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import { statusOf } from '../../refusal-statuses.ts';
import type { OperationsServices } from '../operations-services.ts';
import { speechOf } from '../pressing.ts';
import { keeperIn } from '../registers/keeper.ts';
import { trailTo } from './version.ts';
import { comparison, tableRows } from './words.ts';

const title = '新しい版を登録する';

export function newFeeTable(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const page = (request: Request, response: Response, wrong: readonly FeeSheetRefusal[] = []) => {
    const t = speechOf(services, request);
    show(services, request, response, 'fee-tables/new', {
      title,
      trail: trailTo(title),
      refusals: wrong.map(({ line, name }) => ({
        field: 'file',
        block: line === null ? null : t('{line}行', { line }),
        sentence: refusalSentences[name],
      })),
    });
  };
  return {
    show: (request, response) => page(request, response),
    submit: async (request, response) => {
      const file = readBulkFile(fileIn(request, 'file')?.bytes ?? new Uint8Array());
      const read =
        'refusal' in file
          ? { refusals: [{ line: file.refusal.line, name: file.refusal.name }] }
          : readFeeTableSheet(file.rows);
      if ('table' in read) return preview(services, request, response, read.table);
      response.status(statusOf(read.refusals[0]?.name ?? 'fee-table-must-be-whole'));
      page(request, response, read.refusals);
    },
  };
}

/** The press on the page that shows the new version. The table comes back as it was shown. */
export function feeTableAddition(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const read = readFeeTableSheet([[...feeTableHeadings], ...cellsIn(formField(request, 'cells'))]);
    if (!('table' in read)) throw new Refusal('fee-table-must-be-whole');
    await orFormAgain(
      response,
      'reason',
      async () => {
        await addFeeTable(db, read.table, formField(request, 'reason').trim(), keeperIn(response), clock.now());
        response.redirect(303, '/registers/fee-tables?done=added');
      },
      (told) => preview(services, request, response, read.table, told),
    );
  };
}

async function preview(
  services: OperationsServices,
  request: Request,
  response: Response,
  table: FeeTable,
  told?: ToldAgain,
) {
  const { inForce } = await feeTables(services.db, dayInJapan(services.clock.now()));
  show(services, request, response, 'fee-tables/preview', {
    title,
    trail: trailTo(title),
    version: table.version,
    from: table.effectiveFromOn,
    ...tableRows(table),
    comparison: inForce === null ? null : comparison(inForce, table),
    inForce: inForce?.version,
    cells: JSON.stringify(feeTableCells(table)),
    reason: formField(request, 'reason'),
    refusals: told?.refusals ?? [],
    errors: told?.errors ?? {},
  });
}

/** The cells that the page carried; nothing where somebody else wrote them. */
function cellsIn(text: string): string[][] {
  try {
    const cells: unknown = JSON.parse(text);
    return Array.isArray(cells) ? cells.map((row) => (Array.isArray(row) ? row.map(String) : [])) : [];
  } catch {
    return [];
  }
}
