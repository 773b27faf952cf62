/** A press of staff that no run hears: the same command as the API's, once for each form that was shown. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { CommandWithoutRun } from '../../domain/commands.ts';
import { messageField } from '../../domain/fields.ts';
import { Refusal, type RefusalName, refusalSentences } from '../../domain/refusals.ts';
import { shapeRefusals } from '../../domain/shape-refusals.ts';
import type { KeptAnswer } from '../../prisma/answers.ts';
import type { Transaction } from '../../prisma/database.ts';
import { actOnceByStaff } from '../../prisma/staff-acts.ts';
import { languageOf } from '../../web/language.ts';
import { json } from '../answer.ts';
import { formField } from '../portal/forms.ts';
import { requestIdIn } from '../portal/pressed.ts';
import { languageCookie, type OperationsServices } from './operations-services.ts';
import { personIn } from './signed-in.ts';

/** What a text field of up to 1,000 characters holds. Refuses: `content-must-be-in-order`, beside the field. */
export function wordsIn(request: Request, name: string): string {
  const typed = formField(request, name).replaceAll('\r\n', '\n').trim();
  const read = messageField('').safeParse(typed);
  if (read.success) return read.data;
  const details = shapeRefusals(read.error, typed).map((refusal) => ({ ...refusal, field: name }));
  throw new Refusal('content-must-be-in-order', { details });
}

/** The id in the address. Refuses: the name of what is missing, where it is none. */
export function idIn(request: Request, missing: RefusalName): string {
  const read = z.uuid().safeParse(request.params.id);
  if (!read.success) throw new Refusal(missing);
  return read.data.toLowerCase();
}

/** Acts once for this form; a second press finds what the first one did. `value` is what the act gives. */
export async function pressOnce(
  { db, clock }: OperationsServices,
  request: Request,
  response: Response,
  name: CommandWithoutRun,
  content: { readonly [key: string]: string | number | null },
  act: (tx: Transaction, now: Date) => Promise<string>,
): Promise<string> {
  const { userId, by } = personIn(response);
  const now = clock.now();
  const command = {
    client: userId,
    userId,
    by,
    idempotencyKey: `operations/${requestIdIn(request)}`,
    name,
    guaranteeId: null,
    revision: null,
    incidentId: null,
    content,
  };
  const answer = await actOnceByStaff(db, command, async (tx) => json(201, { value: await act(tx, now) }), now);
  return (JSON.parse(answer.body) as { value: string }).value;
}

/** The refusal that a kept answer tells, thrown; nothing where it tells none. */
export function orRefusal({ status, body }: KeptAnswer): void {
  if (status < 400) return;
  const { name, title } = JSON.parse(body) as { name: string; title: string };
  if (!(name in refusalSentences)) throw new Error('a command was answered by a problem that is no refusal');
  throw new Refusal(name as RefusalName, { sentence: title });
}

/** Translates into the reader's language. */
export function speechOf({ pages }: OperationsServices, request: Request) {
  return pages.translate[languageOf(request, languageCookie)];
}
