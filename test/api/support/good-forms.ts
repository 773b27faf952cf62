/** Forms and bodies that are in order, so that the thing in the address is looked for: what is in disorder is refused before. */
import { randomUUID } from 'node:crypto';
import { buildExample } from '../../support/cases.ts';
import type { Form } from './asking.ts';

/** What pages ask, all in one: a page reads its own fields of it. */
export const goodForm: Form = {
  right: 'reader',
  channel: 'email',
  step: 'confirm',
  requestId: randomUUID(),
  field: 'guarantee-amount',
  shouldBe: '2,000万円',
  reason: '理由',
  words: '質問です。',
};

/** What the API's acts take, each one of them. */
export function goodBodies(): readonly Form[] {
  const { contract, guarantees } = buildExample(new Date());
  const { field, shouldBe, reason, words, channel } = goodForm;
  return [{}, { channel }, { words }, { field, shouldBe, reason }, { contract, guarantee: guarantees[0] }];
}
