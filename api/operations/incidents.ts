/** GET /incidents: what is stuck, by its cause; what would miss today first. */
import type { RequestHandler } from 'express';
import { causeOf } from '../../domain/causes.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { stepNames } from '../../domain/steps.ts';
import { listBulkRetries } from '../../prisma/bulk-retry-views.ts';
import { causeGroups } from '../../prisma/cause-groups.ts';
import { openCircuits } from '../../prisma/circuit-views.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { bulkRetryRow } from './bulk-retry-words.ts';
import type { OperationsServices } from './operations-services.ts';
import { speechOf } from './pressing.ts';
import { may, personIn, readerIn } from './signed-in.ts';
import { causeAddress, waitingWords } from './stuck-words.ts';

const recentMs = 7 * 24 * 3_600_000;

export function incidents(services: OperationsServices): RequestHandler {
  const { db, clock } = services;
  return async (request, response) => {
    const reader = readerIn(response);
    const now = clock.now();
    const t = speechOf(services, request);
    const place = await placeOf(services, reader);
    const [groups, circuits, { bulkRetries }] = await Promise.all([
      causeGroups(db, reader, dayInJapan(now), new Date(now.getTime() - recentMs)),
      openCircuits(db),
      listBulkRetries(db, reader, undefined, { limit: 5 }),
    ]);
    const open = groups.filter((group) => group.open > 0);
    const missing = open.reduce((sum, group) => sum + group.missesToday, 0);
    show(services, request, response, 'incidents', {
      title: '停止案件',
      place,
      mayFree: may(personIn(response), 'free-stuck'),
      total: open.reduce((sum, group) => sum + group.open, 0),
      missesToday: missing === 0 ? null : missing,
      missesTodayYen: open.reduce((sum, group) => sum + group.missesTodayYen, 0),
      open: open.map((group) => rowOf(group, circuits, t)),
      gone: groups.filter((group) => group.open === 0).map((group) => rowOf(group, circuits, t)),
      circuits: circuits
        .filter(({ counterparty, state }) => counterparty !== 'issuance' || state !== 'open')
        .map((circuit) => ({ sentence: waitingWords(t, circuit), reason: circuit.reason })),
      bulkRetries: bulkRetries.map(bulkRetryRow),
    });
  };
}

function rowOf(
  group: Awaited<ReturnType<typeof causeGroups>>[number],
  circuits: Awaited<ReturnType<typeof openCircuits>>,
  t: ReturnType<typeof speechOf>,
) {
  const circuit = circuits.find(({ counterparty }) => counterparty === group.counterparty);
  return {
    ...group,
    href: causeAddress(group.fingerprint),
    stepName: stepNames[group.step],
    ...causeOf(group.step, group.errorName),
    missesToday: group.missesToday === 0 ? null : group.missesToday,
    stillStuck: group.stillStuck === 0 ? null : group.stillStuck,
    waitsFor: circuit === undefined ? null : waitingWords(t, circuit),
  };
}
