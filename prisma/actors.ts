/** Who stands behind a command. */
import { type Actor, type Role, theService } from '../domain/people.ts';
import type { Command } from './commands.ts';
import type { Transaction } from './database.ts';

/** Who asks, with the roles held now. */
export async function actorOf(tx: Transaction, { userId }: Command): Promise<Actor> {
  if (userId === null) return theService;
  const { id, roles, contractorId } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  return { userId: id, roles: roles as Role[], contractorId };
}
