/** People and roles from a file: chosen, looked through line by line, and applied as a whole. /users/file, /users/file/:id */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal, refusalSentences } from '../../../domain/refusals.ts';
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
import { readBulkFile, shownFileName } from '../../bulk/read-file.ts';
import { fileIn } from '../../form-with-file.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { addressWith } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import { statusOf } from '../../refusal-statuses.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';
import { grantRow } from './words.ts';

const title = '利用者をCSVで取り込む';
const trail = [{ title: '利用者', href: '/users' }, { title }];
/** Lines that a page tells one by one. */
const mostTold = 200;

export function usersFile(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = (request: Request, response: Response, wrong: readonly SheetRefusal[] = []) =>
    show(services, request, response, 'users/file', {
      title,
      trail,
      mostChanges: mostStaffChanges,
      wrong: wrong.slice(0, mostTold).map(({ line, heading, name }) => ({
        line,
        heading,
        sentence: refusalSentences[name],
      })),
      wrongCount: wrong.length,
      refusals:
        wrong.length === 0
          ? []
          : [{ field: 'file', sentence: 'ファイルに直していただく行があります。何も変えていません。' }],
    });
  return {
    show: (request, response) => page(request, response),
    submit: async (request, response) => {
      const chosen = fileIn(request, 'file');
      const refused = (refusals: readonly SheetRefusal[]) => {
        response.status(statusOf(refusals[0]?.name ?? 'register-file-must-hold-rows'));
        page(request, response, refusals);
      };
      const read = readBulkFile(chosen?.bytes ?? new Uint8Array());
      if ('refusal' in read) return refused([{ line: read.refusal.line, heading: null, name: read.refusal.name }]);
      const now = clock.now();
      const found = await lookThroughStaff(db, read.rows, now);
      if ('refusals' in found) return refused(found.refusals);
      const kept = { fileName: shownFileName(chosen?.name ?? ''), cells: read.rows };
      const id = await keepStaffFile(db, kept, personIn(response).userId, now);
      response.redirect(303, `/users/file/${id}`);
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
