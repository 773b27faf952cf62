/** Who keeps a register, as the audit log names them, and why a row changes. */
import type { Request, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import type { Keeper } from '../../../prisma/register-changes.ts';
import { formField } from '../../portal/forms.ts';
import { wordsIn } from '../pressing.ts';
import { personIn } from '../signed-in.ts';

/** The person that the address let through. */
export function keeperIn(response: Response): Keeper {
  const { by, userId } = personIn(response);
  return { ...by, userId };
}

/** Refuses: `reason-must-be-given`; `content-must-be-in-order`, beside the field. */
export function reasonIn(request: Request): string {
  if (formField(request, 'reason').trim() === '') throw new Refusal('reason-must-be-given', { field: 'reason' });
  return wordsIn(request, 'reason');
}
