/** 人事異動: the people as a file, the file of the new state, and what waits or was applied. */
import type { Request, RequestHandler, Response } from 'express';
import { readDay } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { sendCsv } from '../../../web/csv.ts';
import { cancelHandover, confirmHandover, findHandover, planOf, uploadHandover } from '../../staff/handover.ts';
import { columns, type FileProblem, peopleRows } from '../../staff/handover-file.ts';
import { usersOf } from '../../staff/users.ts';
import { fileIn } from '../file-form.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf } from '../show.ts';
import { formField, personIn } from '../signed-in.ts';
import { doneWord, idIn, showAdministration } from './tabs.ts';

const shownProblems = 200;

export function handovers(services: PageServices): {
  show: RequestHandler;
  upload: RequestHandler;
  csv: RequestHandler;
} {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const rows = await services.database.handover.findMany({
      where: { authorityId: personIn(response).authorityId, effectiveOn: { not: null } },
      orderBy: { uploadedAt: 'desc' },
      take: 20,
      include: { uploadedBy: { select: { name: true } } },
    });
    showAdministration(services, request, response, 'handovers', {
      title: '人事異動',
      rows: rows.map((row) => ({ ...row, by: row.uploadedBy.name, on: row.effectiveOn?.toISOString().slice(0, 10) })),
      ...values,
    });
  };
  return {
    show: (request, response) =>
      page(request, response, {
        done: doneWord(request, {
          planned: '予約しました。その日になると自動で反映されます。',
          cancelled: '取り消しました。何も変わっていません。',
        }),
      }),
    upload: async (request, response) => {
      try {
        const answer = await uploadHandover(services, personIn(response), fileIn(request));
        if ('id' in answer) return response.redirect(303, `/administration/handovers/${answer.id}`);
        response.status(422);
        await page(request, response, problemValues(answer.problems));
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        await page(request, response, { refusals, errors: errorsOf(refusals) });
      }
    },
    csv: async (_request, response) => {
      const people = await usersOf(services.database, personIn(response).authorityId);
      await sendCsv(response, { name: '利用者', headings: columns, rows: peopleRows(people) });
    },
  };
}

function problemValues(problems: readonly FileProblem[]) {
  return { problems: problems.slice(0, shownProblems), problemCount: problems.length };
}

export function handover(services: PageServices): {
  show: RequestHandler;
  apply: RequestHandler;
  cancel: RequestHandler;
} {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const person = personIn(response);
    const found = await findHandover(services.database, person, idIn(request));
    const isOpen = found.appliedAt === null && found.cancelledAt === null;
    const plan = isOpen ? await planOf(services.database, person.authorityId, found.rows) : null;
    showAdministration(services, request, response, 'handover', {
      title: '人事異動の確認',
      handover: { ...found, on: found.effectiveOn?.toISOString().slice(0, 10), isOpen },
      plan,
      isSame: plan !== null && plan.joining.length + plan.changing.length + plan.leaving.length === 0,
      done: doneWord(request, {
        applied: '人事異動を反映しました。新しい方には、開始コードを発行して手渡してください。',
      }),
      ...values,
    });
  };
  return {
    show: (request, response) => page(request, response, {}),
    apply: async (request, response) => {
      const effectiveOn = formField(request, 'effectiveOn').slice(0, 40);
      const id = idIn(request);
      try {
        const on = effectiveOn.trim() === '' ? null : readDay(effectiveOn);
        if (on === null && effectiveOn.trim() !== '') throw new Refusal('day-must-exist', { field: 'effectiveOn' });
        const isApplied = await confirmHandover(services, personIn(response), id, on);
        const next = isApplied
          ? `/administration/handovers/${id}?done=applied`
          : '/administration/handovers?done=planned';
        response.redirect(303, next);
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        await page(request, response, { effectiveOn, refusals, errors: errorsOf(refusals) });
      }
    },
    cancel: async (request, response) => {
      await cancelHandover(services, personIn(response), idIn(request));
      response.redirect(303, '/administration/handovers?done=cancelled');
    },
  };
}
