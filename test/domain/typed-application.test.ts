import { expect, test } from '@jest/globals';
import { applicationSchema } from '../../domain/application.ts';
import { applicationBody } from '../../domain/application-form.ts';
import { typedApplication } from '../../domain/typed-application.ts';
import { buildExample } from '../support/cases.ts';

test('what was applied for, shown on the form and read from it again, is the same', () => {
  const example = buildExample(new Date('2026-04-01T03:00:00Z'));
  expect(applicationSchema.parse(applicationBody(typedApplication(example)))).toEqual(example);
});

test('a bank in words, a redeposit and a current-year base come back as well', () => {
  const example = buildExample(new Date('2026-04-01T03:00:00Z'));
  const [prepayment] = example.guarantees;
  const own = {
    ...prepayment,
    depository: { freeText: '△△信用金庫 本店' },
    redeposit: true,
    currentYearBaseYen: 30_000_000,
    currentYearBaseKind: 'planned-progress',
  };
  const application = applicationSchema.parse({ ...example, guarantees: [own] });
  expect(applicationSchema.parse(applicationBody(typedApplication(application)))).toEqual(application);
});
