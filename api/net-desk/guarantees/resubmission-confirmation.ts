/** GET /guarantees/:id/resubmission/confirmation: what changes, the whole as it would stand, and the press that sends it again. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { NewCommand } from '../../../prisma/commands.ts';
import { chosenNames } from '../../../prisma/form-choices.ts';
import { endCorrection, type ReturnedGuarantee } from '../../../prisma/returned-guarantees.ts';
import { refusalIn, requestIdIn } from '../../portal/pressed.ts';
import { show } from '../../portal/show.ts';
import { settle } from '../../v1/settle.ts';
import type { DeskServices } from '../desk-services.ts';
import { branchOfDraft } from '../drafts/branch-of-draft.ts';
import { told } from '../drafts/confirmation.ts';
import { formValues } from '../drafts/form-values.ts';
import { summaryOf } from '../drafts/summary.ts';
import { guaranteeAddress, resubmissionAddress } from '../follow-addresses.ts';
import { personIn } from '../signed-in.ts';
import { speechOf } from '../speech.ts';
import { changesOf, checkedCorrection, typedAsApplied, typedWithin } from './corrected.ts';
import { resubmissionSteps, returnedIn } from './resubmission.ts';

export function resubmissionConfirmation(services: DeskServices): { show: RequestHandler; send: RequestHandler } {
  const { db } = services;
  return {
    show: async (request, response) => {
      const view = await returnedIn(services, request, response);
      if (view === null) return;
      const typed = typedOf(view);
      const result = await checkedCorrection(services, view, typed);
      if ('refusals' in result) return response.redirect(303, resubmissionAddress(view.id));
      const { contract, guarantee, delivery } = result.corrected;
      const titles = titlesIn(
        await formValues(services, typed, []),
        await chosenNames(services.db, [typedAsApplied(view), typed]),
      );
      show(services, request, response, 'guarantees/resubmission-confirmation', {
        title: '再提出の確認',
        id: view.id,
        steps: resubmissionSteps(1),
        remark: view.remark,
        branch: await branchOfDraft(services, personIn(response).reader, typed),
        requestId: randomUUID(),
        changes: changesOf(view, result.corrected, titles),
        summary: await summaryOf(services, typed),
        ...(await told(
          services,
          { contract, guarantees: [guarantee], delivery },
          { contractorName: personIn(response).contractorName, ...speechOf(services, request) },
        )),
      });
    },
    /** By the same command as the API's. The form's own number makes a double press one resubmission. */
    send: async (request, response) => {
      const view = await returnedIn(services, request, response);
      if (view === null) return;
      const requestId = requestIdIn(request);
      const result = await checkedCorrection(services, view, typedOf(view));
      if ('refusals' in result) return response.redirect(303, resubmissionAddress(view.id));
      const { userId, by } = personIn(response);
      const sent = {
        client: userId,
        userId,
        by,
        idempotencyKey: `net-desk/${requestId}`,
        name: 'resubmit' as const,
        guaranteeId: view.id,
        revision: view.revision,
        incidentId: null,
        content: result.corrected as unknown as NewCommand['content'],
      };
      const answer = await settle(services, sent, view.stage);
      if (answer.status >= 400) throw refusalIn(answer.body);
      await endCorrection(db, view.id);
      const told = answer.status === 202 ? 'underway' : 'recorded';
      response.redirect(303, `${guaranteeAddress(view.id)}?${told}=resubmission`);
    },
  };
}

/** The locks may have come after it was typed. */
function typedOf(view: ReturnedGuarantee) {
  return typedWithin(view, view.correction?.typed ?? typedAsApplied(view));
}

/** The words of a field's choice, in place of the value that the form carries. */
function titlesIn(values: Awaited<ReturnType<typeof formValues>>, chosen: Awaited<ReturnType<typeof chosenNames>>) {
  const options: Record<string, readonly { value: string; title: string }[]> = {
    ...chosen,
    branchId: values.choices.branches,
    kind: values.kinds,
    contractDateIs: values.dateKinds,
    feePayment: values.feePayments,
    currentYearBaseKind: values.baseKinds,
    paperReceipt: values.receipts,
  };
  return (field: string, value: string): string => {
    const name = field.split('.')[1] ?? '';
    if (value === 'yes') return 'はい';
    return options[name]?.find((option) => option.value === value)?.title ?? value;
  };
}
