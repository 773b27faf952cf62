/** What a contractor sends (申込): its shape. Every reason to refuse it stands in application-refusals.ts. */
import { z } from 'zod';
import { type ConstructionContract, constructionContractSchema } from './construction-contract.ts';
import type { Day } from './dates.ts';
import {
  amountField,
  dayField,
  idField,
  mailAddressField,
  messageField,
  printedTextField,
  textField,
} from './fields.ts';
import { type Form, forms, type Product, products } from './product.ts';
import { type FieldRefusal, Refusal } from './refusals.ts';
import type { Yen } from './yen.ts';

export const feePayments = ['per-case', 'monthly-batch'] as const;
/** How the guarantee fee is paid. 一括納付 is the monthly batch (R-F6). */
export type FeePayment = (typeof feePayments)[number];

export const baseKinds = ['planned-progress', 'payment-ceiling'] as const;
/** Which amount of the current fiscal year is the base: 出来高予定額 or 支払限度額. */
export type BaseKind = (typeof baseKinds)[number];

/** A depository bank from the register, or free text as a flagged exception (R-U10). */
export type Depository = { readonly bankBranchId: string } | { readonly freeText: string };

/** One product's block of the form. */
export interface GuaranteeTerms {
  readonly product: Product;
  readonly form: Form;
  readonly amountYen: Yen;
  readonly currentYearBaseYen: Yen | null;
  readonly currentYearBaseKind: BaseKind | null;
  /** The day of the authority's eligibility certificate (認定調書); null but for a midterm prepayment (R-P7). */
  readonly eligibilityCertifiedOn: Day | null;
  /** null for a contract guarantee, which has no bank. */
  readonly depository: Depository | null;
  readonly redeposit: boolean | null;
  readonly feePayment: FeePayment;
  readonly feeBilledTo: string;
  readonly paperFeeStatement: boolean;
}

export const paperReceipts = ['post', 'branch'] as const;

/** The rest of the form: 申込送信先、保証証書受取・お知らせ・連絡先・連絡事項. */
export interface Delivery {
  readonly branchId: string;
  /** How a paper certificate is received; null where every certificate is electronic. */
  readonly paperReceipt: (typeof paperReceipts)[number] | null;
  readonly completionMail: boolean;
  readonly completionMailAddress: string | null;
  readonly contactDepartment: string | null;
  readonly contactPost: string | null;
  readonly contactPerson: string | null;
  readonly contactTelephone: string | null;
  readonly message: string | null;
}

/** The whole application, already of the right shape: one guarantee per product. */
export interface Application {
  readonly contract: ConstructionContract;
  readonly guarantees: readonly GuaranteeTerms[];
  readonly delivery: Delivery;
}

export const depositorySchema = z.union(
  [
    z.strictObject({ bankBranchId: idField('A bank branch of the register.') }),
    z.strictObject({ freeText: printedTextField('Bank and branch in words, where the register does not have it.') }),
  ],
  { error: 'either bankBranchId or freeText' },
);

/** One product's block, as the API takes it. Fields that may be null may be left out. */
export const guaranteeTermsSchema = z
  .strictObject({
    product: z.enum(products).meta({ description: 'Prepayment, midterm prepayment or contract guarantee.' }),
    form: z.enum(forms).meta({ description: 'An electronic certificate with an authentication key, or one on paper.' }),
    amountYen: amountField('Amount to be guaranteed, in yen.'),
    currentYearBaseYen: amountField(
      "In works over several fiscal years, this year's base of a prepayment (今年度対象額).",
    )
      .nullable()
      .default(null),
    currentYearBaseKind: z.enum(baseKinds).nullable().default(null).meta({
      description: 'Which amount that base is: planned progress (出来高予定額) or payment ceiling (支払限度額).',
    }),
    eligibilityCertifiedOn: dayField(
      "Day of the authority's eligibility certificate (認定調書). A midterm prepayment needs one; no other guarantee has it.",
    )
      .nullable()
      .default(null),
    depository: depositorySchema
      .nullable()
      .default(null)
      .meta({ description: 'Bank branch that receives a prepayment (預託金融機関). None for a contract guarantee.' }),
    redeposit: z
      .boolean()
      .nullable()
      .default(null)
      .meta({ description: 'Whether redeposit (再預託) is used. None for a contract guarantee.' }),
    feePayment: z.enum(feePayments).meta({ description: 'Fee paid for this case, or with the month (一括納付).' }),
    feeBilledTo: printedTextField('Who is billed for the guarantee fee (保証料請求先).'),
    paperFeeStatement: z.boolean().meta({ description: 'Whether the fee statement is wanted on paper too.' }),
  })
  .meta({ id: 'GuaranteeTerms', description: "One product's block of the application." });

/** Where the application goes, how a paper certificate is received, whom to tell. */
export const deliverySchema = z
  .strictObject({
    branchId: idField('The branch that handles the application (申込送信先), from the register.'),
    paperReceipt: z
      .enum(paperReceipts)
      .nullable()
      .default(null)
      .meta({ description: 'How a paper certificate is received: by post or at the branch.' }),
    completionMail: z
      .boolean()
      .meta({ description: 'Whether a mail is wanted when an electronic certificate is issued.' }),
    completionMailAddress: mailAddressField('The address for that mail.').nullable().default(null),
    contactDepartment: textField('Department of the contact (担当部署).').nullable().default(null),
    contactPost: textField('Post of the contact (役職).').nullable().default(null),
    contactPerson: textField('Name of the contact (担当者名).').nullable().default(null),
    contactTelephone: textField('Telephone of the contact.').nullable().default(null),
    message: messageField('Message to the surety company.').nullable().default(null),
  })
  .meta({ id: 'Delivery', description: 'Branch, receipt of paper, completion mail, contact and message.' });

/** The whole application, as the API takes it. */
export const applicationSchema = z
  .strictObject({
    contract: constructionContractSchema,
    guarantees: z
      .array(guaranteeTermsSchema)
      .max(products.length)
      .meta({ description: 'One block for each product asked for; at least one.', minItems: 1 }),
    delivery: deliverySchema,
  })
  .meta({
    id: 'Application',
    description: 'An application (申込) for one or more guarantees on one construction contract.',
  });

/** Throws the refusals as one `Refusal` that carries them all, where there are any. Refuses: `application-must-be-in-order`. */
export function refuseIfAny(details: readonly FieldRefusal[]): void {
  if (details.length > 0) throw new Refusal('application-must-be-in-order', { details });
}
