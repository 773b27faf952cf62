/** What a certificate says, frozen at issuance, in one canonical form (R-K6, R-K7). */
import type { GuaranteeTerms } from './application.ts';
import type { ConstructionContract, WorksKind } from './construction-contract.ts';
import type { Day } from './dates.ts';
import type { RevisionKind } from './guarantee.ts';
import { guaranteePeriod } from './guarantee-period.ts';
import type { Form, Product } from './product.ts';
import type { Yen } from './yen.ts';

/** The certificate's data. Its canonical JSON (RFC 8785) and that JSON's SHA-256 are stored before anything is printed. */
export interface CertificateData {
  readonly schema: 'hosho/certificate/1';
  readonly guaranteeNumber: string;
  readonly revision: number;
  readonly revisionKind: RevisionKind;
  readonly product: Product;
  readonly form: Form;
  /** 保証契約者. For a joint venture: its name, and the representative's. */
  readonly contractor: string;
  readonly jointVentureName: string | null;
  /** 被保証者: the beneficiary title, such as 高根沢町長. */
  readonly beneficiary: string;
  readonly guaranteeAmountYen: Yen;
  /** A prepayment prints one date, `to` alone (R-T2); a contract guarantee the whole period (R-T3). */
  readonly guaranteePeriod: { readonly from: Day | null; readonly to: Day };
  readonly worksKind: WorksKind;
  readonly projectName: string;
  readonly contractAmountYen: Yen;
  readonly worksPeriod: { readonly from: Day; readonly to: Day };
  /** null while the contract is only planned: prints 「請負契約締結の日」. */
  readonly contractOn: Day | null;
  /** Bank and branch, as it stood in the register or the free text; null for a contract guarantee. */
  readonly depository: string | null;
  /** The product's own guarantee sentence, from the register in force. */
  readonly guaranteeSentence: string;
  readonly surety: {
    readonly name: string;
    readonly address: string;
    readonly presidentTitle: string;
    readonly presidentName: string;
  };
  readonly branch: { readonly name: string; readonly telephone: string; readonly fax: string };
  /** The day the guarantee contract was concluded: the day of issuance. */
  readonly concludedOn: Day;
}

/** What issuance has at hand. Names from registers are given as they stand on the day of issuance (R-K7). */
export interface CertificateParts {
  readonly guaranteeNumber: string;
  readonly revision: number;
  readonly revisionKind: RevisionKind;
  readonly terms: Pick<GuaranteeTerms, 'product' | 'form' | 'amountYen' | 'currentYearBaseYen'>;
  readonly contract: ConstructionContract;
  readonly contractor: string;
  /** Bank and branch in words; must be null exactly for a contract guarantee. */
  readonly depositoryName: string | null;
  readonly guaranteeSentence: string;
  readonly surety: CertificateData['surety'];
  readonly branch: CertificateData['branch'];
  readonly concludedOn: Day;
}

/** The data of this certificate. Throws a RangeError where a prepayment has no bank, or a contract guarantee has one. */
export function certificateData(parts: CertificateParts): CertificateData {
  const { terms, contract, surety, branch } = parts;
  if ((parts.depositoryName === null) !== (terms.product === 'contract-guarantee')) {
    throw new RangeError('a bank stands on the certificates of prepayments, and on no other');
  }
  return {
    schema: 'hosho/certificate/1',
    guaranteeNumber: parts.guaranteeNumber,
    revision: parts.revision,
    revisionKind: parts.revisionKind,
    product: terms.product,
    form: terms.form,
    contractor: parts.contractor,
    jointVentureName: contract.jointVentureName,
    beneficiary: contract.beneficiaryTitle,
    guaranteeAmountYen: terms.amountYen,
    guaranteePeriod: { ...guaranteePeriod(terms, contract, parts.concludedOn) },
    worksKind: contract.kind,
    projectName: contract.projectName,
    contractAmountYen: contract.amountYen,
    worksPeriod: { from: contract.worksFromOn, to: contract.worksToOn },
    contractOn: contract.contractDateIs === 'signed' ? contract.contractOn : null,
    depository: parts.depositoryName,
    guaranteeSentence: parts.guaranteeSentence,
    surety: {
      name: surety.name,
      address: surety.address,
      presidentTitle: surety.presidentTitle,
      presidentName: surety.presidentName,
    },
    branch: { name: branch.name, telephone: branch.telephone, fax: branch.fax },
    concludedOn: parts.concludedOn,
  };
}
