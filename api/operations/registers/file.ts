/** A register from a file: chosen, looked through row by row, and applied as a whole. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal, type RefusalName, refusalSentences } from '../../../domain/refusals.ts';
import type { Register } from '../../../domain/registers/register.ts';
import type { SheetRefusal, SheetRow } from '../../../domain/registers/register-sheet.ts';
import { applyRegisterFile, keepRegisterFile, lookThrough, openRegisterFile } from '../../../prisma/register-files.ts';
import { type ReferenceNames, referenceNames, titleOf } from '../../../prisma/register-rows.ts';
import { readBulkFile, shownFileName } from '../../bulk/read-file.ts';
import { fileIn } from '../../form-with-file.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import { statusOf } from '../../refusal-statuses.ts';
import type { OperationsServices } from '../operations-services.ts';
import { registerHref, registerIn, trailOf } from './addresses.ts';
import { differences } from './differences.ts';
import { keeperIn, reasonIn } from './keeper.ts';

const title = 'CSVで取り込む';
/** Rows that a page tells one by one. */
const mostTold = 200;

export function file(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = (request: Request, response: Response, register: Register, wrong: readonly SheetRefusal[] = []) =>
    show(services, request, response, 'registers/file', {
      title,
      trail: trailOf(register, title),
      register: register.title,
      href: `${registerHref(register)}/file`,
      csvHref: `${registerHref(register)}.csv`,
      wrong: wrong.slice(0, mostTold).map(told),
      wrongCount: wrong.length,
      refusals:
        wrong.length === 0
          ? []
          : [{ field: 'file', sentence: 'ファイルに直していただく行があります。何も変えていません。' }],
    });
  return {
    show: (request, response) => page(request, response, registerIn(request)),
    submit: async (request, response) => {
      const register = registerIn(request);
      const chosen = fileIn(request, 'file');
      const read = readBulkFile(chosen?.bytes ?? new Uint8Array());
      const refused = (refusals: readonly SheetRefusal[]) => {
        response.status(statusOf(refusals[0]?.name ?? 'register-file-must-hold-rows'));
        page(request, response, register, refusals);
      };
      if ('refusal' in read) return refused([{ line: read.refusal.line, heading: null, name: read.refusal.name }]);
      const found = await lookThrough(db, register, read.rows);
      if ('refusals' in found) return refused(found.refusals);
      const kept = { register, fileName: shownFileName(chosen?.name ?? ''), cells: read.rows };
      const id = await keepRegisterFile(db, kept, keeperIn(response), clock.now());
      response.redirect(303, `${registerHref(register)}/file/${id}`);
    },
  };
}

/** The file that was chosen: what it would change, and the press. */
export function chosenFile(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = async (request: Request, response: Response, again?: ToldAgain) => {
    const register = registerIn(request);
    const { id, fileName, cells } = await openRegisterFile(db, register, String(request.params.id), keeperIn(response));
    const found = await lookThrough(db, register, cells);
    if ('refusals' in found) throw new Refusal('register-file-must-be-open');
    const names = await referenceNames(db, register);
    show(services, request, response, 'registers/file-preview', {
      title,
      trail: trailOf(register, title),
      register: register.title,
      fileName,
      same: found.same,
      count: found.changes.length,
      added: found.changes.filter(({ before }) => before === null).length,
      rows: found.changes.slice(0, mostTold).map((row) => changeShown(register, row, names)),
      isCut: found.changes.length > mostTold,
      href: `${registerHref(register)}/file/${id}`,
      backHref: `${registerHref(register)}/file`,
      reason: formField(request, 'reason'),
      refusals: again?.refusals ?? [],
      errors: again?.errors ?? {},
    });
  };
  return {
    show: (request, response) => page(request, response),
    submit: async (request, response) => {
      const register = registerIn(request);
      await orFormAgain(
        response,
        'reason',
        async () => {
          const asked = { id: String(request.params.id), reason: reasonIn(request) };
          await applyRegisterFile(db, register, asked, keeperIn(response), clock.now());
          response.redirect(303, `${registerHref(register)}?done=file`);
        },
        (told) => page(request, response, told),
      );
    },
  };
}

function told({ line, heading, name }: SheetRefusal) {
  return { line, heading, sentence: refusalSentences[name as RefusalName] };
}

function changeShown(register: Register, { line, before, after }: SheetRow, names: ReferenceNames) {
  return {
    line,
    what: before === null ? '追加' : '変更',
    title: titleOf(register, after, names),
    differences: differences(register, before, after, names).filter(({ isChanged }) => isChanged),
  };
}
