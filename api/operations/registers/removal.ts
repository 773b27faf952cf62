/** A row is taken out of a register, after one more look; what it said stays in the history. */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { changeRow, versionOf } from '../../../prisma/register-changes.ts';
import { casesTouched, referenceNames, titleOf } from '../../../prisma/register-rows.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { registerHref, rowHref, rowIn, trailOf } from './addresses.ts';
import { differences } from './differences.ts';
import { keeperIn, reasonIn } from './keeper.ts';

export function removal(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = async (request: Request, response: Response, told?: ToldAgain) => {
    const { register, row, rowKey } = await rowIn(db, request);
    if (!register.removable) throw new Refusal('register-row-must-be-removable');
    const names = await referenceNames(db, register);
    const title = '行を削除する';
    show(services, request, response, 'registers/removal', {
      title,
      trail: trailOf(register, title),
      rowTitle: titleOf(register, row, names),
      differences: differences(register, row, null, names),
      cases: await casesTouched(db, register, row),
      version: told === undefined ? versionOf(row) : formField(request, 'version'),
      reason: formField(request, 'reason'),
      href: `${rowHref(register, rowKey)}/removal`,
      backHref: rowHref(register, rowKey),
      refusals: told?.refusals ?? [],
      errors: told?.errors ?? {},
    });
  };
  return {
    show: (request, response) => page(request, response),
    submit: async (request, response) => {
      const { register, rowKey } = await rowIn(db, request);
      await orFormAgain(
        response,
        'reason',
        async () => {
          const reason = reasonIn(request);
          const version = formField(request, 'version');
          const change = { register, rowKey, version, after: null, appliesOn: dayInJapan(clock.now()), reason };
          await changeRow(db, change, keeperIn(response), clock.now());
          response.redirect(303, `${registerHref(register)}?done=removed`);
        },
        (told) => page(request, response, told),
      );
    },
  };
}
