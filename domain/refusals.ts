/** Every "no", by name, with the sentence a person reads. The name travels unchanged to the API's problem document. */

/** Names say the fact that must hold. A sentence says what to do; a rule may give a more exact one. */
export const refusalSentences = {
  'guarantee-must-exist': 'この保証は見つかりません。番号をご確認ください。',
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
  readonly field: string | undefined;
  readonly details: readonly FieldRefusal[];

  constructor(
    refusal: RefusalName,
    { sentence, field, details }: { sentence?: string; field?: string; details?: readonly FieldRefusal[] } = {},
  ) {
    super(sentence ?? refusalSentences[refusal]);
    this.name = 'Refusal';
    this.refusal = refusal;
    this.sentence = sentence ?? refusalSentences[refusal];
    this.field = field;
    this.details = details ?? [];
  }
}

/** A field refusal with the name's own sentence, unless a more exact one is given. */
export function refuse(name: RefusalName, field?: string, sentence?: string): FieldRefusal {
  const said = sentence ?? refusalSentences[name];
  return field === undefined ? { name, sentence: said } : { name, sentence: said, field };
}
