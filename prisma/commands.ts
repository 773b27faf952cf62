/** Command rows: accepted once per Idempotency-Key, for life; then applied or refused, once. */
import { createHash, randomUUID } from 'node:crypto';
import type { ActedBy } from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { CommandName, CommandWithoutRun, RecordedCommand } from '../domain/commands.ts';
import { Refusal, type RefusalName } from '../domain/refusals.ts';
import type { Stage } from '../domain/stages.ts';
import { byOf } from './acts.ts';
import type { Database, Transaction } from './database.ts';
import type { Command, Prisma } from './generated/client.ts';

export type { Command } from './generated/client.ts';

/** The scope of the keys of what the service asks by itself, or when it has done what a person asked it to do. */
export const serviceClient = 'service';

/** What a client sends. `client` is the scope of its keys: a user's id, or the service's own name. */
export interface NewCommand {
  readonly client: string;
  readonly idempotencyKey: string;
  readonly userId: string | null;
  /** From where and in which roles the person asked; null where the service itself asks. No part of what makes a request the same. */
  readonly by: ActedBy | null;
  readonly name: CommandName | CommandWithoutRun;
  readonly guaranteeId: string | null;
  readonly revision: number | null;
  readonly incidentId: string | null;
  readonly content: Prisma.InputJsonObject;
  /**
   * What the client's own words were, as parsed JSON: two requests are the same where these are, key order and white
   * space aside. Left out where the content is just that, and where the service itself asks.
   */
  readonly sent?: unknown;
}

/** How long a command may wait for its answer before the sweeper sends it again. */
const sendAgainAfterMs = 15_000;

/**
 * The row of this command: new, or the one that the same key already made. Twins that arrive together get one row.
 *
 * Refuses: `idempotency-key-must-not-be-reused` where the key was used for anything else.
 */
export async function acceptCommand(db: Database | Transaction, command: NewCommand, now: Date): Promise<Command> {
  const { sent: _sent, by, ...columns } = command;
  const data = {
    ...columns,
    ...(by === null ? {} : { by: byOf(by) }),
    id: randomUUID(),
    contentDigest: digestOf(command),
    state: 'accepted',
    acceptedAt: now,
    sendAgainAt: new Date(now.getTime() + sendAgainAfterMs),
  };
  const [written] = await db.command.createManyAndReturn({ data, skipDuplicates: true });
  return written ?? ((await findCommand(db, command)) as Command);
}

/** What the words of an event tell of who asked for the command. */
export function wordsBy({ by }: Pick<Command, 'by'>): Prisma.InputJsonObject {
  return by === null ? {} : { by: by as Prisma.InputJsonObject };
}

/** The row that this command's key already made, or null. Refuses: `idempotency-key-must-not-be-reused`. */
export async function findCommand(
  db: Database | Transaction,
  command: Omit<NewCommand, 'by'>,
): Promise<Command | null> {
  const { client, idempotencyKey } = command;
  const row = await db.command.findUnique({ where: { client_idempotencyKey: { client, idempotencyKey } } });
  if (row !== null && row.contentDigest !== digestOf(command)) throw new Refusal('idempotency-key-must-not-be-reused');
  return row;
}

/** The outcome that a command's row tells, or null while it is only accepted. */
export async function recordedOutcome(db: Database | Transaction, command: Command): Promise<RecordedCommand | null> {
  if (command.state === 'accepted' || command.guaranteeId === null || command.revision === null) return null;
  const { stage } = await db.revision.findUniqueOrThrow({
    where: { guaranteeId_number: { guaranteeId: command.guaranteeId, number: command.revision } },
    select: { stage: true },
  });
  return {
    state: command.state as RecordedCommand['state'],
    refusal: command.refusal as RefusalName | null,
    stage: stage as Stage,
  };
}

/** Records an accepted command as applied or refused. What was recorded before stays. */
export async function closeCommand(
  db: Database | Transaction,
  id: string,
  refusal: RefusalName | null,
  now: Date,
): Promise<void> {
  const state = refusal === null ? 'applied' : 'refused';
  await db.command.updateMany({ where: { id, state: 'accepted' }, data: { state, refusal, recordedAt: now } });
}

/** Puts off the sweeper's next try of a command. */
export async function postponeCommand(db: Database, id: string, now: Date): Promise<void> {
  await db.command.updateMany({
    where: { id, state: 'accepted' },
    data: { sendAgainAt: new Date(now.getTime() + sendAgainAfterMs) },
  });
}

/**
 * Taken over the body as it was sent, never over what a schema made of it: a schema that gains a default must not make
 * yesterday's request another one.
 */
function digestOf({ name, guaranteeId, incidentId, content, sent = content }: Omit<NewCommand, 'by'>): string {
  return createHash('sha256')
    .update(canonicalJson({ name, guaranteeId, incidentId, content: sent }))
    .digest('hex');
}
