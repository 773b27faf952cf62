/** Mails to send: a row written with the effect that causes it, identified by its cause. */
import { createHash, randomUUID } from 'node:crypto';
import type { MailKind } from '../domain/decisions.ts';
import type { Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';
import type { WholeRevision } from './revisions.ts';

/** Writes the mail that something caused, once per cause. Returns its id. */
export async function addMail(
  tx: Transaction,
  revision: WholeRevision,
  mail: { kind: MailKind | 'submission'; cause: string; toAddress: string; values: Prisma.InputJsonObject },
  now: Date,
): Promise<string> {
  const cause = `${mail.kind}/${mail.cause}`;
  const row = {
    id: randomUUID(),
    guaranteeId: revision.guaranteeId,
    revision: revision.number,
    kind: mail.kind,
    toAddress: mail.toAddress,
    messageId: `<${createHash('sha256').update(cause).digest('hex').slice(0, 40)}@hosho.invalid>`,
    values: mail.values,
    state: 'waiting',
    createdAt: now,
    cause,
  };
  const [written] = await tx.mail.createManyAndReturn({ data: row, skipDuplicates: true, select: { id: true } });
  return (written ?? (await tx.mail.findUniqueOrThrow({ where: { cause }, select: { id: true } }))).id;
}
