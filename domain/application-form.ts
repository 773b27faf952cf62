/** The application as people type it: one flat form, read into what the API takes. Widths, commas and eras are understood. */
import { readDay } from './dates.ts';
import { type Product, products } from './product.ts';
import type { FieldRefusal } from './refusals.ts';
import { readYen } from './yen.ts';

/** Field name to text, as typed. A box that is not ticked is not there. */
export type TypedApplication = Readonly<Record<string, string>>;

/** How a field is read, and written. */
export type Reading = 'text' | 'yen' | 'day' | 'flag';

/** The fields of the construction contract, in the form's order; their names are the API's, so that refusals find them. */
export const contractFields: Readonly<Record<string, Reading>> = {
  projectName: 'text',
  kind: 'text',
  worksNumber: 'text',
  procurementNumber: 'text',
  specificationNumber: 'text',
  authorityId: 'text',
  departmentId: 'text',
  beneficiaryTitle: 'text',
  jointVentureName: 'text',
  amountYen: 'yen',
  contractOn: 'day',
  contractDateIs: 'text',
  worksFromOn: 'day',
  worksToOn: 'day',
  noticeOn: 'day',
  lowBid: 'flag',
  prepaymentPlanned: 'flag',
  electronicApprovalEvidence: 'text',
};

/** The fields of one product's block. The bank is a choice or words of its own. */
export const termsFields: Readonly<Record<string, Reading>> = {
  form: 'text',
  currentYearBaseYen: 'yen',
  currentYearBaseKind: 'text',
  eligibilityCertifiedOn: 'day',
  amountYen: 'yen',
  feePayment: 'text',
  feeBilledTo: 'text',
  paperFeeStatement: 'flag',
};

/** Where the application goes, how paper is received, whom to tell. */
export const deliveryFields: Readonly<Record<string, Reading>> = {
  branchId: 'text',
  paperReceipt: 'text',
  completionMail: 'flag',
  completionMailAddress: 'text',
  contactDepartment: 'text',
  contactPost: 'text',
  contactPerson: 'text',
  contactTelephone: 'text',
  message: 'text',
};

/** What was searched for on the form, kept with it: of the authority its words and prefecture, of each bank its words. */
export const searchFieldNames = [
  'search.authority',
  'search.prefecture',
  ...products.map((product) => `${product}.bankSearch`),
];

/** The names of all fields of the form. A name that is not among them is not kept. */
export const formFieldNames: ReadonlySet<string> = new Set([
  ...Object.keys(contractFields).map((name) => `contract.${name}`),
  ...products.flatMap((product) =>
    ['chosen', ...Object.keys(termsFields), 'bankBranchId', 'bankFreeText', 'redeposit'].map(
      (name) => `${product}.${name}`,
    ),
  ),
  ...Object.keys(deliveryFields).map((name) => `delivery.${name}`),
  ...searchFieldNames,
]);

/** The products whose blocks are ticked, in the form's order. */
export function chosenProducts(typed: TypedApplication): readonly Product[] {
  return products.filter((product) => typed[`${product}.chosen`] === 'yes');
}

/**
 * What the API would be sent. An amount or a day that cannot be read stays as it was typed, so that the API's own schema
 * refuses it by name; an empty field is left out.
 */
export function applicationBody(typed: TypedApplication) {
  const section = (prefix: string, fields: Readonly<Record<string, Reading>>) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, reading]) => {
        const read = readField(typed[`${prefix}.${name}`] ?? '', reading);
        return read === undefined ? [] : [[name, read]];
      }),
    );
  return {
    contract: section('contract', contractFields),
    guarantees: chosenProducts(typed).map((product) => ({
      product,
      ...section(product, termsFields),
      ...(product === 'contract-guarantee' ? {} : bankOf(typed, product)),
    })),
    delivery: section('delivery', deliveryFields),
  };
}

function readField(text: string, reading: Reading): unknown {
  const typed = text.trim();
  switch (reading) {
    case 'flag':
      return typed === 'yes';
    case 'yen':
      return typed === '' ? undefined : (readYen(typed) ?? typed);
    case 'day':
      return typed === '' ? undefined : (readDay(typed) ?? typed);
    case 'text':
      return typed === '' ? undefined : typed;
  }
}

function bankOf(typed: TypedApplication, product: Product) {
  const chosen = (typed[`${product}.bankBranchId`] ?? '').trim();
  const words = (typed[`${product}.bankFreeText`] ?? '').trim();
  const depository = chosen !== '' ? { bankBranchId: chosen } : words !== '' ? { freeText: words } : undefined;
  return { ...(depository === undefined ? {} : { depository }), redeposit: typed[`${product}.redeposit`] === 'yes' };
}

/** The form's field that a refusal is about: `guarantees.1.amountYen` is the second ticked product's amount. */
export function formFieldOf({ field }: Pick<FieldRefusal, 'field'>, typed: TypedApplication): string | null {
  if (field === undefined) return null;
  const [, index, rest] = /^guarantees\.(\d+)\.(.+)$/.exec(field) ?? [];
  const product = chosenProducts(typed)[Number(index)];
  if (product !== undefined) return `${product}.${rest?.startsWith('depository') ? 'bankBranchId' : rest}`;
  return field === 'guarantees' ? `${products[0]}.chosen` : field;
}
