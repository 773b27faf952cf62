/** /sweeps/:id: one finding of the sweeper, and closing it with a reason. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { findingWords } from '../../../domain/sweeping.ts';
import { closeFinding } from '../../../prisma/finding-closing.ts';
import { findingView } from '../../../prisma/finding-views.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { idIn, wordsIn } from '../pressing.ts';
import { may, personIn, readerFor } from '../signed-in.ts';
import { findingChip } from './finding-chip.ts';

export function finding(services: OperationsServices): RequestHandler {
  return (request, response) => showFinding(services, request, response, { refusals: [], errors: {} });
}

/** Refuses: `content-must-be-in-order` without a reason, `finding-must-be-open`: beside the reason. */
export function findingClosing(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return (request, response) =>
    orFormAgain(
      response,
      'reason',
      async () => {
        const { by, grants } = personIn(response);
        const id = idIn(request, 'finding-must-exist');
        const reader = readerFor({ grants }, 'free-stuck');
        const closing = { by, reason: wordsIn(request, 'reason') };
        await db.$transaction((tx) => closeFinding(tx, reader, id, closing, clock.now()));
        response.redirect(303, '/sweeps');
      },
      (told) => showFinding(services, request, response, told),
    );
}

async function showFinding(services: OperationsServices, request: Request, response: Response, told: ToldAgain) {
  const person = personIn(response);
  const id = idIn(request, 'finding-must-exist');
  const found = await findingView(services.db, readerFor(person, 'see-stuck'), id);
  if (found === null) throw new Refusal('finding-must-exist');
  const isOpen = found.closedAt === null;
  show(services, request, response, 'sweeps/finding', {
    title: '見つかったもの',
    trail: [{ title: '見回り', href: '/sweeps' }, { title: '見つかったもの' }],
    ...found,
    ...findingWords[found.kind],
    chip: findingChip(found),
    mayTake: isOpen && found.ownerName === null && may(person, 'free-stuck'),
    mayClose: isOpen && may(person, 'free-stuck'),
    typedReason: formField(request, 'reason'),
    ...told,
  });
}
