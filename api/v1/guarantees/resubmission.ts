/** POST /guarantees/:id/resubmission: the contractor sends a returned application again, corrected. */
import { type Application, type GuaranteeTerms, refuseIfAny } from '../../../domain/application.ts';
import { applicationRefusals } from '../../../domain/application-refusals.ts';
import { commandContents } from '../../../domain/command-contents.ts';
import type { ConstructionContract } from '../../../domain/construction-contract.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { productNames } from '../../../domain/product.ts';
import { type FieldRefusal, refuse } from '../../../domain/refusals.ts';
import { applicationFacts } from '../../../prisma/application-facts.ts';
import type { CommandTarget } from '../../../prisma/command-views.ts';
import { siblingTermsUnderReview } from '../../../prisma/sibling-terms.ts';
import type { ApiServices } from '../../services.ts';
import { guaranteeAction } from './action.ts';

export const resubmission = guaranteeAction({
  command: 'resubmit',
  scopes: ['contractor'],
  operationId: 'resubmit',
  summary: '直して再提出する',
  explanation: '差し戻された申込を直して、もう一度送ります。新しい申込と同じ規則で確かめます。',
  description:
    'Sends a returned application again, under the same rules as a new one. Once another guarantee of the application is ' +
    'approved, the facts of the construction contract stay as they are.',
  content: commandContents.resubmit,
  refusals: ['application-must-be-in-order', 'shared-facts-must-not-change-after-approval'],
  check: refuseUnlessInOrder,
});

/**
 * Refuses: `application-must-be-in-order`, with every refusal of a new application, in this content's own fields. What
 * the corrected facts would break in a sibling that is under review counts as well.
 */
async function refuseUnlessInOrder(
  { db, clock }: ApiServices,
  { contract, guarantee }: { contract: ConstructionContract; guarantee: GuaranteeTerms },
  target: CommandTarget,
): Promise<void> {
  // Another product is refused anyway, and would only be told twice beside the sibling of that product.
  const same = guarantee.product === target.product;
  const siblings = same ? await siblingTermsUnderReview(db, target.guaranteeId) : [];
  const application: Application = { contract, guarantees: [guarantee, ...siblings], delivery: target.delivery };
  const facts = await applicationFacts(db, application, target.contractorId, dayInJapan(clock.now()));
  const refusals = applicationRefusals(application, facts).map((refusal) => inThisContent(refusal, siblings));
  refuseIfAny([...refusals, ...changes(guarantee, target)]);
}

function inThisContent({ field, ...refusal }: FieldRefusal, siblings: readonly GuaranteeTerms[]): FieldRefusal {
  const [, index] = /^guarantees\.(\d+)\./.exec(field ?? '') ?? [];
  if (field === undefined || index === undefined) return field === undefined ? refusal : { ...refusal, field };
  const sibling = siblings[Number(index) - 1];
  if (sibling === undefined) return { ...refusal, field: field.replace(/^guarantees\.0\./, 'guarantee.') };
  const sentence = `同じ申込の${productNames[sibling.product]}：${refusal.sentence}`;
  return { ...refusal, sentence, field: 'contract' };
}

/** One guarantee has one product and one form (R-P5). */
function changes({ product, form }: GuaranteeTerms, target: CommandTarget): FieldRefusal[] {
  return [
    ...(product === target.product ? [] : [refuse('product-must-not-change', 'guarantee.product')]),
    ...(form === target.form ? [] : [refuse('form-must-not-change', 'guarantee.form')]),
  ];
}
