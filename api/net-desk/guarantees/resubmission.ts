/** GET /guarantees/:id/resubmission: a returned guarantee, what the reviewer said beside the form, and the form as it was applied for. */
import type { Request, RequestHandler, Response } from 'express';
import type { TypedApplication } from '../../../domain/application-form.ts';
import { listInstant } from '../../../domain/eras.ts';
import { formNames, productNames } from '../../../domain/product.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { type RemarkField, remarkFieldTitles } from '../../../domain/remarks.ts';
import { type ReturnedGuarantee, returnedGuarantee, saveCorrection } from '../../../prisma/returned-guarantees.ts';
import { freeFacts } from '../../../prisma/shared-facts.ts';
import { languageOf } from '../../../web/language.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import { type DeskServices, languageCookie } from '../desk-services.ts';
import { branchOfDraft } from '../drafts/branch-of-draft.ts';
import { told } from '../drafts/confirmation.ts';
import { formValues } from '../drafts/form-values.ts';
import { type FormRefusal, typedIn } from '../drafts/typed.ts';
import { attachmentsAddress, guaranteeAddress, resubmissionAddress } from '../follow-addresses.ts';
import { guaranteeIdIn } from '../guarantee.ts';
import { personIn } from '../signed-in.ts';
import { speechOf } from '../speech.ts';
import { checkedCorrection, typedAsApplied, typedWithin } from './corrected.ts';

const steps = ['申込の修正', '申込確認', '再提出完了'];

export function resubmissionSteps(current: 0 | 1) {
  return steps.map((title, index) => ({ title, isCurrent: index === current }));
}

/**
 * The guarantee in the address while it is returned; null where it is not, any more or yet: then the answer leads to
 * its page. Refuses: `guarantee-must-exist`.
 */
export async function returnedIn(
  { db }: DeskServices,
  request: Request,
  response: Response,
): Promise<ReturnedGuarantee | null> {
  const view = await returnedGuarantee(db, personIn(response).reader, guaranteeIdIn(request.params.id));
  if (view === null) throw new Refusal('guarantee-must-exist');
  if (view.stage === 'returned') return view;
  response.redirect(303, guaranteeAddress(view.id));
  return null;
}

export function resubmission(services: DeskServices): {
  show: RequestHandler;
  submit: RequestHandler;
  save: RequestHandler;
} {
  const { db, clock } = services;
  const form = async (
    request: Request,
    response: Response,
    view: ReturnedGuarantee,
    typed: TypedApplication,
    { refusals = [], savedAt = null }: { refusals?: readonly FormRefusal[]; savedAt?: Date | null },
  ) => {
    const remarks = view.remarks.map(({ field, words }) => ({ ...titled(field, view), words }));
    const beside = Object.fromEntries(remarks.map(({ field, words: said }) => [field, said]));
    const { products, ...values } = await formValues(services, typed, refusals, beside);
    const { product, form } = view.terms;
    show(services, request, response, 'guarantees/resubmission', {
      title: '直して再提出',
      ...values,
      id: view.id,
      steps: resubmissionSteps(0),
      savedAt,
      remark: view.remark,
      remarks,
      branch: await branchOfDraft(services, personIn(response).reader, typed),
      product: productNames[product],
      form: formNames[form],
      terms: products.find((each) => each.product === product),
      locked: view.factsAreLocked ? await lockedFacts(services, view, request, response) : null,
      mayNameDay: freeFacts(view.contract).length > 0,
    });
  };
  return {
    show: async (request, response) => {
      const view = await returnedIn(services, request, response);
      if (view === null) return;
      const { typed = typedAsApplied(view), savedAt = null } = view.correction ?? {};
      await form(request, response, view, typed, { savedAt });
    },
    submit: async (request, response) => {
      const view = await returnedIn(services, request, response);
      if (view === null) return;
      const savedAt = clock.now();
      const typed = typedWithin(view, typedIn(request));
      await saveCorrection(db, view, personIn(response).userId, typed, savedAt);
      const step = formField(request, 'step');
      if (step === 'attachments') return response.redirect(303, attachmentsAddress(view.id));
      if (step !== 'confirm') return form(request, response, view, typed, { savedAt });
      const result = await checkedCorrection(services, view, typed);
      if ('corrected' in result) return response.redirect(303, `${resubmissionAddress(view.id)}/confirmation`);
      response.status(422);
      return form(request, response, view, typed, { refusals: result.refusals, savedAt });
    },
    save: async (request, response) => {
      const view = await returnedIn(services, request, response);
      if (view === null) return;
      const at = clock.now();
      await saveCorrection(db, view, personIn(response).userId, typedWithin(view, typedIn(request)), at);
      const t = services.pages.translate[languageOf(request, languageCookie)];
      response.type('text/plain').send(t('下書きを保存しました {at}', { at: listInstant(at) }));
    },
  };
}

/** The form's own name of the field that a remark is about, with the label that stands there. */
function titled(field: RemarkField, { terms }: ReturnedGuarantee) {
  const ownField = field === 'depository' ? 'bankBranchId' : field;
  const name = /^(contract|delivery)\./.test(field) ? field : `${terms.product}.${ownField}`;
  return { field: name, title: remarkFieldTitles[field] };
}

/** The facts that an approval of the sibling locks, as text. */
async function lockedFacts(
  services: DeskServices,
  { contract, terms, delivery }: ReturnedGuarantee,
  request: Request,
  response: Response,
) {
  const words = { contractorName: personIn(response).contractorName, ...speechOf(services, request) };
  return (await told(services, { contract, guarantees: [terms], delivery }, words)).contractFacts;
}
