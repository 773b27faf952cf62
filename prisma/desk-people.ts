/** The people of contractors, as Net Desk knows them. */
import type { Right } from '../domain/rights.ts';
import { contractorReader, type Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';

export interface DeskPerson {
  readonly userId: string;
  readonly name: string;
  /** Of the sign-in. */
  readonly email: string;
  /** Whether sign-in asks for a code after the password. */
  readonly hasSecondFactor: boolean;
  readonly contractorId: string;
  readonly contractorName: string;
  readonly right: Right;
  /** Every read of a page goes through this: one contractor sees what is its own. */
  readonly reader: Reader;
}

/** The person, or null for whoever belongs to no contractor: staff, and people who were deactivated. */
export async function findDeskPerson(db: Database, userId: string): Promise<DeskPerson | null> {
  const user = await db.user.findUnique({ where: { id: userId }, include: { contractor: true } });
  if (
    user === null ||
    user.contractor === null ||
    user.email === null ||
    user.right === null ||
    !user.roles.includes('contractor')
  )
    return null;
  if (user.deactivatedAt !== null) return null;
  const { id: contractorId, name: contractorName } = user.contractor;
  const right = user.right as Right;
  return {
    userId,
    name: user.name,
    email: user.email,
    hasSecondFactor: user.twoFactorEnabled,
    contractorId,
    contractorName,
    right,
    reader: contractorReader(contractorId),
  };
}
