/** People and roles from a file: chosen, looked through line by line, and applied as a whole. /users/file, /users/file/:id */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import type { SheetRefusal } from '../../../domain/registers/register-sheet.ts';
import { mostStaffChanges, type StaffSheetChange } from '../../../domain/staff-sheet.ts';
import { longestReason, reasonRefusals } from '../../../domain/staff-wishes.ts';
import { linkMinutes } from '../../../prisma/account-mails.ts';
import { listBranches } from '../../../prisma/branches.ts';
import {
  applyStaffFile,
  keepStaffFile,
  lookThroughStaff,
  openStaffFile,
  seenDigest,
} from '../../../prisma/staff-files.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { addressWith } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { mostTold, takeSheet, wrongLines } from '../sheet-form.ts';
import { personIn } from '../signed-in.ts';
import { grantRow } from './words.ts';

const title = '利用者をCSVで取り込む';
const trail = [{ title: '利用者', href: '/users' }, { title }];

export function usersFile(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = (request: Request, response: Response, wrong: readonly SheetRefusal[] = []) =>
    show(services, request, response, 'users/file', {
      title,
      trail,
      mostChanges: mostStaffChanges,
      ...wrongLines(wrong),
    });
  return {
    show: (request, response) => page(request, response),
    submit: (request, response) => {
      const now = clock.now();
      return takeSheet(request, response, {
        lookThrough: (cells) => lookThroughStaff(db, cells, now),
        page: (wrong) => page(request, response, wrong),
        keep: async (sheet) => `/users/file/${await keepStaffFile(db, sheet, personIn(response).userId, now)}`,
      });
    },
  };
}

/** The file that was chosen: what it would change, and the press. */
export function chosenUsersFile(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = async (request: Request, response: Response, again?: ToldAgain) => {
    const { userId } = personIn(response);
    const { id, fileName, cells } = await openStaffFile(db, String(request.params.id), userId);
    const found = await lookThroughStaff(db, cells, clock.now());
    if ('refusals' in found) throw new Refusal('register-file-must-be-open');
    const branches = new Map((await listBranches(db)).map((branch) => [branch.id, branch.name]));
    show(services, request, response, 'users/file-preview', {
      title,
      trail,
      fileName,
      seen: seenDigest(found.changes),
      same: found.same,
      count: found.changes.length,
      invited: new Set(found.changes.flatMap(({ personId, email }) => (personId === null ? [email] : []))).size,
      days: linkMinutes.invitation / (24 * 60),
      rows: found.changes.slice(0, mostTold).map((change) => rowShown(change, branches)),
      isCut: found.changes.length > mostTold,
      isYou: found.changes.some(({ personId }) => personId === userId),
      href: `/users/file/${id}`,
      longestReason,
      reason: formField(request, 'reason'),
      refusals: again?.refusals ?? [],
      errors: again?.errors ?? {},
    });
  };
  return {
    show: (request, response) => page(request, response),
    submit: async (request, response) => {
      const { by, userId } = personIn(response);
      const id = String(request.params.id);
      await openStaffFile(db, id, userId);
      await orFormAgain(
        response,
        'reason',
        async () => {
          const reason = formField(request, 'reason');
          const details = reasonRefusals(reason);
          if (details.length > 0) throw new Refusal('content-must-be-in-order', { details });
          const changing = { by, reason: reason.trim(), now: clock.now() };
          const given = await applyStaffFile(db, { id, seen: formField(request, 'seen') }, changing);
          response.redirect(303, addressWith('/users', { done: 'file', given: String(given) }));
        },
        (told) => page(request, response, told),
      );
    },
  };
}

function rowShown({ line, personId, name, email, grant }: StaffSheetChange, branches: ReadonlyMap<string, string>) {
  const branchName = grant.branchId === null ? null : (branches.get(grant.branchId) ?? grant.branchId);
  return {
    line,
    what: personId === null ? '招待する' : '権限を付ける',
    mood: personId === null ? 'moving' : 'done',
    name,
    email,
    grant: grantRow({ ...grant, id: '', branchName, isComing: true }),
  };
}
