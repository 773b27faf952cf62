import { expect, test } from '@jest/globals';
import { isFormPart, losesWords, withCleared } from '../../domain/cleared-form.ts';

const usual = { 'contract.kind': 'works', 'prepayment.form': 'electronic', 'contract-guarantee.form': 'electronic' };
const typed = { ...usual, 'contract.projectName': '工事', 'prepayment.chosen': 'yes', 'prepayment.form': 'paper' };

test('a part is as it was at the beginning, and the others stay (R-F0)', () => {
  expect(withCleared(typed, 'prepayment', usual)).toEqual({ ...usual, 'contract.projectName': '工事' });
  expect(withCleared(typed, 'guarantees', usual)).toEqual({ ...usual, 'contract.projectName': '工事' });
  expect(withCleared(typed, 'contract', usual)).toEqual({
    ...usual,
    'prepayment.chosen': 'yes',
    'prepayment.form': 'paper',
  });
});

test('a part loses something where it says anything else than at the beginning', () => {
  expect(losesWords(typed, 'contract', usual)).toBe(true);
  expect(losesWords(typed, 'guarantees', usual)).toBe(true);
  expect(losesWords(typed, 'contract-guarantee', usual)).toBe(false);
  expect(losesWords(usual, 'contract', usual)).toBe(false);
});

test('only what the form has is a part', () => {
  expect(['contract', 'toString', ''].map(isFormPart)).toEqual([true, false, false]);
});
