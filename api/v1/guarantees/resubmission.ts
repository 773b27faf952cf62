/** POST /guarantees/:id/resubmission: the contractor sends a returned application again, corrected. */
import { type Application, type Delivery, type GuaranteeTerms, refuseIfAny } from '../../../domain/application.ts';
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
    'approved, the facts of the construction contract and the branch stay as they are.',
  content: commandContents.resubmit,
  refusals: ['application-must-be-in-order', 'shared-facts-must-not-change-after-approval'],
  check: refuseUnlessInOrder,
});

/** Refuses: `application-must-be-in-order`, as `resubmissionRefusals`. */
async function refuseUnlessInOrder(services: ApiServices, content: Resubmission, target: CommandTarget): Promise<void> {
  refuseIfAny(await resubmissionRefusals(services, content, target));
}

/** What is sent again. The delivery is the application's, and stays where it is left out. */
interface Resubmission {
  readonly contract: ConstructionContract;
  readonly guarantee: GuaranteeTerms;
  readonly delivery?: Delivery | undefined;
}

/**
 * Every refusal of a new application, in this content's own fields. What the corrected facts would break in a sibling
 * that is under review counts as well.
 */
export async function resubmissionRefusals(
  { db, clock }: Pick<ApiServices, 'db' | 'clock'>,
  { contract, guarantee, delivery }: Resubmission,
  target: Pick<CommandTarget, 'guaranteeId' | 'contractorId' | 'product' | 'form' | 'delivery'>,
): Promise<FieldRefusal[]> {
  // Another product is refused anyway, and would only be told twice beside the sibling of that product.
  const same = guarantee.product === target.product;
  const siblings = same ? await siblingTermsUnderReview(db, target.guaranteeId) : [];
  const application: Application = {
    contract,
    guarantees: [guarantee, ...siblings],
    delivery: delivery ?? target.delivery,
  };
  const facts = await applicationFacts(db, application, target.contractorId, dayInJapan(clock.now()));
  const refusals = applicationRefusals(application, facts).map((refusal) => inThisContent(refusal, siblings));
  return [...refusals, ...changes(guarantee, target)];
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
function changes({ product, form }: GuaranteeTerms, target: Pick<CommandTarget, 'product' | 'form'>): FieldRefusal[] {
  return [
    ...(product === target.product ? [] : [refuse('product-must-not-change', 'guarantee.product')]),
    ...(form === target.form ? [] : [refuse('form-must-not-change', 'guarantee.form')]),
  ];
}
