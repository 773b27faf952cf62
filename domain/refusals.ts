/** Every "no", by name, with the sentence a person reads. The name travels unchanged to the API's problem document. */

import { applicationRefusals } from './refusals/application.ts';
import { authorityAccountRefusals } from './refusals/authority-account.ts';
import { bulkRefusals } from './refusals/bulk.ts';
import { caseRefusals } from './refusals/case.ts';
import { companyRefusals } from './refusals/company.ts';
import { dSureRefusals } from './refusals/d-sure.ts';
import { feesRefusals } from './refusals/fees.ts';
import { incidentRefusals } from './refusals/incident.ts';
import { locatorRefusals } from './refusals/locator.ts';
import { registersRefusals } from './refusals/registers.ts';
import { requestRefusals } from './refusals/request.ts';
import { reviewRefusals } from './refusals/review.ts';
import { sendingRefusals } from './refusals/sending.ts';
import { signInRefusals } from './refusals/sign-in.ts';
import { staffRefusals } from './refusals/staff.ts';
import { talkRefusals } from './refusals/talk.ts';
import { inJapanese, type Sentence } from './sentences.ts';

/** Names say the fact that must hold. A sentence says what to do; a rule may give a more exact one. One file an area. */
export const refusalSentences = {
  ...applicationRefusals,
  ...authorityAccountRefusals,
  ...bulkRefusals,
  ...caseRefusals,
  ...companyRefusals,
  ...dSureRefusals,
  ...feesRefusals,
  ...locatorRefusals,
  ...incidentRefusals,
  ...registersRefusals,
  ...requestRefusals,
  ...sendingRefusals,
  ...reviewRefusals,
  ...signInRefusals,
  ...staffRefusals,
  ...talkRefusals,
} as const satisfies Record<string, string>;

export type RefusalName = keyof typeof refusalSentences;

/** One refused field, or one refused fact (no field). `field` is a path such as `guarantees.0.amountYen`. */
export interface FieldRefusal {
  readonly name: RefusalName;
  readonly sentence: string;
  readonly field?: string;
}

/** A "no" that trying again does not change. Carries all field refusals when a form is refused: all told at once. */
export class Refusal extends Error {
  readonly refusal: RefusalName;
  readonly sentence: string;
  /** The sentence before its values stood in it: what a screen in another language translates. */
  readonly pattern: string;
  readonly values: Sentence['values'];
  readonly field: string | undefined;
  readonly details: readonly FieldRefusal[];

  /** `{name}` in the sentence is filled in from the values. */
  constructor(
    refusal: RefusalName,
    {
      sentence = refusalSentences[refusal],
      values = {},
      field,
      details,
    }: { sentence?: string; values?: Sentence['values']; field?: string; details?: readonly FieldRefusal[] } = {},
  ) {
    super(inJapanese({ text: sentence, values }));
    this.name = 'Refusal';
    this.refusal = refusal;
    this.sentence = this.message;
    this.pattern = sentence;
    this.values = values;
    this.field = field;
    this.details = details ?? [];
  }
}

/** A field refusal with the name's own sentence, unless a more exact one is given. */
export function refuse(name: RefusalName, field?: string, sentence?: string): FieldRefusal {
  const said = sentence ?? refusalSentences[name];
  return field === undefined ? { name, sentence: said } : { name, sentence: said, field };
}
