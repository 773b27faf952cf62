/** /incidents/causes/:fingerprint: one cause, its incidents, and the press that previews a retry of all of them. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { defaultPerMinute } from '../../../domain/bulk-retry.ts';
import { causeOf } from '../../../domain/causes.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { stepNames } from '../../../domain/steps.ts';
import { previewBulkRetry } from '../../../prisma/bulk-retries.ts';
import { listBulkRetries } from '../../../prisma/bulk-retry-views.ts';
import { type CountsOfCause, causeGroup, countsOfCause, mailDomainsOfCause } from '../../../prisma/cause-groups.ts';
import { openCircuits } from '../../../prisma/circuit-views.ts';
import { listIncidents } from '../../../prisma/incident-views.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { addressWith, said } from '../../portal/list-address.ts';
import { placeOf } from '../../portal/place.ts';
import { show } from '../../portal/show.ts';
import { bulkRetryRow } from '../bulk-retry-words.ts';
import type { OperationsServices } from '../operations-services.ts';
import { pressOnce, speechOf, wordsIn } from '../pressing.ts';
import { may, personIn, readerFor } from '../signed-in.ts';
import { causeAddress, incidentWord, waitingWords } from '../stuck-words.ts';

const pageSize = 50;

export function cause(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => showCause(services, request, response, { refusals: [], errors: {} }),
    submit: (request, response) =>
      orFormAgain(
        response,
        'reason',
        async () => {
          const { by, userId, grants } = personIn(response);
          const reason = wordsIn(request, 'reason');
          const perMinute = perMinuteIn(request);
          const fingerprint = fingerprintIn(request);
          const incidentIds = chosenIn(request);
          const selection = incidentIds === null ? { fingerprint } : { incidentIds };
          const preview = { selection, reason, perMinute };
          const reader = readerFor({ grants }, 'free-stuck');
          const id = await pressOnce(
            services,
            request,
            response,
            'previewBulkRetry',
            { fingerprint, reason, chosen: incidentIds === null ? null : incidentIds.join(' ') },
            (tx, now) => previewBulkRetry(tx, preview, reader, { ...by, userId }, dayInJapan(now), now),
          );
          response.redirect(303, `/bulk-retries/${id}`);
        },
        (told) => showCause(services, request, response, told),
      ),
  };
}

/** The incidents that were ticked, where those alone are wanted; null: all. Ids that are none choose nothing. */
function chosenIn(request: Request): string[] | null {
  if (formField(request, 'which') !== 'chosen') return null;
  const ticked = (request.body as { incident?: string | string[] }).incident ?? [];
  return [ticked]
    .flat()
    .filter((id) => z.uuid().safeParse(id).success)
    .slice(0, pageSize);
}

/** Refuses: `content-must-be-in-order` beside the field. */
export function perMinuteIn(request: Request): number {
  const read = z.coerce.number().int().min(1).max(6000).safeParse(formField(request, 'perMinute'));
  if (read.success) return read.data;
  const sentence = '1から6000までの整数で入力してください。';
  throw new Refusal('content-must-be-in-order', {
    details: [{ name: 'content-must-be-in-order', field: 'perMinute', sentence }],
  });
}

function fingerprintIn(request: Request): string {
  return String(request.params.fingerprint ?? '').replaceAll('\0', '');
}

async function showCause(services: OperationsServices, request: Request, response: Response, told: ToldAgain) {
  const { db, clock } = services;
  const person = personIn(response);
  const reader = readerFor(person, 'see-stuck');
  const now = clock.now();
  const today = dayInJapan(now);
  const t = speechOf(services, request);
  const fingerprint = fingerprintIn(request);
  const place = await placeOf(services, reader);
  const group = await causeGroup(db, reader, fingerprint, today);
  if (group === null) throw new Refusal('cause-must-exist');
  const shown = said(request.query, 'show') === 'all' ? {} : { unsettled: true };
  const cursor = said(request.query, 'cursor', 200);
  const [circuits, hours, days, mailDomains, list, { bulkRetries }] = await Promise.all([
    openCircuits(db),
    countsOfCause(db, reader, fingerprint, 'hour', now),
    countsOfCause(db, reader, fingerprint, 'day', now),
    mailDomainsOfCause(db, reader, fingerprint),
    listIncidents(db, reader, { fingerprint, ...shown }, today, {
      limit: pageSize,
      cursor: cursor === '' ? undefined : cursor,
    }),
    listBulkRetries(db, reader, fingerprint, { limit: 5 }),
  ]);
  const circuit = circuits.find(({ counterparty }) => counterparty === group.counterparty);
  show(services, request, response, 'incidents/cause', {
    title: '停止の原因',
    trail: [{ title: '停止案件', href: '/incidents' }, { title: '停止の原因' }],
    place,
    ...causeOf(group.step, group.errorName),
    ...group,
    stepName: stepNames[group.step],
    missesToday: group.missesToday === 0 ? null : group.missesToday,
    waitsFor: circuit === undefined ? null : waitingWords(t, circuit),
    hours: sinceItBegan(hours),
    // What began within the day is told by its hours.
    days: days.length - beginning(days) > 1 ? sinceItBegan(days).map(withDay) : null,
    mailDomains,
    incidents: list.incidents.map((incident) => ({
      ...incident,
      name: incident.guaranteeNumber ?? t('番号なし'),
      isWaiting: incident.state === 'open',
      chip: incidentWord(incident.state, incident.reopenings),
    })),
    showsAll: said(request.query, 'show') === 'all',
    selfHref: causeAddress(fingerprint),
    nextHref:
      list.nextCursor === null
        ? null
        : addressWith(causeAddress(fingerprint), { show: said(request.query, 'show'), cursor: list.nextCursor }),
    bulkRetries: bulkRetries.map(bulkRetryRow),
    mayFree: may(person, 'free-stuck') && group.open > group.retrying,
    requestId: randomUUID(),
    reason: formField(request, 'reason'),
    perMinute: formField(request, 'perMinute') || String(defaultPerMinute),
    ...told,
  });
}

/** From the first hour or day in which anything happened; each beside the most that stood still in one. */
function sinceItBegan(counts: readonly CountsOfCause[]) {
  const most = Math.max(1, ...counts.map(({ open }) => open));
  return counts.slice(beginning(counts)).map((each) => ({ ...each, most }));
}

function beginning(counts: readonly CountsOfCause[]): number {
  const first = counts.findIndex(({ raised, closed, open }) => raised + closed + open > 0);
  return first === -1 ? counts.length - 1 : first;
}

function withDay(counts: ReturnType<typeof sinceItBegan>[number]) {
  return { ...counts, on: dayInJapan(counts.at) };
}
