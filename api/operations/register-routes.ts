/** The addresses of the registers: a part of the table in routes.ts. */
import { formWithFile } from '../form-with-file.ts';
import { feeTableAddition, newFeeTable } from './fee-tables/new.ts';
import { feeTableCsv, feeTableVersion } from './fee-tables/version.ts';
import { feeTables } from './fee-tables.ts';
import type { OperationsServices } from './operations-services.ts';
import { changes, withdrawal } from './registers/changes.ts';
import { chosenFile, file } from './registers/file.ts';
import { removal } from './registers/removal.ts';
import { newRow, row } from './registers/row.ts';
import { rows, rowsCsv } from './registers/rows.ts';
import { registers } from './registers.ts';
import { form, get, post, postWithFile, type Route } from './route.ts';

/** A register's file and the form around it. What is a little too large is refused beside its field, by its own name. */
const largestFile = 4 * 1024 * 1024;

export function registerRoutes(services: OperationsServices): readonly Route[] {
  return [
    get('/registers', 'see-registers', registers(services)),
    // Fee tables have pages of their own.
    get('/registers/fee-tables', 'see-registers', feeTables(services)),
    get('/registers/fee-tables/versions/:version', 'see-registers', feeTableVersion(services)),
    get('/registers/fee-tables/versions/:version/table.csv', 'see-registers', feeTableCsv(services)),
    get('/registers/fee-tables/new', 'keep-registers', newFeeTable(services).show),
    postWithFile(
      '/registers/fee-tables/new',
      'keep-registers',
      formWithFile(largestFile),
      newFeeTable(services).submit,
    ),
    post('/registers/fee-tables/addition', 'keep-registers', feeTableAddition(services)),
    get('/registers/:name.csv', 'see-registers', rowsCsv(services)),
    get('/registers/:name', 'see-registers', rows(services)),
    ...form('/registers/:name/new', 'keep-registers', newRow(services)),
    get('/registers/:name/rows/:key', 'see-registers', row(services).show),
    post('/registers/:name/rows/:key', 'keep-registers', row(services).submit),
    ...form('/registers/:name/rows/:key/removal', 'keep-registers', removal(services)),
    get('/registers/:name/changes', 'see-registers', changes(services)),
    post('/registers/:name/changes/:id/withdrawal', 'keep-registers', withdrawal(services)),
    get('/registers/:name/file', 'keep-registers', file(services).show),
    postWithFile('/registers/:name/file', 'keep-registers', formWithFile(largestFile), file(services).submit),
    ...form('/registers/:name/file/:id', 'keep-registers', chosenFile(services)),
  ];
}
