/** 「申込内容と間違いがある」: what a contractor finds wrong in what was issued. It asks; it changes nothing by itself. */
import { z } from 'zod';
import { messageField, textField } from './fields.ts';
import type { Product } from './product.ts';
import type { RefusalName } from './refusals.ts';

/** The lines of a certificate that can be wrong, and all else. */
export const correctionFields = [
  'contractor',
  'beneficiary',
  'guarantee-amount',
  'guarantee-period',
  'project-name',
  'contract-amount',
  'works-period',
  'contract-day',
  'depository',
  'other',
] as const;
export type CorrectionField = (typeof correctionFields)[number];

export const correctionFieldNames: Record<CorrectionField, string> = {
  contractor: '保証契約者',
  beneficiary: '被保証者',
  'guarantee-amount': '保証金額',
  'guarantee-period': '保証期間',
  'project-name': '工事名（業務名）',
  'contract-amount': '請負金額',
  'works-period': '工期（履行期間）',
  'contract-day': '請負契約日',
  depository: '預託金融機関',
  other: 'そのほか',
};

/** The fields that a product's certificate has. A contract guarantee has no bank. */
export function correctionFieldsOf(product: Product): readonly CorrectionField[] {
  return correctionFields.filter((field) => field !== 'depository' || product !== 'contract-guarantee');
}

export const correctionContentSchema = z.strictObject({
  field: z.enum(correctionFields).meta({ description: 'Which line of the certificate is wrong.' }),
  shouldBe: textField('As it should be.'),
  reason: messageField('Why, and where it is written so: the contract, the notice …'),
});
export type CorrectionContent = z.infer<typeof correctionContentSchema>;

/**
 * Whether it may be asked, by name of the refusal; null: it may. One request a field is open at a time.
 *
 * Refuses: `guarantee-must-be-issued-for-correction`, `correction-field-must-be-on-the-certificate`,
 * `correction-must-not-be-open-already`.
 */
export function correctionRefusal(
  { field }: Pick<CorrectionContent, 'field'>,
  facts: { readonly product: Product; readonly issued: boolean; readonly open: readonly CorrectionField[] },
): RefusalName | null {
  if (!facts.issued) return 'guarantee-must-be-issued-for-correction';
  if (!correctionFieldsOf(facts.product).includes(field)) return 'correction-field-must-be-on-the-certificate';
  return field !== 'other' && facts.open.includes(field) ? 'correction-must-not-be-open-already' : null;
}
