/** GET /statements.zip: the fee statements of a month as one archive for the accountant, with an index. Source: R-L7. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { fileName } from '../../domain/file-name.ts';
import { allFeeStatements, type FeeStatementRow, type StatementSearch } from '../../prisma/fee-statements.ts';
import { type ZippedFile, zipStream } from '../../services/zip.ts';
import { attachmentDisposition } from '../../web/content-disposition.ts';
import { type CsvCell, csvBytes } from '../../web/csv.ts';
import { fileAnswer } from '../documents.ts';
import { said } from '../portal/list-address.ts';
import type { DeskServices } from './desk-services.ts';
import { type DeskPerson, personIn } from './signed-in.ts';
import { statementHeadings, statementLine, statementSearch } from './statements.ts';

/** Sends what the address names, read and packed one file after the other. Another company's are not among them. */
export function statementsZip(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const month = said(request.query, 'month');
    const files = filesOf(services, personIn(response), statementSearch(request.query));
    const disposition = attachmentDisposition('statements.zip', `保証料計算書_${month}.zip`);
    response.set({
      'Content-Type': 'application/zip',
      'Content-Disposition': disposition,
      'Cache-Control': 'no-store',
    });
    await pipeline(Readable.fromWeb(zipStream(files) as never), response);
  };
}

/** When an index of no statements at all was made: the first day that ZIP can write everywhere. */
const beforeAny = new Date('1980-01-02T00:00:00Z');

/** The statements, and last the index, which tells the name of each file. The same statements give the same archive. */
async function* filesOf(
  services: DeskServices,
  { reader, by }: DeskPerson,
  search: StatementSearch,
): AsyncGenerator<ZippedFile> {
  const lines: CsvCell[][] = [];
  const taken = new Map<string, number>();
  let newest = beforeAny;
  for await (const row of allFeeStatements(services.db, reader, search)) {
    const question = { guaranteeId: row.id, revision: row.number };
    const { body } = await fileAnswer(services, reader, question, 'fee-statement', by);
    const name = nameOf(row, taken);
    lines.push([name, ...statementLine(row)]);
    if (row.calculatedAt > newest) newest = row.calculatedAt;
    yield { name, bytes: Buffer.from(body), modifiedAt: row.calculatedAt };
  }
  const bytes = csvBytes(['ファイル名', ...statementHeadings], lines);
  yield { name: '索引.csv', bytes, modifiedAt: newest };
}

/** 20260401_みらい建設保証 株式会社_39400_保証料計算書.pdf; a second one of that name is told apart by its number. */
function nameOf({ calculatedAt, suretyName, feeYen }: FeeStatementRow, taken: Map<string, number>): string {
  const stem = `${dayInJapan(calculatedAt).replaceAll('-', '')}_${suretyName}_${feeYen}_保証料計算書`;
  const count = (taken.get(stem) ?? 0) + 1;
  taken.set(stem, count);
  return fileName(count === 1 ? `${stem}.pdf` : `${stem}_${count}.pdf`);
}
