/** 部署: the authority's departments, each to be renamed or closed, and a form for another. */
import type { Request, RequestHandler, Response } from 'express';
import {
  addDepartment,
  closeDepartment,
  findDepartment,
  openDepartments,
  renameDepartment,
} from '../../staff/departments.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf } from '../show.ts';
import { formField, personIn } from '../signed-in.ts';
import { doneWord, idIn, showAdministration } from './tabs.ts';

const doneWords = {
  added: '部署を追加しました。',
  renamed: '部署の名前を変えました。',
  closed: '部署を廃止しました。これまでの記録には、その名前が残ります。',
};

export function departments(services: PageServices): { show: RequestHandler; add: RequestHandler } {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const rows = await openDepartments(services.database, personIn(response).authorityId);
    showAdministration(services, request, response, 'departments', { title: '部署', rows, ...values });
  };
  return {
    show: (request, response) => page(request, response, { done: doneWord(request, doneWords) }),
    add: async (request, response) => {
      const name = formField(request, 'name').slice(0, 300);
      try {
        await addDepartment(services, personIn(response), name);
        response.redirect(303, '/administration/departments?done=added');
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        await page(request, response, { name, refusals, errors: errorsOf(refusals) });
      }
    },
  };
}

export function department(services: PageServices): { show: RequestHandler; rename: RequestHandler } {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const { id, name } = await findDepartment(services.database, personIn(response), idIn(request));
    showAdministration(services, request, response, 'department', { title: '部署の名前', id, name, ...values });
  };
  return {
    show: (request, response) => page(request, response, {}),
    rename: async (request, response) => {
      const name = formField(request, 'name').slice(0, 300);
      try {
        await renameDepartment(services, personIn(response), idIn(request), name);
        response.redirect(303, '/administration/departments?done=renamed');
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        await page(request, response, { name, refusals, errors: errorsOf(refusals) });
      }
    },
  };
}

export function departmentClosure(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const { id, name } = await findDepartment(services.database, personIn(response), idIn(request));
      showAdministration(services, request, response, 'department-closure', { title: '部署を廃止する', id, name });
    },
    submit: async (request, response) => {
      await closeDepartment(services, personIn(response), idIn(request));
      response.redirect(303, '/administration/departments?done=closed');
    },
  };
}
