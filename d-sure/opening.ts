/** Opening a certificate with its guarantee number and authentication key. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/refusals.ts';
import { normaliseTypedKey } from '../domain/typed-key.ts';
import { tellBurst } from './bursts.ts';
import { verifierOf } from './key.ts';
import { isKeyOf } from './key-verifier.ts';
import type { Person } from './person.ts';
import type { Services } from './services.ts';
import { countTry, giveBack, subjectOf } from './tries.ts';
import { typedNumber } from './typed-number.ts';

/**
 * This session may read the guarantee; returns the address of its page. A number that does not exist and a key that is wrong
 * are refused in the same words after the same work.
 *
 * Refuses: `tries-must-be-few`, `certificate-must-open-with-number-and-key`. Source: R-K5.
 */
export async function openCertificate(
  services: Services,
  secret: string,
  person: Person,
  typed: { number: string; key: string },
): Promise<string> {
  const { database, now } = services;
  const number = typedNumber(typed.number);
  const subjects = [subjectOf('account', person.userId, secret), subjectOf('number', number, secret)];
  for (const subject of subjects) {
    await countTry(database, subject, now()).catch((error) => {
      // Not waited for: a number that exists must not take longer to be refused than one that does not.
      if (subject.kind === 'number') void tellBurst(services, number, subject);
      throw error;
    });
  }

  // What cannot be a number (a NUL, say) is looked up as one that nobody has.
  const typedKey = normaliseTypedKey(typed.key);
  const guarantee = await database.guarantee.findUnique({ where: { typed: /^[0-9A-Z]+$/.test(number) ? number : '' } });
  const right = await isKeyOf(typedKey, verifierOf(guarantee));
  const grantId = right && guarantee !== null ? await grant(services, person, guarantee) : null;
  if (grantId === null) throw new Refusal('certificate-must-open-with-number-and-key');
  for (const subject of subjects) await giveBack(database, subject);
  return grantId;
}

/** The session's grant. Null where the key was replaced while it was being checked. */
async function grant(
  { database, now }: Services,
  { sessionId }: Person,
  { number, keySetAt }: { number: string; keySetAt: Date | null },
): Promise<string | null> {
  return database.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT 1 AS locked FROM guarantee WHERE number = ${number} FOR SHARE`;
    const current = await transaction.guarantee.findUniqueOrThrow({ where: { number }, select: { keySetAt: true } });
    if (current.keySetAt?.getTime() !== keySetAt?.getTime()) return null;
    await transaction.$executeRaw`
      INSERT INTO "grant" (id, session_id, guarantee_number, granted_at)
      VALUES (${randomUUID()}, ${sessionId}, ${number}, ${now()}) ON CONFLICT DO NOTHING`;
    const { id } = await transaction.grant.findUniqueOrThrow({
      where: { sessionId_guaranteeNumber: { sessionId, guaranteeNumber: number } },
    });
    return id;
  });
}
