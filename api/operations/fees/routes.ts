/** The addresses of the fees' pages, in the table of api/operations/routes.ts. */
import { formWithFile } from '../../form-with-file.ts';
import { fees, feesCsv } from '../fees.ts';
import type { OperationsServices } from '../operations-services.ts';
import { form, get, post, postWithFile, type Route } from '../route.ts';
import { bill, billCsv } from './bill.ts';
import { bills } from './bills.ts';
import { closing } from './closing.ts';
import { counting } from './counting.ts';
import { deposit } from './deposit.ts';
import { deposits, depositsCsv } from './deposits.ts';
import { file, fileCsv } from './file.ts';
import { files, template } from './files.ts';
import { billPayment, guaranteePayment } from './payables.ts';

/** A bank's file and the form around it. What is a little too large is refused beside its field, by its own name. */
const largestBankFile = 4 * 1024 * 1024;

export function feesRoutes(services: OperationsServices): readonly Route[] {
  return [
    get('/fees', 'see-fees', fees(services)),
    get('/fees.csv', 'see-fees', feesCsv(services)),
    get('/fees/files', 'see-fees', files(services).show),
    postWithFile('/fees/files', 'record-fees', formWithFile(largestBankFile), files(services).submit),
    get('/fees/files/template.csv', 'see-fees', template),
    get('/fees/files/:id.csv', 'see-fees', fileCsv(services)),
    get('/fees/files/:id', 'see-fees', file(services)),
    post('/fees/files/:id', 'record-fees', counting(services)),
    get('/fees/deposits', 'see-fees', deposits(services)),
    get('/fees/deposits.csv', 'see-fees', depositsCsv(services)),
    get('/fees/deposits/:id', 'see-fees', deposit(services).show),
    post('/fees/deposits/:id', 'record-fees', deposit(services).submit),
    get('/fees/bills', 'see-fees', bills(services)),
    ...form('/fees/bills/closing', 'record-fees', closing(services)),
    get('/fees/bills/:id.csv', 'see-fees', billCsv(services)),
    get('/fees/bills/:id', 'see-fees', bill(services)),
    ...form('/fees/bills/:id/payment', 'record-fees', billPayment(services)),
    ...form('/fees/guarantees/:id/payment', 'record-fees', guaranteePayment(services)),
  ];
}
