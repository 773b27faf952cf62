import { expect, test } from '@jest/globals';
import { forms } from '../../domain/product.ts';
import { type Stage, stageNames } from '../../domain/stages.ts';
import { wayOf, wayPointNames } from '../../domain/way.ts';

const signs = { done: '●', now: '◐', ahead: '○', stopped: '×' };

function drawn(form: 'electronic' | 'paper', stage: Stage, approved = false): string {
  return wayOf({ form, stage, approved })
    .map(({ point, state }) => wayPointNames[point] + signs[state])
    .join(' ');
}

test.each([
  ['applied', '申込● 引受承認◐ 入金○ 発行○ 掲載○ 提出○'],
  ['awaiting-second-approval', '申込● 引受承認◐ 入金○ 発行○ 掲載○ 提出○'],
  ['returned', '申込◐ 引受承認○ 入金○ 発行○ 掲載○ 提出○'],
  ['awaiting-fee', '申込● 引受承認● 入金◐ 発行○ 掲載○ 提出○'],
  ['issuing', '申込● 引受承認● 入金● 発行◐ 掲載○ 提出○'],
  ['posting', '申込● 引受承認● 入金● 発行● 掲載◐ 提出○'],
  ['posted', '申込● 引受承認● 入金● 発行● 掲載● 提出◐'],
  ['submitted', '申込● 引受承認● 入金● 発行● 掲載● 提出●'],
  ['superseded', '申込● 引受承認● 入金● 発行● 掲載● 提出●'],
  ['declined', '申込● 引受承認× 入金○ 発行○ 掲載○ 提出○'],
  ['withdrawn', '申込● 引受承認× 入金○ 発行○ 掲載○ 提出○'],
] as const)('an electronic guarantee that is %s', (stage, picture) => {
  expect(drawn('electronic', stage)).toBe(picture);
});

test('one that was withdrawn after its approval stopped at the fee', () => {
  expect(drawn('electronic', 'withdrawn', true)).toBe('申込● 引受承認● 入金× 発行○ 掲載○ 提出○');
});

test('paper is handed over: it is neither posted nor submitted', () => {
  expect(drawn('paper', 'dispatching')).toBe('申込● 引受承認● 入金● 発行● 交付◐');
  expect(drawn('paper', 'dispatched')).toBe('申込● 引受承認● 入金● 発行● 交付●');
});

test('where it stands it says whom it waits for, and nowhere else', () => {
  for (const form of forms) {
    for (const stage of stageNames) {
      const steps = wayOf({ form, stage, approved: true });
      for (const { state, waitsFor } of steps) expect(waitsFor === null).toBe(state !== 'now');
      expect(steps.filter(({ state }) => state === 'now' || state === 'stopped').length).toBeLessThanOrEqual(1);
    }
  }
});
