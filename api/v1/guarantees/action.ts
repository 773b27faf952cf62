/** What the actions on a guarantee share: each is a command for its newest revision. */
import type { z } from 'zod';
import { type CommandName, commandRefusals } from '../../../domain/commands.ts';
import { Refusal, type RefusalName } from '../../../domain/refusals.ts';
import type { Scope } from '../../../domain/scopes.ts';
import { type CommandTarget, commandTarget } from '../../../prisma/command-views.ts';
import { findCommand, type NewCommand } from '../../../prisma/commands.ts';
import type { ApiServices } from '../../services.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { settle } from '../settle.ts';
import { commandAnswers } from '../shapes/command.ts';

export interface Action<Content> {
  readonly command: CommandName;
  readonly scopes: readonly Scope[];
  readonly operationId: string;
  readonly summary: string;
  readonly explanation: string;
  readonly description: string;
  readonly content: z.ZodType<Content>;
  /** What it may be refused with besides the stage. */
  readonly refusals: readonly RefusalName[];
  /** What is looked at before the command is written down, where there is such. Throws a Refusal. */
  readonly check?: (services: ApiServices, content: Content, target: CommandTarget) => Promise<void>;
}

/** The endpoint of an action. A key that was used before gets its answer, whatever a check would say by now. */
export function guaranteeAction<Content>({ command, content, check, refusals, ...about }: Action<Content>): Endpoint {
  return endpoint<unknown, Content>({
    ...about,
    missing: 'guarantee-must-exist',
    body: content,
    answers: commandAnswers,
    refusals: [
      'guarantee-must-exist',
      commandRefusals[command],
      'role-must-allow-this',
      'idempotency-key-must-not-be-reused',
      ...refusals,
    ],
    async handle(services, { principal, by, id, idempotencyKey, body, sent: asSent }) {
      const target = await commandTarget(services.db, principal.reader, id);
      if (target === null) throw new Refusal('guarantee-must-exist');
      const sent = {
        client: principal.userId,
        userId: principal.userId,
        by,
        idempotencyKey,
        name: command,
        guaranteeId: id,
        revision: target.revision,
        incidentId: null,
        content: body as NewCommand['content'],
        sent: asSent,
      };
      if (check !== undefined && (await findCommand(services.db, sent)) === null) await check(services, body, target);
      return settle(services, sent, target.stage);
    },
  });
}
