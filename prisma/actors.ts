/** Who stands behind a command. */
import { type Day, dayInJapan } from '../domain/dates.ts';
import { type Actor, type Role, theService } from '../domain/people.ts';
import { rolesAt } from '../domain/staff-grants.ts';
import { type Command, serviceClient } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { grantOf, inForce } from './staff-grants.ts';

/**
 * Who asks, with what the person holds now: of staff, the roles and the lent rights of the case's branch. What the service
 * did because somebody had asked for it names the person, and is decided as the service's: it is done already.
 */
export async function actorOf(
  tx: Transaction,
  { userId, client }: Pick<Command, 'userId' | 'client'>,
  branchId: string,
  now: Date,
): Promise<Actor> {
  if (userId === null || client === serviceClient) return theService;
  const today = dayInJapan(now);
  const { id, roles, contractorId, grants, connections, delegationsHeld } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    include: { grants: { where: inForce(today) }, connections: connected(today), delegationsHeld: lent(today) },
  });
  if (contractorId !== null)
    return { userId: id, roles: roles as Role[], contractorId, connectedWith: [], actsFor: [] };
  return {
    userId: id,
    roles: rolesAt(grants.map(grantOf), branchId),
    contractorId,
    connectedWith: connections.map((connection) => connection.contractorId),
    actsFor: delegationsHeld
      .filter(({ approver }) => rolesAt(approver.grants.map(grantOf), branchId).includes('approver'))
      .map(({ approver }) => ({
        userId: approver.id,
        connectedWith: approver.connections.map((connection) => connection.contractorId),
      })),
  };
}

/** The contractors that a staff person is connected with on the day. */
export async function connectedWith(
  db: Database | Transaction,
  userId: string,
  today: Day,
): Promise<readonly string[]> {
  const rows = await db.staffConnection.findMany({ where: { userId, ...connected(today).where } });
  return rows.map(({ contractorId }) => contractorId);
}

/** Connections that hold on the day. */
function connected(today: Day) {
  const on = fromDay(today);
  return { where: { endedAt: null, fromOn: { lte: on }, OR: [{ toOn: null }, { toOn: { gte: on } }] } };
}

/** Delegations that hold on the day, of approvers who are still with us. */
export function lent(today: Day) {
  const on = fromDay(today);
  return {
    where: { endedAt: null, fromOn: { lte: on }, toOn: { gte: on }, approver: { deactivatedAt: null } },
    include: { approver: { include: { grants: { where: inForce(today) }, connections: connected(today) } } },
  };
}
