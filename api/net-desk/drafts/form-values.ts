/** The values of the application's form: every field as it was typed, with its refusal beside it. */
import type { TypedApplication } from '../../../domain/application-form.ts';
import { formNames, productNames, products } from '../../../domain/product.ts';
import { banksFor, formChoices } from '../../../prisma/form-choices.ts';
import type { DeskServices } from '../desk-services.ts';
import { summaryOf } from './summary.ts';
import type { FormRefusal } from './typed.ts';

const steps = ['申込作成', '申込確認', '送信完了'];

/** The step navigation, with the current one marked. */
export function stepsAt(current: 0 | 1 | 2) {
  return steps.map((title, index) => ({ title, isCurrent: index === current }));
}

/** What the form's template shows. `remarks`: what a reviewer said, by the form's own name of the field. */
export async function formValues(
  services: DeskServices,
  typed: TypedApplication,
  refusals: readonly FormRefusal[],
  remarks: Readonly<Record<string, string>> = {},
) {
  const field = (name: string) => ({
    name,
    value: typed[name] ?? '',
    checked: typed[name] === 'yes',
    remark: remarks[name] ?? null,
    error: refusals.find((refusal) => refusal.field === name)?.sentence ?? null,
  });
  const choices = await formChoices(services.db, typed);
  return {
    steps: stepsAt(0),
    refusals,
    choices,
    contract: fields('contract', contractNames, field),
    delivery: fields('delivery', deliveryNames, field),
    search: fields('search', ['authority', 'prefecture'], field),
    products: await Promise.all(
      products.map(async (product) => ({
        product,
        title: productNames[product],
        headingId: `${product}-title`,
        isMidterm: product === 'midterm-prepayment',
        hasBank: product !== 'contract-guarantee',
        isChosen: typed[`${product}.chosen`] === 'yes',
        ...fields(product, termsNames, field),
        banks: product === 'contract-guarantee' ? null : await banksFor(services.db, typed, product),
      })),
    ),
    forms: [
      { value: 'electronic', title: formNames.electronic },
      { value: 'paper', title: formNames.paper },
    ],
    kinds: [
      { value: 'works', title: '工事' },
      { value: 'consulting', title: '業務委託（設計・調査・測量）' },
    ],
    dateKinds: [
      { value: 'signed', title: '締結済み' },
      { value: 'planned', title: '締結予定' },
    ],
    feePayments: [
      { value: 'monthly-batch', title: '一括納付' },
      { value: 'per-case', title: '個別納付' },
    ],
    baseKinds: [
      { value: 'planned-progress', title: '出来高予定額' },
      { value: 'payment-ceiling', title: '支払限度額' },
    ],
    receipts: [
      { value: 'post', title: '郵送' },
      { value: 'branch', title: '支店で受け取る' },
    ],
    summary: await summaryOf(services, typed),
  };
}

type Field = (name: string) => object;

function fields(prefix: string, names: readonly string[], field: Field): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, field(`${prefix}.${name}`)]));
}

const contractNames = [
  'projectName',
  'kind',
  'worksNumber',
  'procurementNumber',
  'specificationNumber',
  'authorityId',
  'departmentId',
  'beneficiaryTitle',
  'jointVentureName',
  'amountYen',
  'contractOn',
  'contractDateIs',
  'worksFromOn',
  'worksToOn',
  'noticeOn',
  'lowBid',
  'prepaymentPlanned',
  'electronicApprovalEvidence',
];
const termsNames = [
  'chosen',
  'form',
  'currentYearBaseYen',
  'currentYearBaseKind',
  'eligibilityCertifiedOn',
  'amountYen',
  'bankSearch',
  'bankBranchId',
  'bankFreeText',
  'redeposit',
  'feePayment',
  'feeBilledTo',
  'paperFeeStatement',
];
const deliveryNames = [
  'branchId',
  'paperReceipt',
  'completionMail',
  'completionMailAddress',
  'contactDepartment',
  'contactPost',
  'contactPerson',
  'contactTelephone',
  'message',
];
