/** Who stands behind a command. */
import { dayInJapan } from '../domain/dates.ts';
import { type Actor, type Role, theService } from '../domain/people.ts';
import { rolesAt } from '../domain/staff-grants.ts';
import type { Command } from './commands.ts';
import type { Transaction } from './database.ts';
import { grantOf, inForce } from './staff-grants.ts';

/** Who asks, with the roles held now: of staff, those held at the branch that the case belongs to. */
export async function actorOf(tx: Transaction, { userId }: Command, branchId: string, now: Date): Promise<Actor> {
  if (userId === null) return theService;
  const { id, roles, contractorId, grants } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    include: { grants: { where: inForce(dayInJapan(now)) } },
  });
  const held = contractorId === null ? rolesAt(grants.map(grantOf), branchId) : (roles as Role[]);
  return { userId: id, roles: held, contractorId };
}
