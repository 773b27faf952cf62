/** ひな形: the headings, how to fill each, and an example, in either encoding that Excel in Japan opens. */

import { stringify } from 'csv-stringify/sync';
import type { RequestHandler, Response } from 'express';
import { bulkColumns, controlNumberHeading } from '../../../domain/bulk-columns.ts';
import { attachmentDisposition } from '../../../web/content-disposition.ts';
import { shiftJis } from '../../bulk/shift-jis.ts';

export const bulkTemplate: RequestHandler = (_request, response) => {
  sendTemplate(response, Buffer.from(`\uFEFF${templateText()}`), 'utf-8');
};

export const bulkTemplateShiftJis: RequestHandler = (_request, response) => {
  sendTemplate(response, shiftJis(templateText()), 'shift_jis');
};

/** Rows that begin with # are not read: they may stay. */
export function templateText(): string {
  return stringify(
    [
      [controlNumberHeading, ...bulkColumns.map(({ heading }) => heading)],
      ['#必須。貴社で重ならない番号（この行と次の行は読みません）', ...bulkColumns.map(({ hint }) => hint)],
      ['#例', ...bulkColumns.map(({ example }) => example)],
    ],
    { record_delimiter: 'windows' },
  );
}

function sendTemplate(response: Response, bytes: Buffer, charset: string): void {
  response.set({
    'Content-Type': `text/csv; charset=${charset}`,
    'Content-Disposition': attachmentDisposition('bulk-template.csv', '一括申込ひな形.csv'),
  });
  response.end(bytes);
}
