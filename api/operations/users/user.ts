/** One person of the staff: roles, 代決, 関係会社, and everything that was done about the person. GET /users/:id */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { listBranches } from '../../../prisma/branches.ts';
import { listConnections } from '../../../prisma/connections.ts';
import { listDelegations } from '../../../prisma/delegations.ts';
import { namesOf, staffHistory } from '../../../prisma/staff-history.ts';
import { readStaff } from '../../../prisma/staff-users.ts';
import { chosen } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { may, personIn } from '../signed-in.ts';
import { actRow, grantRow, idsIn, stateChips } from './words.ts';

const longestHistory = 200;

/** What was done just now, told above the page. */
const dones = [
  'invitation',
  'again',
  'role',
  'removal',
  'deactivation',
  'reactivation',
  'reset',
  'connection',
  'end',
] as const;

export function user(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const now = clock.now();
    const today = dayInJapan(now);
    const person = personIn(response);
    const staff = await readStaff(db, String(request.params.id), now);
    const [delegations, connections, history, branches] = await Promise.all([
      listDelegations(db, today, staff.id),
      listConnections(db, staff.id, today),
      staffHistory(db, staff.id, longestHistory),
      listBranches(db),
    ]);
    const names = await namesOf(db, history.flatMap(idsIn));
    const branchNames = new Map(branches.map(({ id, name }) => [id, name]));
    const mayKeep = may(person, 'keep-users');
    show(services, request, response, 'users/user', {
      title: staff.name,
      trail: [{ title: '利用者', href: '/users' }, { title: staff.name }],
      done: chosen(request.query, 'done', dones) ?? null,
      staff: { ...staff, chip: stateChips[staff.state], grants: staff.grants.map(grantRow) },
      isYou: staff.id === person.userId,
      mayKeep,
      mayChange: mayKeep && staff.state !== 'deactivated',
      isInvited: staff.state === 'invited',
      delegations: delegations.filter(({ state }) => state !== 'over'),
      connections: connections.filter(({ isOver }) => !isOver),
      history: history.map((act) => actRow(act, names, branchNames)),
    });
  };
}
