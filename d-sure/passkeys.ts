/** Passkeys of people of authorities, and the questions to authenticators that wait for their answers. */
import { randomUUID } from 'node:crypto';
import type { AskedForPasskey } from '../domain/passkeys.ts';
import { Refusal } from '../domain/refusals.ts';
import type { PasskeyStore } from '../web/passkeys/store.ts';
import type { Database } from './database.ts';
import { entryOf } from './people.ts';

const shown = { id: true, name: true, createdAt: true, lastUsedAt: true } as const;

/** D-Sure's own tables, as the sign-in asks for them. */
export function passkeyStore(database: Database): PasskeyStore {
  const { passkey, passkeyQuestion } = database;
  return {
    list: (userId) =>
      passkey.findMany({ where: { userId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: shown }),
    credentials: (userId) => passkey.findMany({ where: { userId }, select: { credentialId: true, transports: true } }),
    find: (userId, id) => passkey.findFirst({ where: { id, userId }, select: shown }),
    add: async (userId, { counter, transports, ...made }, now) => {
      const row = { ...made, id: randomUUID(), userId, transports: [...transports] };
      const data = [{ ...row, counter: BigInt(counter), createdAt: now }];
      return (await passkey.createMany({ data, skipDuplicates: true })).count === 1;
    },
    remove: ({ userId, sessionId }, id) =>
      database.$transaction(async (tables) => {
        await demandAnotherSecondFactor(tables, userId);
        await tables.passkey.deleteMany({ where: { id, userId } });
        await tables.session.deleteMany({ where: { userId, id: { not: sessionId } } });
      }),
    byCredential: (credentialId) => passkey.findUnique({ where: { credentialId } }),
    used: async ({ id, counter }, newCounter, now) => {
      const data = { counter: BigInt(newCounter), lastUsedAt: now };
      return (await passkey.updateMany({ where: { id, counter }, data })).count === 1;
    },
    keepQuestion: async (digest, asked, expiresAt) => {
      await passkeyQuestion.create({ data: { digest, ...asked, expiresAt } });
    },
    takeQuestion: async (digest, now) => {
      const [taken] = await database.$queryRaw<AskedForPasskey[]>`
        DELETE FROM passkey_question WHERE digest = ${digest} AND expires_at > ${now}
        RETURNING user_id AS "userId", name`;
      return taken ?? null;
    },
  };
}

/**
 * Where the authority asks for a second factor, one remains when a passkey goes. Two that go at once come one after the other.
 *
 * Refuses: `last-second-factor-must-stay`.
 */
async function demandAnotherSecondFactor(
  tables: Pick<Database, '$queryRaw' | 'authorityUser'>,
  userId: string,
): Promise<void> {
  await tables.$queryRaw`SELECT 1 AS locked FROM authority_user WHERE id = ${userId} FOR NO KEY UPDATE`;
  const { authority, twoFactorEnabled, _count } = await tables.authorityUser.findUniqueOrThrow({
    where: { id: userId },
    select: { authority: true, twoFactorEnabled: true, _count: { select: { passkeys: true } } },
  });
  const isLast = twoFactorEnabled !== true && _count.passkeys <= 1;
  if (isLast && entryOf(authority).rule === 'second-factor') throw new Refusal('last-second-factor-must-stay');
}
