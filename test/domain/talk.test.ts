/** What contractor and branch tell each other: what may be asked, and what must not be told. */
import { expect, test } from '@jest/globals';
import { AuthenticationKey } from '../../domain/authentication-key.ts';
import { correctionRefusal } from '../../domain/correction-request.ts';
import { tellsKey } from '../../domain/messages.ts';

const issued = { product: 'prepayment', issued: true, open: [] } as const;

test.each([
  ['what was issued may be asked to be corrected', 'contract-amount', issued, null],
  [
    'nothing before it was issued',
    'contract-amount',
    { ...issued, issued: false },
    'guarantee-must-be-issued-for-correction',
  ],
  [
    'a contract guarantee has no bank to correct',
    'depository',
    { ...issued, product: 'contract-guarantee' },
    'correction-field-must-be-on-the-certificate',
  ],
  [
    'a line that waits for an answer is not asked for twice',
    'contract-amount',
    { ...issued, open: ['contract-amount'] },
    'correction-must-not-be-open-already',
  ],
  ['another line is', 'works-period', { ...issued, open: ['contract-amount'] }, null],
  ['of all else there may be several', 'other', { ...issued, open: ['other'] }, null],
] as const)('%s', (_rule, field, facts, refusal) => {
  expect(correctionRefusal({ field }, facts)).toBe(refusal);
});

test('the key is found in words however it is spaced, and nothing else is', () => {
  const key = new AuthenticationKey('Z28YUE4J3Bux');
  expect(tellsKey('キーは Z28Y UE4J-3Bux です', key)).toBe(true);
  expect(tellsKey('キーはＺ２８ＹＵＥ４Ｊ３Ｂｕｘ', key)).toBe(true);
  expect(tellsKey('z28yue4j3bux', key)).toBe(false);
});
