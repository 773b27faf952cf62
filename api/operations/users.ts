/** 利用者: the staff's people, who holds what, and who was invited. GET /users, GET /users.csv */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { staffRoleNames } from '../../domain/people.ts';
import { recordAct } from '../../prisma/acts.ts';
import { listStaff, type StaffUser } from '../../prisma/staff-users.ts';
import { sendCsv } from '../../web/csv.ts';
import { show } from '../portal/show.ts';
import type { OperationsServices } from './operations-services.ts';
import { may, personIn } from './signed-in.ts';
import { grantRow, stateChips } from './users/words.ts';

export function users(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const person = personIn(response);
    const staff = await listStaff(services.db, services.clock.now());
    const row = (user: StaffUser) => ({
      ...user,
      href: `/users/${user.id}`,
      isYou: user.id === person.userId,
      chip: stateChips[user.state],
      grants: user.grants.map(grantRow),
    });
    show(services, request, response, 'users', {
      title: '利用者',
      count: staff.filter(({ state }) => state !== 'deactivated').length,
      people: staff.filter(({ state }) => state !== 'deactivated').map(row),
      deactivated: staff.filter(({ state }) => state === 'deactivated').map(row),
      mayKeep: may(person, 'keep-users'),
    });
  };
}

/** The list as a file; that it was taken stands in the audit log. */
export function usersCsv({ db, clock }: OperationsServices): RequestHandler {
  return async (_request, response) => {
    const now = clock.now();
    const { by, userId } = personIn(response);
    const staff = await listStaff(db, now);
    await db.$transaction((tx) =>
      recordAct(
        tx,
        {
          subject: `export/users/${userId}`,
          kind: 'list-exported',
          actor: by,
          before: null,
          after: { rows: staff.length },
          reason: null,
        },
        now,
      ),
    );
    await sendCsv(response, {
      name: `利用者_${dayInJapan(now)}`,
      headings: ['氏名', 'メールアドレス', '状態', '二段階認証', '権限', '支店', '最初の日', '最後の日'],
      rows: staff.flatMap(linesOf),
    });
  };
}

function linesOf({ name, email, state, hasSecondFactor, grants }: StaffUser) {
  const own = [name, email, stateChips[state].word, hasSecondFactor ? '設定済み' : '未設定'];
  if (grants.length === 0) return [[...own, null, null, null, null]];
  return grants.map(({ role, branchName, fromOn, toOn }) => [
    ...own,
    staffRoleNames[role],
    branchName ?? 'すべての支店',
    fromOn,
    toOn,
  ]);
}
