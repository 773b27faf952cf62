/** GET /circuits: the switch of each counterparty; /circuits/:counterparty/switch: opening and closing it, with a reason. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { circuitViews } from '../../prisma/circuit-views.ts';
import { closeCircuit, openCircuit } from '../../prisma/circuits.ts';
import { orFormAgain, type ToldAgain } from '../portal/form-again.ts';
import { formField } from '../portal/forms.ts';
import { show } from '../portal/show.ts';
import type { OperationsServices } from './operations-services.ts';
import { pressOnce, wordsIn } from './pressing.ts';
import { may, personIn, readerFor, readerIn } from './signed-in.ts';
import { circuitWords } from './stuck-words.ts';

export function circuits(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const found = await circuitViews(services.db, readerIn(response), services.clock.now());
    show(services, request, response, 'circuits', {
      title: '回路',
      trail: [{ title: '停止案件', href: '/incidents' }, { title: '回路' }],
      maySwitch: may(personIn(response), 'switch-circuits'),
      seesSettings: may(personIn(response), 'see-registers'),
      circuits: found.map((circuit) => ({
        ...circuit,
        chip: circuitWords[circuit.state],
        isOpen: circuit.state !== 'closed',
        tellsTries: circuit.tries !== null,
        pace: paceOf(circuit.perSecond),
      })),
    });
  };
}

/** How fast it lets through, in words: a pattern and its number. */
function paceOf(perSecond: number | null) {
  if (perSecond === null) return { text: '制限なし', count: '' };
  if (perSecond === 0) return { text: '流していません', count: '' };
  return perSecond < 1
    ? { text: '{count}秒に1件', count: String(Math.round(1 / perSecond)) }
    : { text: '1秒に{count}件', count: String(perSecond) };
}

/** The form that says what will happen, with its reason; and its press. */
export function circuitSwitch(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => showSwitch(services, request, response, { refusals: [], errors: {} }),
    submit: (request, response) =>
      orFormAgain(
        response,
        'reason',
        async () => {
          const name = String(request.params.counterparty);
          const reason = wordsIn(request, 'reason');
          const { by } = personIn(response);
          const isOpening = formField(request, 'act') === 'open';
          const command = isOpening ? 'openCircuit' : 'closeCircuit';
          await pressOnce(services, request, response, command, { name, reason }, async (tx, now) => {
            const row = await (isOpening ? openCircuit : closeCircuit)(tx, name, reason, by, now);
            return row.state;
          });
          response.redirect(303, '/circuits');
        },
        (told) => showSwitch(services, request, response, told),
      ),
  };
}

async function showSwitch(services: OperationsServices, request: Request, response: Response, told: ToldAgain) {
  const reader = readerFor(personIn(response), 'switch-circuits');
  const found = await circuitViews(services.db, reader, services.clock.now());
  const circuit = found.find(({ counterparty }) => counterparty === request.params.counterparty);
  if (circuit === undefined) throw new Refusal('circuit-must-exist');
  show(services, request, response, 'circuits/switch', {
    title: circuit.state === 'closed' ? '回路を開く' : '回路を閉じる',
    trail: [
      { title: '停止案件', href: '/incidents' },
      { title: '回路', href: '/circuits' },
      { title: circuit.state === 'closed' ? '回路を開く' : '回路を閉じる' },
    ],
    counterparty: circuit.counterparty,
    counterpartyTitle: circuit.title,
    chip: circuitWords[circuit.state],
    opens: circuit.state === 'closed',
    isIssuance: circuit.counterparty === 'issuance',
    requestId: randomUUID(),
    typedReason: formField(request, 'reason'),
    ...told,
  });
}
