/** A command that a page's form presses: once for each form, however often it is pressed, and told as the page tells it. */
import type { Request } from 'express';
import { z } from 'zod';
import type { ActedBy } from '../../domain/audit.ts';
import type { CommandName } from '../../domain/commands.ts';
import { Refusal, type RefusalName, refusalSentences } from '../../domain/refusals.ts';
import type { Stage } from '../../domain/stages.ts';
import type { NewCommand } from '../../prisma/commands.ts';
import type { ApiServices } from '../services.ts';
import { settle } from '../v1/settle.ts';
import { formField } from './forms.ts';

/** The form's own number: a double press is one act. Refuses: `form-must-be-from-this-page`. */
export function requestIdIn(request: Request): string {
  const read = z.uuid().safeParse(formField(request, 'requestId'));
  if (!read.success) throw new Refusal('form-must-be-from-this-page');
  return read.data;
}

/** The refusal that a problem document names. */
export function refusalIn(body: string): Refusal {
  const { name, title } = JSON.parse(body) as { name: string; title: string };
  if (!(name in refusalSentences)) throw new Error('a command was answered by a problem that is no refusal');
  return new Refusal(name as RefusalName, { sentence: title });
}

/** Who presses what about which guarantee. `key` is the form's own number, with the portal's name before it. */
export interface Press {
  readonly userId: string;
  readonly by: ActedBy;
  readonly key: string;
  readonly name: CommandName;
  readonly guaranteeId: string;
  readonly revision: number;
  readonly content: object;
}

/** The command that a press sends. */
export function pressed({ userId, by, key, name, guaranteeId, revision, content }: Press) {
  const target = { guaranteeId, revision, incidentId: null };
  return {
    client: userId,
    userId,
    by,
    idempotencyKey: key,
    name,
    ...target,
    content: content as NewCommand['content'],
  };
}

/** Whether it is recorded by now, or still under way. Refuses: whatever the command is refused with. */
export async function press(services: ApiServices, sent: Press, stage: Stage): Promise<'recorded' | 'underway'> {
  const answer = await settle(services, pressed(sent), stage);
  if (answer.status >= 400) throw refusalIn(answer.body);
  return answer.status === 202 ? 'underway' : 'recorded';
}
