/** How often somebody may be wrong (R-K5): counted in the database, so that it holds for every process and after a restart. */
import { createHmac } from 'node:crypto';
import { listInstant } from '../domain/eras.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Database } from './database.ts';

export interface Allowance {
  readonly tries: number;
  readonly minutes: number;
}

/** Wrong keys per account; wrong keys per guarantee number, whoever types them; wrong passwords per e-mail address; wrong answers per passkey. */
export const allowances = {
  account: { tries: 10, minutes: 15 },
  number: { tries: 10, minutes: 15 },
  'sign-in': { tries: 10, minutes: 15 },
  passkey: { tries: 10, minutes: 15 },
} as const satisfies Record<string, Allowance>;

/** Something counted: its kind, and a digest that tells nobody which account, number or address it is. */
export interface Subject {
  readonly kind: keyof typeof allowances;
  readonly name: string;
}

export function subjectOf(kind: Subject['kind'], value: string, secret: string): Subject {
  return { kind, name: `${kind}/${createHmac('sha256', secret).update(`tries/${kind}/${value}`).digest('hex')}` };
}

/**
 * One try is counted before it is made, so that many at once do not slip through. A right one is given back.
 *
 * Refuses: `tries-must-be-few`, with the time from which tries are taken again.
 */
export async function countTry(database: Database, { kind, name }: Subject, now: Date): Promise<void> {
  const { tries, minutes } = allowances[kind];
  const windowEndAt = new Date(now.getTime() + minutes * 60_000);
  const counted = await database.$executeRaw`
    INSERT INTO tries (subject, count, window_end_at) VALUES (${name}, 1, ${windowEndAt})
    ON CONFLICT (subject) DO UPDATE SET
      count = CASE WHEN tries.window_end_at <= ${now} THEN 1 ELSE tries.count + 1 END,
      window_end_at = CASE WHEN tries.window_end_at <= ${now} THEN ${windowEndAt} ELSE tries.window_end_at END
    WHERE tries.window_end_at <= ${now} OR tries.count < ${tries}`;
  if (counted === 0) throw await tooMany(database, name, windowEndAt);
}

/** A try that was right does not count. */
export async function giveBack(database: Database, { name }: Subject): Promise<void> {
  await database.$executeRaw`UPDATE tries SET count = count - 1 WHERE subject = ${name} AND count > 0`;
}

/** Counts and questions to authenticators whose time has run out are gone. */
export async function forgetOldTries(database: Database, now: Date): Promise<void> {
  await database.tries.deleteMany({ where: { windowEndAt: { lte: now } } });
  await database.passkeyQuestion.deleteMany({ where: { expiresAt: { lte: new Date() } } });
}

async function tooMany(database: Database, subject: string, latest: Date): Promise<Refusal> {
  const row = await database.tries.findUnique({ where: { subject } });
  const again = listInstant(new Date((row?.windowEndAt ?? latest).getTime() + 60_000));
  return new Refusal('tries-must-be-few', {
    sentence: '続けて入力を誤ったため、受け付けを止めています。{again} 以降にもう一度お試しください。',
    values: { again },
  });
}
