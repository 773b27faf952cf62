/** People of authorities as their rows say. */
import type { Database } from './database.ts';
import { type Entry, type EntryRule, entryRules, type Person } from './person.ts';
import { isRight } from './rights.ts';

/** The active person behind a session, or null. */
export async function findPerson(database: Database, userId: string, sessionId: string): Promise<Person | null> {
  const user = await database.authorityUser.findUnique({
    where: { id: userId, deactivatedAt: null },
    include: {
      authority: true,
      _count: { select: { passkeys: true } },
      memberships: { include: { department: true }, orderBy: { place: 'asc' } },
    },
  });
  if (user === null) return null;
  const departments = user.memberships.map(({ department: { id, name } }) => ({ id, name }));
  return {
    userId: user.id,
    sessionId,
    name: user.name,
    email: user.email,
    authorityId: user.authorityId,
    authorityName: user.authority.name,
    right: isRight(user.right) ? user.right : 'reader',
    departments,
    by: [user.authority.name, departments[0]?.name ?? ''].join(' ').trim(),
    hasSecondFactor: user.twoFactorEnabled === true,
    hasPasskey: user._count.passkeys > 0,
    entry: entryOf(user.authority),
  };
}

/** The authority's rule for coming in; a rule that nobody knows is the stricter one. */
export function entryOf({ entryRule, networks }: { entryRule: string; networks: string[] }): Entry {
  const rule: EntryRule = entryRules.find((known) => known === entryRule) ?? 'second-factor';
  return { rule, networks };
}

/** The person's authenticator app and recovery codes are worth nothing from now on. */
export async function removeSecondFactor(
  database: Pick<Database, 'twoFactor' | 'authorityUser'>,
  userId: string,
): Promise<void> {
  await database.twoFactor.deleteMany({ where: { userId } });
  await database.authorityUser.update({ where: { id: userId }, data: { twoFactorEnabled: false } });
}

/** Passkeys, too: whoever comes in next comes in by the password alone, and sets up a second factor anew. */
export async function removeEverySecondFactor(
  database: Pick<Database, 'twoFactor' | 'authorityUser' | 'passkey'>,
  userId: string,
): Promise<void> {
  await removeSecondFactor(database, userId);
  await database.passkey.deleteMany({ where: { userId } });
}
