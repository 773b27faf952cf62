/** What the two actions on an incident share. */
import type { z } from 'zod';
import type { IncidentCommandName } from '../../../domain/commands.ts';
import { Refusal, type RefusalName } from '../../../domain/refusals.ts';
import type { NewCommand } from '../../../prisma/commands.ts';
import { incidentTarget } from '../../../prisma/incident-views.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { settle } from '../settle.ts';
import { commandAnswers } from '../shapes/command.ts';

export interface IncidentAction<Content> {
  readonly command: IncidentCommandName;
  readonly operationId: string;
  readonly summary: string;
  readonly explanation: string;
  readonly description: string;
  readonly content: z.ZodType<Content>;
  readonly refusals: readonly RefusalName[];
}

/** The endpoint of an action on an incident: for operators. */
export function incidentAction<Content>({ command, content, refusals, ...about }: IncidentAction<Content>): Endpoint {
  return endpoint<unknown, Content>({
    ...about,
    scopes: ['operator'],
    missing: 'incident-must-exist',
    body: content,
    answers: commandAnswers,
    refusals: [
      'incident-must-exist',
      'incident-must-be-open',
      'role-must-allow-this',
      'idempotency-key-must-not-be-reused',
      ...refusals,
    ],
    async handle(services, { principal, by, id, idempotencyKey, body, sent: asSent }) {
      const target = await incidentTarget(services.db, principal.reader, id);
      if (target === null) throw new Refusal('incident-must-exist');
      const { stage, ...aim } = target;
      const asker = { client: principal.userId, userId: principal.userId, by };
      const content = body as NewCommand['content'];
      const sent = { ...asker, ...aim, idempotencyKey, name: command, content, sent: asSent };
      return settle(services, sent, stage);
    },
  });
}
