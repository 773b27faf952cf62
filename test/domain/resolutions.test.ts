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

test('no resolution moves money', () => {
  const allowed = steps.filter((step) =>
    [{}, { mailAddress: 'keiri@example.jp' }].some((said) => resolutionRefusal(step, said) === null),
  );
  expect(allowed).toEqual(['mail']);
  for (const step of steps) expect(resolutionRules[step].movesMoney).toBe(false);
});

test('one that would is refused to one person alone (resolution-that-moves-money-must-be-approved-by-second-person)', () => {
  const marked = { ...resolutionRules, mail: { ...resolutionRules.mail, movesMoney: true } };
  for (const said of [{}, { mailAddress: 'keiri@example.jp' }])
    expect(resolutionRefusal('mail', said, marked)).toBe(
      'resolution-that-moves-money-must-be-approved-by-second-person',
    );
  expect(resolutionRefusal('post', {}, marked)).toBe('step-must-allow-resolution');
});
