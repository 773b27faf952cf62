/** An act on a guarantee that no run hears: written once per Idempotency-Key, with its event, answered for life. */
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { answerOf, type KeptAnswer } from './answers.ts';
import { acceptCommand, type NewCommand, wordsBy } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents, chainOf, type NewEvent } from './events.ts';
import type { Prisma } from './generated/client.ts';
import { visibleTo } from './visibility.ts';

/** What the act wrote: the event that tells of it, and what the client is told. */
export interface Done {
  readonly event: Pick<NewEvent, 'kind' | 'content'>;
  readonly answer: KeptAnswer;
}

export type LockedGuarantee = NonNullable<Awaited<ReturnType<typeof readGuarantee>>>;

/**
 * The answer, kept. Twins that arrive together act once: the command's unique key decides. A refusal leaves the key unused.
 *
 * Refuses: `guarantee-must-exist`, `idempotency-key-must-not-be-reused`, and whatever the act refuses.
 */
export async function actOnce(
  db: Database,
  reader: Reader,
  sent: NewCommand & { readonly guaranteeId: string },
  act: (tx: Transaction, guarantee: LockedGuarantee) => Promise<Done>,
  now: Date,
): Promise<KeptAnswer> {
  return db.$transaction(async (tx) => {
    const { guaranteeId } = sent;
    const guarantee = await readGuarantee(tx, reader, guaranteeId);
    if (guarantee === null) throw new Refusal('guarantee-must-exist');
    const command = await acceptCommand(tx, sent, now);
    const known = answerOf(command);
    if (known !== null) return known;
    await tx.$queryRaw`SELECT 1 FROM guarantee WHERE id = ${guaranteeId}::uuid FOR UPDATE`;
    const { event, answer } = await act(tx, guarantee);
    const revision = guarantee.revisions[0]?.number ?? 1;
    const content = { ...event.content, commandId: command.id, ...wordsBy(command) };
    const row = { revision, kind: event.kind, actorId: sent.userId, content };
    await appendEvents(tx, await chainOf(tx, guaranteeId), [row], now);
    await tx.command.update({
      where: { id: command.id },
      data: { state: 'applied', recordedAt: now, revision, answer: answer as unknown as Prisma.InputJsonObject },
    });
    return answer;
  });
}

function readGuarantee(tx: Transaction, reader: Reader, id: string) {
  return tx.guarantee.findFirst({
    where: { id, ...visibleTo(reader) },
    include: { revisions: { orderBy: { number: 'desc' } } },
  });
}
