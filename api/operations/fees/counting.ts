/** POST /fees/files/:id: the chosen deposits of a file count, each by itself. */
import type { RequestHandler } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { findBankFile } from '../../../prisma/bank-files.ts';
import type { Command } from '../../../prisma/commands.ts';
import { countDeposit } from '../../../prisma/count-deposits.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import { addressWith } from '../../portal/list-address.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn, readerFor } from '../signed-in.ts';
import { clerkIn, fieldsBelow, idIn } from './clerk.ts';
import { depositsAPage, showFile, type ToldOfDeposits } from './file.ts';
import { settleSoon } from './settle-soon.ts';

/**
 * Each deposit counts for the fees that the form showed, or is refused with nothing done for it: whoever was quicker, and
 * what changed meanwhile, is told beside the deposit. The payments then go to their runs.
 *
 * Refuses: `bank-file-must-exist`, `deposits-must-be-chosen`; by deposit what `countDeposit` refuses.
 */
export function counting(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const { id } = await findBankFile(db, idIn(request, 'bank-file-must-exist'));
    const chosen = [...fieldsBelow(request, 'count.')].filter(([depositId]) => uuidForm.test(depositId));
    const remembered = fieldsBelow(request, 'remember.');
    const refused = new Map<string, { pattern: string; values: object }>();
    const commands: Command[] = [];
    const [actor, reader] = [clerkIn(response), readerFor(personIn(response), 'record-fees')];
    for (const [depositId, feeIds] of chosen.slice(0, depositsAPage)) {
      const counting = { depositId, feeIds: feeIds.split(' '), actor, reader };
      try {
        const rememberPayer = remembered.has(depositId);
        commands.push(...(await countDeposit(db, { ...counting, rememberPayer }, clock.now())));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.set(depositId, { pattern: error.pattern, values: error.values });
      }
    }
    await settleSoon(services, commands);
    const told: ToldOfDeposits = { counted: chosen.length - refused.size, refused };
    if (chosen.length > 0 && refused.size === 0) {
      const values = { state: 'counted', done: String(told.counted) };
      return response.redirect(303, addressWith(`/fees/files/${id}`, values));
    }
    response.status(chosen.length === 0 ? 422 : 409);
    await showFile(services, request, response, told);
  };
}
