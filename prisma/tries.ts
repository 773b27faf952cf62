/** How often somebody may be wrong: counted in the tables, so that it holds for every process and after a restart. */
import { createHmac } from 'node:crypto';
import { listInstant } from '../domain/eras.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Database } from './database.ts';

/** Wrong passwords for an e-mail address, or wrong codes of a person, in so many minutes. Right ones do not count. */
export const signInAllowance = { tries: 10, minutes: 15 } as const;

/** Passwords of an e-mail address, codes of a person, a code that was used, mails asked for an e-mail address. */
export type TryKind = 'sign-in' | 'passkey' | 'second-factor' | 'used-code' | 'account-mail';

/** What is counted: a keyed digest, so that the tables name nobody who has no account. */
export function trySubject(kind: TryKind, portal: string, who: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(`tries/${kind}/${portal}/${who}`).digest('hex');
  return `${kind}/${digest}`;
}

/**
 * One try is counted before it is made, so that many at once do not slip through.
 *
 * Refuses: `tries-must-be-few`, with the time from which tries are taken again; whether the account exists makes no difference.
 */
export async function countTry(db: Database, subject: string, now: Date): Promise<void> {
  const { tries, minutes } = signInAllowance;
  const windowEndAt = new Date(now.getTime() + minutes * 60_000);
  const counted = await db.$executeRaw`
    INSERT INTO tries (subject, count, window_end_at) VALUES (${subject}, 1, ${windowEndAt})
    ON CONFLICT (subject) DO UPDATE SET
      count = CASE WHEN tries.window_end_at <= ${now} THEN 1 ELSE tries.count + 1 END,
      window_end_at = CASE WHEN tries.window_end_at <= ${now} THEN ${windowEndAt} ELSE tries.window_end_at END
    WHERE tries.window_end_at <= ${now} OR tries.count < ${tries}`;
  if (counted > 0) return;
  const row = await db.tries.findUnique({ where: { subject } });
  const again = listInstant(new Date((row?.windowEndAt ?? windowEndAt).getTime() + 60_000));
  throw new Refusal('tries-must-be-few', {
    sentence: `続けて入力を誤ったため、受け付けを止めています。${again} 以降にもう一度お試しください。`,
  });
}

/** A try that was right does not count. */
export async function giveBackTry(db: Database, subject: string): Promise<void> {
  await db.$executeRaw`UPDATE tries SET count = count - 1 WHERE subject = ${subject} AND count > 0`;
}

/** Whoever has shown to be the right person in another way begins anew. */
export async function forgetTries(db: Database, subject: string): Promise<void> {
  await db.tries.deleteMany({ where: { subject } });
}

/** True for the first who spends it, until then; false for everybody after. */
export async function spendOnce(db: Database, subject: string, now: Date, until: Date): Promise<boolean> {
  const spent = await db.$executeRaw`
    INSERT INTO tries (subject, count, window_end_at) VALUES (${subject}, 1, ${until})
    ON CONFLICT (subject) DO UPDATE SET window_end_at = ${until} WHERE tries.window_end_at <= ${now}`;
  return spent > 0;
}

/** Counts, sessions and questions to authenticators whose time has run out are gone. */
export async function forgetWhatIsOver(db: Database, now: Date): Promise<void> {
  await db.tries.deleteMany({ where: { windowEndAt: { lte: now } } });
  await db.session.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.passkeyChallenge.deleteMany({ where: { expiresAt: { lte: now } } });
}
