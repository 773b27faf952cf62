/** Why somebody's right does not do, and who may change it. */
import type { Response } from 'express';
import { mayAct, rightNames } from '../../domain/rights.ts';
import { administratorNames } from '../../prisma/company-users.ts';
import type { ApiServices } from '../services.ts';
import { personIn } from './signed-in.ts';

export function whyNot({ db }: Pick<ApiServices, 'db'>) {
  return async (response: Response) => {
    const { right, reader } = personIn(response);
    return {
      title: 'この操作には別の権限が必要です',
      rightName: rightNames[right],
      isReader: !mayAct(right),
      administrators: await administratorNames(db, reader).catch(() => []),
    };
  };
}
