/** What staff record of a case by hand: a page that says what it does, what was typed once more, and the press, once. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { CommandName } from '../../../domain/commands.ts';
import { type FieldRefusal, Refusal, type RefusalName } from '../../../domain/refusals.ts';
import type { Stage } from '../../../domain/stages.ts';
import { type CaseApplication, caseApplication } from '../../../prisma/case-application.ts';
import { findCommand } from '../../../prisma/commands.ts';
import { formField } from '../../portal/forms.ts';
import { press, pressed, requestIdIn } from '../../portal/pressed.ts';
import { show } from '../../portal/show.ts';
import { problemOf } from '../../problem-details.ts';
import { requestIdOf } from '../../request-id.ts';
import { caseAddress, caseIdIn } from '../case-address.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn, readerIn } from '../signed-in.ts';
import { stageWords } from '../stage-words.ts';

export interface CaseAct<Typed> {
  /** The last part of its address, and its template. */
  readonly name: 'dispatch' | 'withdrawal';
  readonly command: CommandName;
  readonly title: string;
  /** At which it is offered; elsewhere the page leads to the case. */
  readonly stages: readonly Stage[];
  readonly read: (request: Request) => Typed;
  /** What the press asks for, or everything that is wrong with what was typed, beside its field. */
  readonly check: (typed: Typed) => { readonly content: object } | { readonly refusals: readonly FieldRefusal[] };
  /** Beside which field a refusal of the command stands; the first field where it is not said. */
  readonly fields: Readonly<Partial<Record<RefusalName, string>>>;
  readonly field: string;
  readonly values: (view: CaseApplication, typed: Typed) => object;
}

/** Refuses: `guarantee-must-exist`, `form-must-be-from-this-page`, and whatever the command is refused with, beside its field. */
export function caseAction<Typed extends object>(
  services: OperationsServices,
  act: CaseAct<Typed>,
): { show: RequestHandler; submit: RequestHandler } {
  const { db } = services;
  const page = (
    request: Request,
    response: Response,
    view: CaseApplication,
    typed: Typed,
    { refusals = [], confirming = false }: { refusals?: readonly FieldRefusal[]; confirming?: boolean },
  ) => {
    const beside = refusals.map(({ field = act.field, sentence }) => ({ field, sentence }));
    show(services, request, response, `guarantees/${act.name}`, {
      title: act.title,
      ...aboutCase(view),
      action: `${caseAddress(view.id)}/${act.name}`,
      requestId: randomUUID(),
      confirming,
      refusals: beside,
      errors: Object.fromEntries(beside.map(({ field, sentence }) => [field, sentence])),
      typed,
      ...act.values(view, typed),
    });
  };
  return {
    show: async (request, response) => {
      const view = await caseIn(services, request, response);
      if (!act.stages.includes(view.stage)) return response.redirect(303, caseAddress(view.id));
      page(request, response, view, act.read(request), {});
    },
    submit: async (request, response) => {
      const view = await caseIn(services, request, response);
      const typed = act.read(request);
      const key = `operations/${requestIdIn(request)}`;
      const checked = act.check(typed);
      if ('refusals' in checked) {
        response.status(422);
        return page(request, response, view, typed, { refusals: checked.refusals });
      }
      const { userId, by } = personIn(response);
      const about = { name: act.command, guaranteeId: view.id, revision: view.revision, content: checked.content };
      const sent = { userId, by, key, ...about };
      const again = (await findCommand(db, pressed(sent))) !== null;
      const step = formField(request, 'step');
      if (!again && step !== 'press') {
        return page(request, response, view, typed, { confirming: step === 'check' });
      }
      try {
        const how = await press(services, sent, view.stage);
        response.redirect(303, `${caseAddress(view.id)}?${how}=${act.command}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        response.status(problemOf(error, requestIdOf(response)).status);
        const field = act.fields[error.refusal] ?? act.field;
        page(request, response, view, typed, { refusals: [{ name: error.refusal, sentence: error.sentence, field }] });
      }
    },
  };
}

async function caseIn({ db }: OperationsServices, request: Request, response: Response): Promise<CaseApplication> {
  const view = await caseApplication(db, readerIn(response), caseIdIn(request.params.id));
  if (view === null) throw new Refusal('guarantee-must-exist');
  return view;
}

function aboutCase(view: CaseApplication) {
  return {
    href: caseAddress(view.id),
    receiptNumber: view.receiptNumber,
    projectName: view.contract.projectName,
    contractorName: view.contractor.name,
    amountYen: view.terms.amountYen,
    stage: stageWords[view.stage],
  };
}
