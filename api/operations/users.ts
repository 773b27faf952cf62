/** 利用者: the staff's people, who holds what, and who was invited. GET /users, GET /users.csv */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { staffSheetHeadings } from '../../domain/staff-sheet.ts';
import { listBranches } from '../../prisma/branches.ts';
import { countStaff, staffFound, staffPage } from '../../prisma/staff-list.ts';
import { addressWith, chosen, countedUpTo, pagerOf, said, turnOf } from '../portal/list-address.ts';
import { show } from '../portal/show.ts';
import { sendExport } from './exported-list.ts';
import type { OperationsServices } from './operations-services.ts';
import { may, personIn } from './signed-in.ts';
import { askedStaff, staffLines } from './users/rows.ts';
import { grantRow, stateChips } from './users/words.ts';

const path = '/users';

export function users(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const now = clock.now();
    const person = personIn(response);
    const { search, values, fields } = askedStaff(request.query, await listBranches(db));
    const deactivated = { words: '', state: 'deactivated' } as const;
    const [page, count, gone] = await Promise.all([
      staffPage(db, search, turnOf(request.query), now),
      countStaff(db, search, countedUpTo + 1, now),
      countStaff(db, deactivated, countedUpTo + 1, now),
    ]);
    show(services, request, response, 'users', {
      title: '利用者',
      ...fields,
      count,
      rows: page.rows.map((user) => ({
        ...user,
        href: `/users/${user.id}`,
        isYou: user.id === person.userId,
        chip: stateChips[user.state],
        grants: user.grants.map(grantRow),
      })),
      isNarrowed: Object.values(values).some((value) => value !== ''),
      deactivatedCount: search.state === 'in-use' ? gone : 0,
      csvHref: addressWith(`${path}.csv`, values),
      mayKeep: may(person, 'keep-users'),
      done: chosen(request.query, 'done', ['file']) ?? null,
      given: said(request.query, 'given', 4).replace(/\D/g, ''),
      ...pagerOf(page, path, values, ({ id }) => id),
    });
  };
}

/** The list that the address names, as a file that can come back; that it was taken stands in the audit log. */
export function usersCsv(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const now = clock.now();
    const { search, values } = askedStaff(request.query, await listBranches(db));
    const staff = await staffFound(db, search, now);
    const file = {
      name: `利用者_${dayInJapan(now)}`,
      headings: staffSheetHeadings,
      rows: staff.flatMap(staffLines),
    };
    await sendExport(services, response, { list: 'users', narrowedBy: { ...values, rows: staff.length } }, file);
  };
}
