/** /bulk-retries/:id: the preview with its confirmation; then the live progress, and what came of each incident. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { bulkItemStates, bulkItemStateTitles, isUnderWay } from '../../../domain/bulk-retry.ts';
import { counterpartyTitles } from '../../../domain/circuit.ts';
import type { CommandWithoutRun } from '../../../domain/commands.ts';
import { Refusal } from '../../../domain/refusals.ts';
import type { BulkRetryAct } from '../../../prisma/bulk-retries.ts';
import { bulkRetryItems, bulkRetryView } from '../../../prisma/bulk-retry-views.ts';
import { openCircuits } from '../../../prisma/circuit-views.ts';
import { decide, wake } from '../../bulk-retries.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { addressWith, chosen, said } from '../../portal/list-address.ts';
import { placeOf } from '../../portal/place.ts';
import { show } from '../../portal/show.ts';
import { bulkRetryWord } from '../bulk-retry-words.ts';
import { perMinuteIn } from '../incidents/cause.ts';
import type { OperationsServices } from '../operations-services.ts';
import { idIn, pressOnce, speechOf } from '../pressing.ts';
import { may, personIn, readerFor } from '../signed-in.ts';
import { causeAddress, waitingWords } from '../stuck-words.ts';

const missing = 'bulk-retry-must-exist';

/** The presses of the page, and the command that each is. */
const commands: Readonly<Record<BulkRetryAct, CommandWithoutRun>> = {
  confirm: 'confirmBulkRetry',
  pause: 'pauseBulkRetry',
  resume: 'resumeBulkRetry',
  cancel: 'cancelBulkRetry',
  pace: 'paceBulkRetry',
};

export function bulkRetry(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => showBulkRetry(services, request, response, { refusals: [], errors: {} }),
    submit: (request, response) =>
      orFormAgain(
        response,
        'perMinute',
        async () => {
          const id = idIn(request, missing);
          const act = chosen({ act: formField(request, 'act') }, 'act', Object.keys(commands) as BulkRetryAct[]);
          if (act === undefined) throw new Refusal('form-must-be-from-this-page');
          const content = act === 'pace' ? { perMinute: perMinuteIn(request) } : {};
          const { by, grants } = personIn(response);
          const reader = readerFor({ grants }, 'free-stuck');
          await pressOnce(services, request, response, commands[act], { id, act, ...content }, (tx, now) =>
            decide(tx, id, act, content, reader, by, now),
          );
          await wake(services, id);
          response.redirect(303, `/bulk-retries/${id}`);
        },
        (told) => showBulkRetry(services, request, response, told),
      ),
  };
}

async function showBulkRetry(services: OperationsServices, request: Request, response: Response, told: ToldAgain) {
  const { db } = services;
  const person = personIn(response);
  const reader = readerFor(person, 'see-stuck');
  const t = speechOf(services, request);
  const id = idIn(request, missing);
  const place = await placeOf(services, reader);
  const view = await bulkRetryView(db, reader, id);
  if (view === null) throw new Refusal(missing);
  const state = chosen(request.query, 'state', bulkItemStates);
  const cursor = said(request.query, 'cursor', 200);
  const [list, circuits] = await Promise.all([
    bulkRetryItems(db, reader, id, { state }, { limit: 50, cursor: cursor === '' ? undefined : cursor }),
    openCircuits(db),
  ]);
  const settled = view.total - view.counts.waiting - view.counts.sent;
  const isForAll = readerFor(person, 'free-stuck').branches === 'all';
  const mayDecide = may(person, 'free-stuck') && (isForAll || view.byId === person.userId);
  show(services, request, response, 'bulk-retries/bulk-retry', {
    title: '一括再実行',
    trail: [{ title: '停止案件', href: '/incidents' }, { title: '一括再実行' }],
    place,
    ...view,
    ...bulkRetryWord(view.state),
    causeHref: view.fingerprint === null ? null : causeAddress(view.fingerprint),
    settled,
    missesToday: view.missesToday === 0 ? null : view.missesToday,
    waitsFor: circuits
      .filter(({ counterparty }) => view.counterparties.includes(counterparty))
      .map((circuit) => waitingWords(t, circuit)),
    counterpartyTitles: view.counterparties.map((name) => counterpartyTitles[name as keyof typeof counterpartyTitles]),
    results: bulkItemStates.map((name) => ({
      name,
      title: bulkItemStateTitles[name],
      count: view.counts[name],
      isShown: name === state,
    })),
    items: list.items.map((item) => ({
      ...item,
      name: item.guaranteeNumber ?? t('番号なし'),
      stateTitle: bulkItemStateTitles[item.state],
      mood: itemMoods[item.state],
    })),
    nextHref: list.nextCursor === null ? null : addressWith(`/bulk-retries/${id}`, { state, cursor: list.nextCursor }),
    isPreviewed: view.state === 'previewed',
    may: {
      confirm: mayDecide && view.state === 'previewed',
      pause: mayDecide && isUnderWay(view.state),
      resume: mayDecide && view.state === 'paused',
      cancel: mayDecide && !view.isOver,
      pace: mayDecide && !view.isOver,
    },
    requestIds: { confirm: randomUUID(), pause: randomUUID(), cancel: randomUUID(), pace: randomUUID() },
    typedPerMinute: formField(request, 'perMinute') || String(view.perMinute),
    ...told,
  });
}

const itemMoods = {
  waiting: 'waiting',
  sent: 'moving',
  fixed: 'done',
  'still-stuck': 'stuck',
  'new-cause': 'stuck',
  'already-gone': 'waiting',
} as const;
