/** 契約照合: what the officer knows of the construction contract, held against the lines of the certificate. */
import type { CertificateData } from './certificate.ts';
import { dayOfContracting, labels } from './certificate-lines.ts';
import { type Day, readDay } from './dates.ts';
import { eraDatePadded } from './eras.ts';
import { readYen, yenText } from './yen.ts';

/** The lines that can be held against the contract, in the certificate's order. */
export const contractCheckFields = ['beneficiary', 'contractAmount', 'worksFrom', 'worksTo', 'contractOn'] as const;
export type ContractCheckField = (typeof contractCheckFields)[number];

/** As typed or pasted; an empty field is not checked. */
export type TypedContract = Readonly<Record<ContractCheckField, string>>;

/** Same, other than the certificate, not readable as an amount or a day, left out, or not fixed yet on the certificate. */
export type CheckMark = 'same' | 'different' | 'unreadable' | 'left-out' | 'open';

export interface ContractCheckLine {
  readonly field: ContractCheckField;
  readonly label: string;
  readonly typed: string;
  /** What the certificate says, as it prints. */
  readonly certificate: string;
  readonly mark: CheckMark;
}

/** A line for each field. Amounts and days count by what they mean, names without regard to width and spaces. */
export function checkContract(typed: TypedContract, certificate: CertificateData): readonly ContractCheckLine[] {
  const label = labels(certificate.product, certificate.worksKind);
  const { worksPeriod, contractOn, contractAmountYen, beneficiary } = certificate;
  const line = (field: ContractCheckField, name: string, printed: string, compare: (text: string) => CheckMark) => {
    const text = typed[field].trim();
    return { field, label: name, typed: text, certificate: printed, mark: text === '' ? 'left-out' : compare(text) };
  };
  return [
    line('beneficiary', label.beneficiary, beneficiary, (text) => sameWhen(nameKey(text) === nameKey(beneficiary))),
    line('contractAmount', label.contractAmount, yenText(contractAmountYen), (text) =>
      compared(readYen(text), contractAmountYen),
    ),
    dayLine('worksFrom', `${label.worksPeriod}（始期）`, worksPeriod.from),
    dayLine('worksTo', `${label.worksPeriod}（終期）`, worksPeriod.to),
    contractOn === null
      ? line('contractOn', label.contractOn, dayOfContracting, () => 'open')
      : dayLine('contractOn', label.contractOn, contractOn),
  ];

  function dayLine(field: ContractCheckField, name: string, on: Day) {
    return line(field, name, eraDatePadded(on), (text) => compared(readDay(text), on));
  }
}

function compared<T>(read: T | null, certified: T): CheckMark {
  return read === null ? 'unreadable' : sameWhen(read === certified);
}

function sameWhen(same: boolean): CheckMark {
  return same ? 'same' : 'different';
}

/** 高根沢町長 殿, 高根沢町長様 and 高根沢町長 name the same office. */
function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[様殿]$/, '');
}
