/** 概況: the whole line at one look, of the cases that the person sees: stages, flow, what is stuck, what is due today. */
import type { RequestHandler } from 'express';
import { causeOf } from '../../domain/causes.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { dueTodayKinds, dueTodayTitles } from '../../domain/due-today.ts';
import type { Reader } from '../../domain/scopes.ts';
import type { Permission } from '../../domain/staff-rights.ts';
import { isEnd, stageNames } from '../../domain/stages.ts';
import { stepNames } from '../../domain/steps.ts';
import { type CauseGroup, causeGroups } from '../../prisma/cause-groups.ts';
import { circuitViews } from '../../prisma/circuit-views.ts';
import { counterpartyHealth } from '../../prisma/counterparty-health.ts';
import { type StageCount, stageCounts, stageFlow } from '../../prisma/stage-totals.ts';
import { type TodaysWork, todaysWork } from '../../prisma/todays-work.ts';
import type { Translate } from '../../web/translations.ts';
import { addressWith } from '../portal/list-address.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { type FlowHour, flowFrom, hoursOf } from './flow.ts';
import { flowHill, flowPicture } from './flow-picture.ts';
import { ageOf } from './guarantees.ts';
import { dependenciesHere, healthRows } from './health-rows.ts';
import type { OperationsServices } from './operations-services.ts';
import { speechOf } from './pressing.ts';
import { may, personIn, readerFor } from './signed-in.ts';
import { stageWords } from './stage-words.ts';
import { causeAddress } from './stuck-words.ts';

export function start(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const person = personIn(response);
    const seesOverview = may(person, 'see-overview');
    const seesCases = may(person, 'see-cases');
    const reader = readerFor(person, 'see-overview');
    const place = seesCases ? await placeOf(services, reader) : null;
    show(services, request, response, 'start', {
      title: '概況',
      place,
      seesOverview,
      seesCases,
      seesStuck: may(person, 'see-stuck'),
      mayFree: may(person, 'free-stuck'),
      hasRole: person.grants.length > 0,
      ...(seesOverview
        ? await overview(services, reader, speechOf(services, request), (permission) => may(person, permission))
        : {}),
    });
  };
}

async function overview(
  services: OperationsServices,
  reader: Reader,
  t: Translate,
  sees: (permission: Permission) => boolean,
) {
  const { db, clock } = services;
  const now = clock.now();
  const [counts, flow, causes, circuits, work, health, here] = await Promise.all([
    stageCounts(db, reader),
    stageFlow(db, reader, flowFrom(now)),
    causeGroups(db, reader, dayInJapan(now), null),
    circuitViews(db, reader, now),
    todaysWork(db, reader, now),
    counterpartyHealth(db, now),
    dependenciesHere(services),
  ]);
  const hours = hoursOf(flow, now);
  const missing = causes.reduce(
    (sum, { missesToday, missesTodayYen }) => ({
      guarantees: sum.guarantees + missesToday,
      amountYen: sum.amountYen + missesTodayYen,
    }),
    { guarantees: 0, amountYen: 0 },
  );
  return {
    stages: counts.map((count) => stageOf(count, hours, now)),
    flow: { hours: hours.map(hourShown), ...flowPicture(hours) },
    causes: causes.map(causeWords),
    health: healthRows(t, circuits, health, here, now),
    missing,
    due: dueRows(work, sees),
  };
}

/** What is due today, each with the address of exactly the cases that it counts, where the person may go there. */
function dueRows({ toReview, ...due }: TodaysWork, sees: (permission: Permission) => boolean) {
  const hrefIf = (permission: Permission, href: string) => (sees(permission) ? href : null);
  return [
    { title: '本日中に審査する申込', ...toReview, href: hrefIf('review', addressWith('/reviews', { until: 'today' })) },
    ...dueTodayKinds.map((kind) => ({
      title: dueTodayTitles[kind],
      ...due[kind],
      href: hrefIf('see-cases', addressWith('/guarantees', { today: kind, sort: 'due' })),
    })),
  ];
}

/** The hour's row, with what came to each stage on the line in the line's order. */
function hourShown({ entered, ...hour }: FlowHour) {
  const line = stageNames.filter((stage) => !isEnd(stage));
  return { ...hour, entered: line.map((stage) => ({ word: stageWords[stage].word, count: entered[stage] })) };
}

function stageOf({ stage, guarantees, amountYen, oldestSince }: StageCount, hours: readonly FlowHour[], now: Date) {
  const came = hours.map(({ entered }) => entered[stage]);
  return {
    ...stageWords[stage],
    stage,
    count: guarantees.toLocaleString('ja-JP'),
    isEmpty: guarantees === 0,
    amountYen,
    came: came.reduce((sum, count) => sum + count, 0).toLocaleString('ja-JP'),
    hill: flowHill(came),
    oldest: oldestSince === null ? null : ageOf(oldestSince, now),
    href: addressWith('/guarantees', { stage, sort: isEnd(stage) ? '' : 'waiting' }),
    isEnd: isEnd(stage),
  };
}

function causeWords({ fingerprint, step, errorName, open, amountYen, missesToday, firstSeenAt }: CauseGroup) {
  return {
    step: stepNames[step],
    errorName,
    happened: causeOf(step, errorName).happened,
    open,
    amountYen,
    missesToday,
    firstSeenAt,
    retryHref: `${causeAddress(fingerprint)}#together`,
    href: addressWith('/guarantees', { cause: fingerprint, sort: 'due' }),
  };
}
