/** Who keeps a register: the person that the address let through, as the audit log names them. */
import type { Response } from 'express';
import type { Keeper } from '../../../prisma/register-changes.ts';
import { personIn } from '../signed-in.ts';

export function keeperIn(response: Response): Keeper {
  const { by, userId } = personIn(response);
  return { ...by, userId };
}
