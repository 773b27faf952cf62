/** A submission profile filled in with a sample, as a contractor would read it. */
import { productNames } from '../../../domain/product.ts';
import type { RegisterRow } from '../../../domain/registers/register.ts';
import { fillSubmissionText } from '../../../domain/submission-profile.ts';

const sample = {
  worksNumber: '第12号',
  projectName: '町道改良工事',
  specificationNumber: '設計第3号',
  contractor: '〇〇建設 株式会社',
  productName: productNames.prepayment,
  procurementNumber: '2026-0012',
};

/** Subject and body with the sample's values (worked example 11). */
export function filledProfile({ recipient, subjectTemplate, bodyTemplate }: RegisterRow) {
  const fill = (template: unknown) => (typeof template === 'string' ? fillSubmissionText(template, sample) : '');
  return { recipient, subject: fill(subjectTemplate), body: fill(bodyTemplate) };
}
