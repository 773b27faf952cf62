/** Carries a command to an answer that is kept for life: done, refused, or on its way. */
import type { CommandDelivery, Delivered } from '../../domain/command-delivery.ts';
import type { RecordedCommand } from '../../domain/commands.ts';
import { Refusal } from '../../domain/refusals.ts';
import type { Stage } from '../../domain/stages.ts';
import { answerOf, type KeptAnswer, keepAnswer } from '../../prisma/answers.ts';
import { acceptCommand, type Command, type NewCommand } from '../../prisma/commands.ts';
import { settleCommand } from '../../prisma/settle-command.ts';
import { json } from '../answer.ts';
import { inTime } from '../in-time.ts';
import { refusalProblem } from '../problem-details.ts';
import type { ApiServices } from '../services.ts';
import { addresses } from './addresses.ts';

/** A command for one guarantee, and the stage it stood at when it was asked. */
export type AimedCommand = NewCommand & { readonly guaranteeId: string };

/**
 * The answer: 200 when applied, the refusal's problem document when refused; these are kept, and a repeat gets the same
 * bytes. 202 with the command's address when nobody answered in time: the sweeper sends it again.
 *
 * Refuses: `idempotency-key-must-not-be-reused`.
 */
export async function settle(services: ApiServices, sent: AimedCommand, stage: Stage): Promise<KeptAnswer> {
  const { db, clock } = services;
  const command = await acceptCommand(db, sent, clock.now());
  const known = answerOf(command);
  if (known !== null) return known;
  const outcome = await outcomeOf(services, command);
  if (outcome === null) return onItsWay(command, sent.guaranteeId, stage);
  return keepAnswer(db, command.id, told(command, sent.guaranteeId, outcome));
}

/** The recorded outcome of an accepted command, or null where nobody answered in time. */
export function outcomeOf(services: ApiServices, command: Command): Promise<RecordedCommand | null> {
  const { db, clock } = services;
  return settleCommand(
    db,
    command,
    (delivery) => deliver(services, delivery),
    () => clock.now(),
  );
}

/** The transport has its own patience, which may be longer than ours while Temporal is away. */
async function deliver({ runs, commandWaitMs }: ApiServices, delivery: CommandDelivery): Promise<Delivered> {
  const sending = runs.deliver(delivery, commandWaitMs);
  sending.catch(() => undefined); // where nobody waits any more, the sweeper will see
  return inTime(sending, commandWaitMs, { kind: 'unanswered' } as const);
}

function told({ id }: Command, guaranteeId: string, { state, refusal, stage }: RecordedCommand): KeptAnswer {
  if (state === 'refused') return refusalProblem(new Refusal(refusal ?? 'epoch-must-be-current'));
  return json(200, { commandId: id, state, stage, links: linksOf(id, guaranteeId) });
}

function onItsWay({ id }: Command, guaranteeId: string, stage: Stage): KeptAnswer {
  return json(
    202,
    { commandId: id, state: 'accepted', stage, links: linksOf(id, guaranteeId) },
    { Location: addresses.command(id) },
  );
}

function linksOf(id: string, guaranteeId: string) {
  return { self: addresses.command(id), guarantee: addresses.guarantee(guaranteeId) };
}
