/** The log as a whole is for auditors of the whole house, it cannot be verified in parts; and so are circuits for operators. */
import { Refusal } from '../../../domain/refusals.ts';
import type { Principal } from '../../../prisma/people.ts';

/** Refuses: `role-must-allow-this` to staff of some branches. */
export function refuseUnlessOfAllBranches({ reader }: Principal): void {
  if (reader.branches !== 'all') throw new Refusal('role-must-allow-this');
}
