import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { applicationSchema, refuseIfAny } from '../../domain/application.ts';
import { Refusal, refuse } from '../../domain/refusals.ts';
import { shapeRefusals } from '../../domain/shape-refusals.ts';
import { buildApplication } from './builders.ts';

type Path = readonly (string | number)[];

/** The leaflet's application as JSON, with one value at one path put in, or taken out. */
function sent(path: Path = [], value?: unknown): unknown {
  const input: unknown = JSON.parse(JSON.stringify(buildApplication()));
  const last = path.at(-1);
  if (last === undefined) return input;
  const holder = path.slice(0, -1).reduce((at, key) => (at as Record<string | number, unknown>)[key], input);
  (holder as Record<string | number, unknown>)[last] = value;
  return JSON.parse(JSON.stringify(input));
}

function refusals(input: unknown): string[] {
  const { error } = applicationSchema.safeParse(input);
  const refused = error === undefined ? [] : shapeRefusals(error, input);
  return refused.map(({ name, field }) => `${name} @ ${field ?? ''}`);
}

test("the leaflet's application is read as it was sent", () => {
  expect(applicationSchema.parse(sent())).toEqual(buildApplication());
});

test('what may be null may be left out', () => {
  expect(applicationSchema.parse(sent(['contract', 'noticeOn']))).toEqual(buildApplication());
});

test('a name is stored exactly as given', () => {
  const projectName = '　髙﨑　第１号橋　𠮷野ｶﾞｰﾄﾞ ';
  const read = applicationSchema.parse(sent(['contract', 'projectName'], projectName));
  expect(read.contract.projectName).toBe(projectName);
});

describe('a field of the wrong shape is refused by name and field', () => {
  test.each<[string, Path, unknown]>([
    ['field-must-be-given', ['contract', 'projectName'], undefined],
    ['field-must-be-given', ['contract', 'projectName'], '　'],
    ['field-must-be-given', ['contract'], undefined],
    ['field-must-be-given', ['guarantees', 0, 'product'], undefined],
    ['field-must-be-given', ['guarantees', 0, 'amountYen'], undefined],
    ['field-must-be-given', ['guarantees', 1, 'paperFeeStatement'], undefined],
    ['field-must-be-known', ['contract', 'colour'], 'blue'],
    ['field-must-be-known', ['guarantees', 0, 'depository', 'swift'], 'X'],
    ['field-must-have-the-right-shape', ['guarantees', 0, 'amountYen'], '20000000'],
    ['field-must-have-the-right-shape', ['guarantees', 0, 'amountYen'], 0.5],
    ['field-must-have-the-right-shape', ['guarantees', 0, 'product'], 'bid-bond'],
    ['field-must-have-the-right-shape', ['guarantees', 0, 'redeposit'], 'no'],
    ['field-must-have-the-right-shape', ['guarantees'], {}],
    ['field-must-have-the-right-shape', ['contract', 'lowBid'], 1],
    ['amount-must-be-within-bounds', ['contract', 'amountYen'], 0],
    ['amount-must-be-within-bounds', ['contract', 'amountYen'], -1],
    ['amount-must-be-within-bounds', ['contract', 'amountYen'], 1_000_000_000_000],
    ['amount-must-be-within-bounds', ['guarantees', 0, 'amountYen'], 1e30],
    ['text-must-be-short-enough', ['contract', 'projectName'], '工'.repeat(201)],
    ['text-must-be-short-enough', ['delivery', 'message'], '文'.repeat(1001)],
    ['text-must-be-printable', ['contract', 'beneficiaryTitle'], '高根沢\u0000町長'],
    ['text-must-be-printable', ['guarantees', 0, 'feeBilledTo'], '会社\nBcc: x'],
    ['day-must-exist', ['contract', 'contractOn'], '2026-02-30'],
    ['day-must-exist', ['contract', 'worksToOn'], '令和8年4月1日'],
    ['day-must-be-within-bounds', ['contract', 'worksToOn'], '9999-12-31'],
    ['day-must-be-within-bounds', ['contract', 'noticeOn'], '0026-04-01'],
  ])('%s at %j with %j', (name, path, value) => {
    const field = path.join('.');
    expect(refusals(sent(path, value))).toEqual([`${name} @ ${field}`]);
  });

  test.each([
    'soumu',
    'soumu@',
    '@example.jp',
    'so umu@example.jp',
    'a@example',
    'a@b@example.jp',
    'a@example.jp\r\nBcc: b@example.jp',
    `${'a'.repeat(65)}@example.jp`,
    'a@-x.example.jp',
    '',
  ])('%j is no mail address', (address) => {
    const field = 'delivery.completionMailAddress';
    expect(refusals(sent(field.split('.'), address))).toEqual([`mail-address-must-be-valid @ ${field}`]);
  });

  test.each(['soumu@example.jp', 'a.b+c@sub.example.co.jp', "o'neil@example.jp"])('%s is one', (address) => {
    expect(refusals(sent(['delivery', 'completionMailAddress'], address))).toEqual([]);
  });

  test.each([{ bankBranchId: 'a', freeText: 'b' }, {}, 'bank'])(
    'a depository is one of the register or free text, not %j',
    (depository) => {
      const [refusal] = refusals(sent(['guarantees', 0, 'depository'], depository));
      expect(refusal).toMatch(/^field-must-(have-the-right-shape|be-known) @ guarantees\.0\.depository/);
    },
  );

  test.each([null, undefined, 1, 'x', []])('%j is no application', (input) => {
    expect(refusals(input)).toHaveLength(1);
  });
});

test('amounts and texts at their limits are fine', () => {
  expect(refusals(sent(['contract', 'amountYen'], 999_999_999_999))).toEqual([]);
  expect(refusals(sent(['guarantees', 0, 'amountYen'], 1))).toEqual([]);
  expect(refusals(sent(['contract', 'projectName'], '工'.repeat(200)))).toEqual([]);
});

test('all is told at once', () => {
  const input = sent(['contract', 'projectName'], '') as { guarantees: Record<string, unknown>[]; extra?: number };
  input.extra = 1;
  input.guarantees[1] = { ...input.guarantees[1], amountYen: 0, form: 'fax' };
  expect(refusals(input).sort()).toEqual([
    'amount-must-be-within-bounds @ guarantees.1.amountYen',
    'field-must-be-given @ contract.projectName',
    'field-must-be-known @ extra',
    'field-must-have-the-right-shape @ guarantees.1.form',
  ]);
});

test('refusals travel together as one', () => {
  expect(() => refuseIfAny([])).not.toThrow();
  const details = [refuse('guarantee-must-be-chosen', 'guarantees')];
  expect(() => refuseIfAny(details)).toThrow(Refusal);
  expect(() => refuseIfAny(details)).toThrow(
    expect.objectContaining({ refusal: 'application-must-be-in-order', details }),
  );
});

test('the published schema states the bounds, the defaults and a description of every field', () => {
  const { $defs = {} } = z.toJSONSchema(applicationSchema, { io: 'input' });
  expect($defs.ConstructionContract?.properties?.amountYen).toMatchObject({ minimum: 1, maximum: 999_999_999_999 });
  expect($defs.ConstructionContract?.properties?.projectName).toMatchObject({ minLength: 1, maxLength: 200 });
  expect($defs.Application?.properties?.guarantees).toMatchObject({ minItems: 1, maxItems: 3 });
  for (const { properties = {}, additionalProperties } of ['ConstructionContract', 'GuaranteeTerms', 'Delivery'].map(
    (name) => $defs[name] ?? {},
  )) {
    expect(additionalProperties).toBe(false);
    for (const field of Object.values(properties)) expect(JSON.stringify(field)).toContain('"description"');
  }
});
