/** Why somebody's roles do not do, and who may change them. */
import type { Response } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { staffAdministratorNames } from '../../prisma/staff-people.ts';
import type { ApiServices } from '../services.ts';
import { personIn } from './signed-in.ts';

export function whyNot({ db, clock }: Pick<ApiServices, 'db' | 'clock'>) {
  return async (response: Response) => ({
    title: 'この操作には別の権限が必要です',
    rightNames: personIn(response).rightNames,
    administrators: await staffAdministratorNames(db, dayInJapan(clock.now())).catch(() => []),
  });
}
