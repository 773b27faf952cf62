/** A correction of a returned guarantee as it is typed: what it would send, what is wrong with it, what it changes. */
import type { Delivery, GuaranteeTerms } from '../../../domain/application.ts';
import { applicationBody, type TypedApplication } from '../../../domain/application-form.ts';
import { commandContents } from '../../../domain/command-contents.ts';
import type { ConstructionContract } from '../../../domain/construction-contract.ts';
import { type FieldRefusal, refuse } from '../../../domain/refusals.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { typedApplication } from '../../../domain/typed-application.ts';
import type { ReturnedGuarantee } from '../../../prisma/returned-guarantees.ts';
import { freeFacts } from '../../../prisma/shared-facts.ts';
import { resubmissionRefusals } from '../../v1/guarantees/resubmission.ts';
import type { DeskServices } from '../desk-services.ts';
import { labelOf } from '../drafts/labels.ts';
import { type FormRefusal, onForm } from '../drafts/typed.ts';

/** What a resubmission says: the whole of it, with everything that the form may correct. */
export interface Corrected {
  readonly contract: ConstructionContract;
  readonly guarantee: GuaranteeTerms;
  readonly delivery: Delivery;
}

/** What was applied for, as the form shows it. */
export function typedAsApplied({ contract, terms, delivery }: ReturnedGuarantee): TypedApplication {
  return typedApplication({ contract, guarantees: [terms], delivery });
}

/** What was typed, without what a correction may not touch: product, form, and the facts that an approval locks. */
export function typedWithin(view: ReturnedGuarantee, typed: TypedApplication): TypedApplication {
  const applied = typedAsApplied(view);
  const { product } = view.terms;
  const kept = (name: string) => {
    const [section, field] = name.split('.') as [string, string];
    if (section === 'contract') return view.factsAreLocked && !freeFacts(view.contract).some((free) => free === field);
    return field === 'form' || field === 'chosen';
  };
  const own = Object.entries(typed).filter(
    ([name]) => /^(contract|delivery|search)\./.test(name) || name.startsWith(`${product}.`),
  );
  return Object.fromEntries([
    ...own.filter(([name]) => !kept(name)),
    ...Object.entries(applied).filter(([name]) => kept(name)),
  ]);
}

/** The content to send, or every refusal of it beside its field. */
export async function checkedCorrection(
  services: DeskServices,
  view: ReturnedGuarantee,
  typed: TypedApplication,
): Promise<{ corrected: Corrected } | { refusals: FormRefusal[] }> {
  const { contract, guarantees, delivery } = applicationBody(typed);
  const content = { contract, guarantee: guarantees[0], delivery };
  const read = commandContents.resubmit.safeParse(content);
  if (!read.success) return { refusals: beside(shapeRefusals(read.error, content), typed) };
  const corrected = read.data as Corrected;
  const { id: guaranteeId, contractorId, terms } = view;
  const target = { guaranteeId, contractorId, product: terms.product, form: terms.form, delivery: view.delivery };
  const refusals = [...(await resubmissionRefusals(services, corrected, target)), ...branchRefusals(view, corrected)];
  return refusals.length === 0 ? { corrected } : { refusals: beside(refusals, typed) };
}

function branchRefusals({ factsAreLocked, delivery }: ReturnedGuarantee, corrected: Corrected): FieldRefusal[] {
  if (!factsAreLocked || corrected.delivery.branchId === delivery.branchId) return [];
  const sentence = 'もう一方の保証が承認済みのため、申込送信先は変更できません。元の支店を選んでください。';
  return [refuse('shared-facts-must-not-change-after-approval', 'delivery.branchId', sentence)];
}

/** The command's `guarantee` is the form's only block. */
function beside(refusals: readonly FieldRefusal[], typed: TypedApplication): FormRefusal[] {
  const fields = refusals.map(({ field, ...refusal }) =>
    field === undefined ? refusal : { ...refusal, field: field.replace(/^guarantee\./, 'guarantees.0.') },
  );
  return onForm(fields, typed);
}

export interface Change {
  readonly block: string | null;
  readonly label: string | null;
  /** As the form shows it; null where nothing stood or stands there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Every field that says something else than what was applied for. `titles` are the words of a field's choices. */
export function changesOf(
  view: ReturnedGuarantee,
  { contract, guarantee, delivery }: Corrected,
  titles: (field: string, value: string) => string,
): Change[] {
  const before = typedAsApplied(view);
  const after = typedApplication({ contract, guarantees: [guarantee], delivery });
  const said = (typed: TypedApplication, field: string) =>
    typed[field] === undefined ? null : titles(field, typed[field]);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ ...labelOf(field), before: said(before, field), after: said(after, field) }));
}
