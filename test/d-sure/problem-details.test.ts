/** Each refusal's status at D-Sure; what nobody foresaw gives nothing away. */
import { expect, test } from '@jest/globals';
import { problemOf } from '../../d-sure/problem-details.ts';
import { Refusal, type RefusalName, refusalSentences } from '../../domain/refusals.ts';

test.each<[RefusalName, number]>([
  ['request-must-be-readable', 400],
  ['cursor-must-be-one-of-ours', 400],
  ['d-sure-must-accept-our-credentials', 401],
  ['form-must-be-from-this-page', 403],
  ['address-must-exist', 404],
  ['guarantee-must-exist', 404],
  ['posted-certificate-must-not-change', 409],
  ['posted-number-must-be-free', 409],
  ['posted-key-must-not-change', 409],
  ['revision-must-be-the-newest', 409],
  ['request-must-be-small-enough', 413],
  ['posted-digest-must-match-content', 422],
  ['posted-certificate-must-be-readable', 422],
  ['posted-certificate-must-match-address', 422],
  ['posted-file-must-be-a-pdf', 422],
  ['posted-key-must-have-the-right-form', 422],
  ['certificate-must-open-with-number-and-key', 422],
  ['sign-in-must-match', 422],
  ['reason-must-be-given', 422],
  ['tries-must-be-few', 429],
])('%s is a %d, under its own name', (name, status) => {
  expect(problemOf(new Refusal(name))).toEqual({ status, type: name, title: refusalSentences[name], refusals: [] });
});

test('an error that nobody foresaw is a plain 500', () => {
  const problem = problemOf(new Error('password=secret'));
  expect([problem.status, problem.type]).toEqual([500, 'about:blank']);
  expect(JSON.stringify(problem)).not.toContain('secret');
});
