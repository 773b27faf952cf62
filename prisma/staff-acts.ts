/** An act of staff that no run hears and no guarantee is changed by: done once per Idempotency-Key, answered for life. */
import { answerOf, type KeptAnswer } from './answers.ts';
import { acceptCommand, type NewCommand } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';

/**
 * The answer, kept. Twins that arrive together act once: the command's unique key decides. A refusal leaves the key unused.
 *
 * Refuses: `idempotency-key-must-not-be-reused`, and whatever the act refuses.
 */
export function actOnceByStaff(
  db: Database,
  sent: NewCommand,
  act: (tx: Transaction) => Promise<KeptAnswer>,
  now: Date,
): Promise<KeptAnswer> {
  return db.$transaction(async (tx) => {
    const command = await acceptCommand(tx, sent, now);
    const known = answerOf(command);
    if (known !== null) return known;
    const answer = await act(tx);
    await tx.command.update({
      where: { id: command.id },
      data: { state: 'applied', recordedAt: now, answer: answer as unknown as Prisma.InputJsonObject },
    });
    return answer;
  });
}
