/** A register from a file: chosen, looked through row by row, and applied as a whole. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import type { Register } from '../../../domain/registers/register.ts';
import type { SheetRefusal, SheetRow } from '../../../domain/registers/register-sheet.ts';
import { applyRegisterFile, keepRegisterFile, lookThrough, openRegisterFile } from '../../../prisma/register-files.ts';
import { type ReferenceNames, referenceNames, titleOf } from '../../../prisma/register-rows.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { mostTold, takeSheet, wrongLines } from '../sheet-form.ts';
import { registerHref, registerIn, trailOf } from './addresses.ts';
import { differences } from './differences.ts';
import { keeperIn, reasonIn } from './keeper.ts';

const title = 'CSVで取り込む';

export function file(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = (request: Request, response: Response, register: Register, wrong: readonly SheetRefusal[] = []) =>
    show(services, request, response, 'registers/file', {
      title,
      trail: trailOf(register, title),
      register: register.title,
      href: `${registerHref(register)}/file`,
      csvHref: `${registerHref(register)}.csv`,
      ...wrongLines(wrong),
    });
  return {
    show: (request, response) => page(request, response, registerIn(request)),
    submit: async (request, response) => {
      const register = registerIn(request);
      await takeSheet(request, response, {
        lookThrough: (cells) => lookThrough(db, register, cells),
        page: (wrong) => page(request, response, register, wrong),
        keep: async (sheet) => {
          const id = await keepRegisterFile(db, { register, ...sheet }, keeperIn(response), clock.now());
          return `${registerHref(register)}/file/${id}`;
        },
      });
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

function changeShown(register: Register, { line, before, after }: SheetRow, names: ReferenceNames) {
  return {
    line,
    what: before === null ? '追加' : '変更',
    title: titleOf(register, after, names),
    differences: differences(register, before, after, names).filter(({ isChanged }) => isChanged),
  };
}
