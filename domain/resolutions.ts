/** How a stuck step may be resolved other than by trying it again: with corrected data, or by leaving it out. */
import type { RefusalName } from './refusals.ts';
import type { Step } from './steps.ts';

export interface ResolutionRule {
  /** Whether the case may go on without the step, with a reason. */
  readonly mayBeSkipped: boolean;
  /** What may be put right so that the step succeeds. */
  readonly mayBeCorrected: readonly 'mailAddress'[];
  /** Four eyes where money moves: with true a second person would have to agree. None of these steps moves money today. */
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

/** Why this resolution is refused, or null where the rules allow it. */
export function resolutionRefusal(
  step: Step,
  { mailAddress }: { mailAddress?: string | undefined },
): RefusalName | null {
  const rule = resolutionRules[step];
  if (mailAddress !== undefined) {
    return rule.mayBeCorrected.includes('mailAddress') ? null : rule.correctionRefusal;
  }
  return rule.mayBeSkipped ? null : 'step-must-allow-resolution';
}
