/** What a client was told about a command, kept for life, byte for byte: the body is kept as text, since JSON columns sort their keys. */
import type { Database, Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer kept for this command, or null. */
export function answerOf({ answer }: { answer: Prisma.JsonValue }): KeptAnswer | null {
  return answer as unknown as KeptAnswer | null;
}

/** The answer that the command has from now on: the first one kept, whoever asks at the same time. */
export async function keepAnswer(
  db: Database | Transaction,
  commandId: string,
  answer: KeptAnswer,
): Promise<KeptAnswer> {
  const { count } = await db.command.updateMany({
    where: { id: commandId, answer: { equals: Prisma.DbNull } },
    data: { answer: answer as unknown as Prisma.InputJsonObject },
  });
  if (count === 1) return answer;
  const row = await db.command.findUniqueOrThrow({ where: { id: commandId }, select: { answer: true } });
  return answerOf(row) as KeptAnswer;
}
