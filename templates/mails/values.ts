/** What each mail is made of. All are plain text, and none has a key among its values. */
import { labels } from '../../domain/certificate-lines.ts';
import type { WorksKind } from '../../domain/construction-contract.ts';
import type { Day } from '../../domain/dates.ts';
import { screenDate } from '../../domain/eras.ts';
import { type Product, productNames } from '../../domain/product.ts';
import { type Yen, yenText } from '../../domain/yen.ts';

interface EveryMail {
  readonly contractor: string;
  readonly product: Product;
  readonly worksKind: WorksKind;
  readonly projectName: string;
  /** The page of this guarantee in the contractor's own service. */
  readonly url: string;
  /** The service by the name that contractors know: インターネット保証サービス. */
  readonly service: string;
  readonly surety: { readonly name: string };
  readonly branch: { readonly name: string; readonly telephone: string; readonly fax: string };
}

export interface MailValues {
  readonly completion: EveryMail & { readonly guaranteeNumber: string; readonly beneficiary: string };
  readonly returned: EveryMail & { readonly reason: string };
  readonly 'paper-asked': EveryMail & { readonly reason: string };
  readonly declined: EveryMail & { readonly reason: string };
  readonly 'fee-due': EveryMail & { readonly feeYen: Yen; readonly dueOn: Day | null };
  readonly 'correction-asked': EveryMail & {
    readonly guaranteeNumber: string;
    readonly beneficiary: string;
    readonly reason: string;
  };
  readonly 'submission-due': EveryMail & {
    readonly guaranteeNumber: string;
    readonly beneficiary: string;
    readonly contractOn: Day;
  };
}
export type MailKind = keyof MailValues;

/** The values with the words that go with them. */
export function mailValues(values: MailValues[MailKind]) {
  return {
    ...values,
    productName: productNames[values.product],
    projectLabel: labels(values.product, values.worksKind).projectName,
    ...('feeYen' in values && { feeText: yenText(values.feeYen) }),
    ...('contractOn' in values && { contractText: screenDate(values.contractOn) }),
    ...('dueOn' in values && { dueText: values.dueOn === null ? null : screenDate(values.dueOn) }),
  };
}
