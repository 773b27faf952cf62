import { describe, expect, test } from '@jest/globals';
import { type AcceptanceRule, type AcceptanceRuleKind, electronicAcceptance } from '../../domain/acceptance.ts';
import { day } from '../../domain/dates.ts';
import type { Product } from '../../domain/product.ts';

function rule(kind: AcceptanceRuleKind, own: Partial<AcceptanceRule> = {}): AcceptanceRule {
  return {
    authorityId: 'takanezawa',
    departmentId: null,
    product: null,
    kind,
    fromOn: day('2026-01-01'),
    toOn: null,
    source: '高根沢町の案内',
    ...own,
  };
}

interface Asked {
  contractOn?: string;
  noticeOn?: string | null;
  originalContractOn?: string;
  today?: string;
  departmentId?: string | null;
  product?: Product;
}

function verdict(rules: AcceptanceRule[], asked: Asked = {}) {
  const { contractOn = '2026-02-01', noticeOn = null, today = '2026-02-01', departmentId = null } = asked;
  return electronicAcceptance(rules, {
    contract: {
      authorityId: 'takanezawa',
      departmentId,
      contractOn: day(contractOn),
      noticeOn: noticeOn === null ? null : day(noticeOn),
    },
    originalContractOn: day(asked.originalContractOn ?? contractOn),
    product: asked.product ?? 'prepayment',
    today: day(today),
  });
}

test('an authority without a rule takes paper only (R-O7)', () => {
  expect(verdict([])).toEqual({ verdict: 'no', reason: expect.stringContaining('紙'), source: null });
  expect(verdict([rule('by-contract-date', { authorityId: 'elsewhere' })]).verdict).toBe('no');
});

describe('each kind of rule looks at its own day (R-O2, R-O10)', () => {
  const early = '2025-12-31';
  const first = '2026-01-01';

  test.each<[AcceptanceRuleKind, Asked, string]>([
    ['by-contract-date', { contractOn: early }, 'no'],
    ['by-contract-date', { contractOn: first }, 'yes'],
    ['by-notice-date', { noticeOn: early }, 'no'],
    ['by-notice-date', { noticeOn: first }, 'yes'],
    ['by-notice-date', { noticeOn: null }, 'ask'],
    ['by-original-contract-date', { originalContractOn: early }, 'no'],
    ['by-original-contract-date', { originalContractOn: first }, 'yes'],
    ['by-guarantee-date', { today: early }, 'no'],
    ['by-guarantee-date', { today: first, contractOn: early }, 'yes'],
    ['by-authority-approval', { today: early }, 'no'],
    ['by-authority-approval', { today: first }, 'ask'],
  ])('%s with %j says %s', (kind, asked, expected) => {
    expect(verdict([rule(kind)], asked).verdict).toBe(expected);
  });
});

test('a rule ends with its last day', () => {
  const rules = [rule('by-contract-date', { toOn: day('2026-03-31') })];
  expect(verdict(rules, { contractOn: '2026-03-31' }).verdict).toBe('yes');
  expect(verdict(rules, { contractOn: '2026-04-01' }).verdict).toBe('no');
});

test('the reason says the day and the rule, and where it is written', () => {
  expect(verdict([rule('by-contract-date')])).toMatchObject({
    verdict: 'yes',
    reason: '電子保証に対応しています（令和8年1月1日から、請負契約日で判定）。',
    source: '高根沢町の案内',
  });
  expect(verdict([rule('by-contract-date')], { contractOn: '2025-12-31' }).reason).toBe(
    '請負契約日が令和8年1月1日以降のものから電子保証に対応しています。',
  );
});

test('of two rules, either is enough (八千代市)', () => {
  const rules = [rule('by-contract-date'), rule('by-notice-date')];
  expect(verdict(rules, { contractOn: '2025-12-31', noticeOn: '2026-01-05' }).verdict).toBe('yes');
  expect(verdict(rules, { contractOn: '2025-12-31', noticeOn: null }).verdict).toBe('ask');
});

test("a department's own rule goes before the authority's (R-C4)", () => {
  const rules = [rule('by-contract-date'), rule('by-authority-approval', { departmentId: 'water' })];
  expect(verdict(rules).verdict).toBe('yes');
  expect(verdict(rules, { departmentId: 'general-affairs' }).verdict).toBe('yes');
  expect(verdict(rules, { departmentId: 'water' }).verdict).toBe('ask');
});

test("a product's own rule goes before the general one", () => {
  const rules = [
    rule('by-contract-date'),
    rule('by-contract-date', { product: 'midterm-prepayment', fromOn: day('2027-04-01') }),
  ];
  expect(verdict(rules).verdict).toBe('yes');
  expect(verdict(rules, { product: 'midterm-prepayment' }).verdict).toBe('no');
});
