/** /bulk-retries/new: what was chosen in the list of guarantees, what it puts at risk, and the reason to retry it together. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { defaultPerMinute } from '../../../domain/bulk-retry.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { listBranches } from '../../../prisma/branches.ts';
import { previewBulkRetry } from '../../../prisma/bulk-retries.ts';
import { type Selection, sizeOfSelection } from '../../../prisma/bulk-retry-selection.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { addressWith, rowsAPage } from '../../portal/list-address.ts';
import { placeOf } from '../../portal/place.ts';
import { show } from '../../portal/show.ts';
import { asked, path as listPath } from '../guarantees/asked.ts';
import { perMinuteIn } from '../incidents/cause.ts';
import type { OperationsServices } from '../operations-services.ts';
import { pressOnce, wordsIn } from '../pressing.ts';
import { personIn, readerIn } from '../signed-in.ts';

export function newBulkRetry(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => showNew(services, request, response, { refusals: [], errors: {} }),
    submit: (request, response) =>
      orFormAgain(
        response,
        'reason',
        async () => {
          const { by, userId } = personIn(response);
          const reason = wordsIn(request, 'reason');
          const perMinute = perMinuteIn(request);
          const { selection, address } = await chosenBy(services, request);
          const preview = { selection, reason, perMinute };
          const reader = readerIn(response);
          const content = { chosen: address, reason, perMinute };
          const id = await pressOnce(services, request, response, 'previewBulkRetry', content, (tx, now) =>
            previewBulkRetry(tx, preview, reader, { ...by, userId }, dayInJapan(now), now),
          );
          response.redirect(303, `/bulk-retries/${id}`);
        },
        (told) => showNew(services, request, response, told),
      ),
  };
}

/**
 * What the address chooses: all that the list's conditions find, or the guarantees that were ticked. A condition that
 * cannot be read chooses nothing: without it, more would be retried than anybody asked for.
 */
async function chosenBy({ db, clock }: OperationsServices, request: Request) {
  const { query } = request;
  const { search, values, chips, refusals } = asked(query, await listBranches(db), dayInJapan(clock.now()));
  const isAll = query.which === 'all';
  const guaranteeIds = isAll ? [] : tickedIn(query.guarantee);
  const selection: Selection = isAll && refusals.length === 0 ? { search } : { guaranteeIds };
  const listHref = addressWith(listPath, values);
  const named = new URLSearchParams({ which: isAll ? 'all' : 'chosen' });
  for (const [name, value] of Object.entries(values)) if (value !== '') named.append(name, value);
  for (const id of guaranteeIds) named.append('guarantee', id);
  const address = `/bulk-retries/new?${named}`;
  return { selection, address, listHref, isAll, chips, ticked: guaranteeIds.length, refusals: isAll ? refusals : [] };
}

function tickedIn(given: unknown): string[] {
  return [given ?? []]
    .flat()
    .flatMap((id) => (z.uuid().safeParse(id).success ? [String(id).toLowerCase()] : []))
    .slice(0, rowsAPage);
}

async function showNew(services: OperationsServices, request: Request, response: Response, told: ToldAgain) {
  const { db, clock } = services;
  const reader = readerIn(response);
  const place = await placeOf(services, reader);
  const { selection, refusals, ...chosen } = await chosenBy(services, request);
  const size = await sizeOfSelection(db, selection, reader, dayInJapan(clock.now()));
  show(services, request, response, 'bulk-retries/new', {
    title: '選んだ案件の再実行',
    trail: [{ title: '保証一覧', href: chosen.listHref }, { title: '選んだ案件の再実行' }],
    place,
    ...chosen,
    ...size,
    missesToday: size.missesToday === 0 ? null : size.missesToday,
    requestId: randomUUID(),
    reason: formField(request, 'reason'),
    perMinute: formField(request, 'perMinute') || String(defaultPerMinute),
    ...told,
    refusals: [...refusals.map((refusal) => ({ ...refusal, field: 'chosen' })), ...told.refusals],
  });
}
