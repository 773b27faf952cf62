/** 利用者: the authority's people, and the form for another. */
import type { Request, RequestHandler, Response } from 'express';
import { rightNames, rights } from '../../rights.ts';
import { openDepartments } from '../../staff/departments.ts';
import { addUser, type TypedUser, usersOf } from '../../staff/users.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf } from '../show.ts';
import { formField, personIn } from '../signed-in.ts';
import { doneWord, formFields, showAdministration } from './tabs.ts';

export function users(services: PageServices): { show: RequestHandler } {
  return {
    show: async (request, response) => {
      const person = personIn(response);
      const all = (await usersOf(services.database, person.authorityId)).map((user) => ({
        ...user,
        rightName: rightNames[user.right],
        departmentNames: user.departments.map(({ name }) => name).join('、'),
        isYou: user.id === person.userId,
        asksSecondFactor: person.entry.rule === 'second-factor',
      }));
      showAdministration(services, request, response, 'users', {
        title: '利用者',
        active: all.filter(({ deactivatedAt }) => deactivatedAt === null),
        deactivated: all.filter(({ deactivatedAt }) => deactivatedAt !== null),
        done: doneWord(request, {
          deactivated: '利用を停止しました。これまでの閲覧や受領の記録は、その方のものとして残ります。',
        }),
      });
    },
  };
}

export function newUser(services: PageServices): { show: RequestHandler; add: RequestHandler } {
  const page = async (request: Request, response: Response, typed: TypedUser, values: Record<string, unknown>) => {
    const shown = await userForm(services, response, typed);
    showAdministration(services, request, response, 'new-user', { title: '利用者を登録する', ...shown, ...values });
  };
  return {
    show: (request, response) =>
      page(request, response, { name: '', email: '', right: 'officer', departmentIds: [] }, {}),
    add: async (request, response) => {
      const typed = typedUser(request);
      try {
        const id = await addUser(services, personIn(response), typed);
        response.redirect(303, `/administration/users/${id}?done=added`);
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        await page(request, response, typed, { refusals, errors: errorsOf(refusals) });
      }
    },
  };
}

/** The form's fields as typed. */
export function typedUser(request: Request): TypedUser {
  return {
    name: formField(request, 'name').slice(0, 300),
    email: formField(request, 'email').slice(0, 300),
    right: formField(request, 'right'),
    departmentIds: [formField(request, 'department'), ...formFields(request, 'also')].filter((id) => id !== ''),
  };
}

/** What the form shows: the choices, and what is chosen. */
export async function userForm({ database }: PageServices, response: Response, typed: TypedUser) {
  const open = await openDepartments(database, personIn(response).authorityId);
  const [first, ...others] = typed.departmentIds;
  return {
    typed: { ...typed, department: first ?? '' },
    rightChoices: rights.map((right) => ({ value: right, title: rightNames[right], hint: rightHints[right] })),
    departmentChoices: open.map(({ id, name }) => ({ value: id, title: name })),
    alsoChoices: open.map(({ id, name }) => ({ id, name, isChosen: others.includes(id) })),
  };
}

const rightHints = {
  administrator: '担当者のできることに加えて、利用者・部署・ログインの条件を管理します。',
  officer: '電子証書を開き、受領や補正の依頼をします。',
  reader: '電子証書を開いて見ます。受領や補正の依頼はできません。',
};
