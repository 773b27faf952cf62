import { expect, test } from '@jest/globals';
import { resolutionRefusal, resolutionRules } from '../../domain/resolutions.ts';
import { steps } from '../../domain/steps.ts';

test('only a mail is left out, or goes to another address', () => {
  const skipped = steps.map((step) => [step, resolutionRefusal(step, {})]);
  expect(Object.fromEntries(skipped)).toEqual({
    issue: 'step-must-allow-resolution',
    print: 'step-must-allow-resolution',
    post: 'step-must-allow-resolution',
    mail: null,
  });
  const corrected = steps.map((step) => [step, resolutionRefusal(step, { mailAddress: 'keiri@example.jp' })]);
  expect(Object.fromEntries(corrected)).toEqual({
    issue: 'step-must-allow-resolution',
    print: 'stored-certificate-must-be-corrected-by-revision',
    post: 'stored-certificate-must-be-corrected-by-revision',
    mail: null,
  });
});

test('none of the steps that may be resolved moves money: where one did, a second person would have to agree', () => {
  for (const step of steps) expect(resolutionRules[step].movesMoney).toBe(false);
});
