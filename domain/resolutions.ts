/** How a stuck step may be resolved other than by trying it again: with corrected data, or by leaving it out. */
import type { RefusalName } from './refusals.ts';
import type { Step } from './steps.ts';

export interface ResolutionRule {
  /** Whether the case may go on without the step, with a reason. */
  readonly mayBeSkipped: boolean;
  /** What may be put right so that the step succeeds. */
  readonly mayBeCorrected: readonly 'mailAddress'[];
  /** Whether money would move by it. No resolution that is allowed today does; one that did would need a second person. */
  readonly movesMoney: boolean;
  /** What corrected data is refused with. */
  readonly correctionRefusal: RefusalName | null;
}

/**
 * A mail may be left out, or go to another address. An issuance, a printing or a posting is never left out, and a fee is
 * no step of the service at all. What the certificate says is never changed once it is stored: a new revision corrects it.
 *
 * Source: design, sections 5 and 8; R-K7.
 */
export const resolutionRules: Readonly<Record<Step, ResolutionRule>> = {
  issue: {
    mayBeSkipped: false,
    mayBeCorrected: [],
    movesMoney: false,
    correctionRefusal: 'step-must-allow-resolution',
  },
  print: {
    mayBeSkipped: false,
    mayBeCorrected: [],
    movesMoney: false,
    correctionRefusal: 'stored-certificate-must-be-corrected-by-revision',
  },
  post: {
    mayBeSkipped: false,
    mayBeCorrected: [],
    movesMoney: false,
    correctionRefusal: 'stored-certificate-must-be-corrected-by-revision',
  },
  mail: { mayBeSkipped: true, mayBeCorrected: ['mailAddress'], movesMoney: false, correctionRefusal: null },
};

/**
 * Why this resolution is refused, or null where the rules allow it. No resolution moves money: a step that is ever marked so
 * is refused to the one person who asks, until a second person can approve it (four eyes).
 */
export function resolutionRefusal(
  step: Step,
  { mailAddress }: { mailAddress?: string | undefined },
  rules: Readonly<Record<Step, ResolutionRule>> = resolutionRules,
): RefusalName | null {
  const rule = rules[step];
  const refusal =
    mailAddress === undefined
      ? rule.mayBeSkipped
        ? null
        : 'step-must-allow-resolution'
      : rule.mayBeCorrected.includes('mailAddress')
        ? null
        : rule.correctionRefusal;
  if (refusal !== null) return refusal;
  return rule.movesMoney ? 'resolution-that-moves-money-must-be-approved-by-second-person' : null;
}
