/** The construction contract (請負契約) that one or many guarantees stand on (R-T7). */
import { z } from 'zod';
import type { Day } from './dates.ts';
import { amountField, dayField, idField, printedTextField, textField } from './fields.ts';
import type { Yen } from './yen.ts';

/** Consulting works change the labels as a set: 業務名, 履行期間, 受託者 (R-W1). */
export const worksKinds = ['works', 'consulting'] as const;
export type WorksKind = (typeof worksKinds)[number];

export interface ConstructionContract {
  readonly projectName: string;
  readonly kind: WorksKind;
  readonly worksNumber: string | null;
  readonly procurementNumber: string | null;
  readonly specificationNumber: string | null;
  readonly authorityId: string;
  readonly departmentId: string | null;
  /** The office named on the certificate, such as 高根沢町長 (R-O6). */
  readonly beneficiaryTitle: string;
  /** JV名, where a joint venture holds the contract; the applicant is its representative. */
  readonly jointVentureName: string | null;
  readonly amountYen: Yen;
  readonly worksFromOn: Day;
  readonly worksToOn: Day;
  /** Tender notice or nomination. */
  readonly noticeOn: Day | null;
  readonly contractOn: Day;
  /** A planned date never prints as fact (R-F0e). */
  readonly contractDateIs: 'planned' | 'signed';
  readonly lowBid: boolean;
  /** Whether the contract provides for a prepayment: a contract guarantee is offered only then (R-P3). */
  readonly prepaymentPlanned: boolean;
  /** What shows that the authority approved e-surety for this project, where its rule asks for that (R-O2). */
  readonly electronicApprovalEvidence: string | null;
}

/** The contract as the API takes it. Fields that may be null may be left out. */
export const constructionContractSchema: z.ZodType<ConstructionContract, ConstructionContractInput> = z
  .strictObject({
    projectName: printedTextField('Name of the project (工事名, 業務名), printed exactly as given.'),
    kind: z
      .enum(worksKinds)
      .meta({ description: 'Construction works, or consulting (design, investigation, surveying).' }),
    worksNumber: textField('Works number (工事番号).').nullable().default(null),
    procurementNumber: textField('Procurement number (調達案件番号).').nullable().default(null),
    specificationNumber: textField('Specification number (設計書番号).').nullable().default(null),
    authorityId: idField('The procurement authority, from the register.'),
    departmentId: idField('Its department, from the register.').nullable().default(null),
    beneficiaryTitle: printedTextField(
      'The office named on the certificate as beneficiary (被保証者), such as 高根沢町長.',
    ),
    jointVentureName: printedTextField(
      'Name of the joint venture that holds the contract (JV名). The applicant is its representative.',
    )
      .nullable()
      .default(null),
    amountYen: amountField('Contract amount in yen, tax included (請負金額).'),
    worksFromOn: dayField('First day of the works period (工期).'),
    worksToOn: dayField('Last day of the works period.'),
    noticeOn: dayField('Day of the tender notice or nomination (公告日, 指名通知日).').nullable().default(null),
    contractOn: dayField('Day of the construction contract (請負契約日), planned or signed.'),
    contractDateIs: z
      .enum(['planned', 'signed'])
      .meta({ description: 'A planned contract day is never printed as fact.' }),
    lowBid: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether this is a low bid (低入札), for which other ratios apply.' }),
    prepaymentPlanned: z
      .boolean()
      .meta({ description: 'Whether the contract provides for a prepayment. A contract guarantee needs that.' }),
    electronicApprovalEvidence: textField(
      'What shows that the authority approved an electronic guarantee for this project.',
    )
      .nullable()
      .default(null),
  })
  .meta({
    id: 'ConstructionContract',
    description: 'The construction contract (請負契約) that the guarantees stand on.',
  });

type Optional =
  | 'worksNumber'
  | 'procurementNumber'
  | 'specificationNumber'
  | 'departmentId'
  | 'jointVentureName'
  | 'noticeOn'
  | 'lowBid'
  | 'electronicApprovalEvidence';

/** As sent: plain numbers and texts, and nullable fields may be missing. */
export type ConstructionContractInput = Omit<Plain<ConstructionContract>, Optional> & {
  readonly [Name in Optional]?: Plain<ConstructionContract>[Name] | undefined;
};

/** The type without its units, as JSON has it. */
type Plain<T> = { readonly [Name in keyof T]: Bare<T[Name]> };
type Bare<T> = T extends Yen ? number : T extends Day ? string : T;
