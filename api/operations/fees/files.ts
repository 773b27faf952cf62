/** GET and POST /fees/files: bank files that were taken in, and the form that takes another. */
import type { Request, RequestHandler, Response } from 'express';
import type { BankFileRefusal } from '../../../domain/bank-deposits.ts';
import { bankSheetHeadings } from '../../../domain/bank-sheet.ts';
import { Refusal, refusalSentences } from '../../../domain/refusals.ts';
import { bankFiles, fileWithBytes, keepBankFile } from '../../../prisma/bank-files.ts';
import { sendCsv } from '../../../web/csv.ts';
import { readBankFile } from '../../bank-files/read-bank-file.ts';
import { shownFileName } from '../../bulk/read-file.ts';
import { fileIn } from '../../form-with-file.ts';
import { addressWith, pageNumberIn } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import { statusOf } from '../../refusal-statuses.ts';
import type { OperationsServices } from '../operations-services.ts';
import { may, personIn } from '../signed-in.ts';
import { clerkIn } from './clerk.ts';
import { feeTabs } from './fee-words.ts';

const path = '/fees/files';
const filesAPage = 30;
/** Beyond this, a page of refusals helps nobody. */
const refusalsShown = 200;

export function files(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = async (request: Request, response: Response, told: object = {}) => {
    const number = pageNumberIn(request.query);
    const rows = await bankFiles(db, filesAPage + 1, (number - 1) * filesAPage);
    show(services, request, response, 'fees/files', {
      title: '入金ファイル',
      feeTabs: feeTabs(path),
      mayRecord: may(personIn(response), 'record-fees'),
      rows: rows.slice(0, filesAPage).map((row) => ({ ...row, href: `${path}/${row.id}` })),
      previousHref: number > 1 ? addressWith(path, { page: number === 2 ? '' : String(number - 1) }) : null,
      nextHref: rows.length > filesAPage ? addressWith(path, { page: String(number + 1) }) : null,
      ...told,
    });
  };
  const refuse = (request: Request, response: Response, found: readonly BankFileRefusal[], told: object = {}) => {
    const [first] = found;
    const whole = found.find(({ line }) => line === null);
    response.status(found.length === 1 && first !== undefined ? statusOf(first.name) : 422);
    const sentence =
      whole === undefined
        ? 'ファイルに直していただく行があります。何も取り込んでいません。'
        : refusalSentences[whole.name];
    return page(request, response, {
      refusals: [{ field: 'file', sentence }],
      fileError: sentence,
      wrong: found
        .filter(({ line }) => line !== null)
        .slice(0, refusalsShown)
        .map(({ line, name }) => ({ line, sentence: refusalSentences[name] })),
      wrongCount: found.length.toLocaleString('ja-JP'),
      isCut: found.length > refusalsShown,
      ...told,
    });
  };
  return {
    show: (request, response) => page(request, response),
    submit: async (request, response) => {
      const file = fileIn(request, 'file');
      const bytes = file?.bytes ?? new Uint8Array();
      const fileName = shownFileName(file?.name ?? '');
      const read = readBankFile(bytes);
      if ('refusals' in read) return refuse(request, response, read.refusals, { fileName });
      try {
        const kept = { ...read, fileName, bytes, actor: clerkIn(response) };
        const { fileId, added, known } = await keepBankFile(db, kept, clock.now());
        response.redirect(303, addressWith(`${path}/${fileId}`, { added: String(added), known: String(known) }));
      } catch (error) {
        if (!(error instanceof Refusal) || error.refusal !== 'bank-file-must-be-new') throw error;
        const same = await fileWithBytes(db, bytes);
        const sameHref = same === null ? null : `${path}/${same.id}`;
        await refuse(request, response, [{ line: null, name: error.refusal }], { fileName, sameHref });
      }
    },
  };
}

/** An empty sheet with our headings, for banks whose files we do not read. */
export const template: RequestHandler = (_request, response) =>
  sendCsv(response, { name: '入金ファイルのひな形', headings: bankSheetHeadings, rows: [] });
