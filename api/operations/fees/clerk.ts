/** Who records fees: the person that the address let through, as the audit log names them. */
import type { Request, Response } from 'express';
import type { RefusalName } from '../../../domain/refusals.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { maxMessageLength, textProblem } from '../../../domain/text.ts';
import type { Clerk } from '../../../prisma/count-deposits.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import { formField } from '../../portal/forms.ts';
import { personIn } from '../signed-in.ts';

export function clerkIn(response: Response): Clerk {
  const { by, userId } = personIn(response);
  return { ...by, userId };
}

/** The id that the address names; what is none is nobody's. */
export function idIn({ params }: Request, missing: RefusalName): string {
  const id = String(params.id);
  if (!uuidForm.test(id)) throw new Refusal(missing);
  return id;
}

/** Why, as the person typed it. Refuses: `reason-must-be-given`, `text-must-be-printable`, `text-must-be-short-enough`. */
export function reasonIn(request: Request): string {
  const reason = formField(request, 'reason').replace(/\r\n?/g, '\n').trim();
  const problem = textProblem(reason, { maxLength: maxMessageLength, lines: true });
  if (problem !== null) throw new Refusal(refusalOfReason[problem], { field: 'reason' });
  return reason;
}

const refusalOfReason = {
  blank: 'reason-must-be-given',
  unprintable: 'text-must-be-printable',
  'too-long': 'text-must-be-short-enough',
} as const;

/** The fields of a form whose names begin so, by the rest of their names. */
export function fieldsBelow({ body }: Request, prefix: string): ReadonlyMap<string, string> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body as Record<string, unknown>) : [];
  return new Map(
    entries.flatMap(([name, value]): [string, string][] =>
      name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}
