/** The fields that forms are made of: their shape for the API and OpenAPI, and the name of the refusal where one rule is broken. */
import { z } from 'zod';
import { type Day, parseDay } from './dates.ts';
import { unprinted } from './printed-characters.ts';
import type { RefusalName } from './refusals.ts';
import { maxMessageLength, maxTextLength, textProblem } from './text.ts';
import { maxYen, type Yen } from './yen.ts';

/** Days that a contract of today may name. Keeps the calendar's ends, and misread eras, out of the tables. */
export const earliestDay = '1989-01-08';
export const latestDay = '2199-12-31';

/** A day in Japan, `YYYY-MM-DD`. */
export function dayField(description: string): z.ZodType<Day, string> {
  return z
    .string()
    .check((context) => {
      const parsed = parseDay(context.value);
      if (parsed === null) context.issues.push(broken(context.value, 'day-must-exist'));
      else if (parsed < earliestDay || parsed > latestDay)
        context.issues.push(broken(parsed, 'day-must-be-within-bounds'));
    })
    .meta({ description, format: 'date', examples: ['2026-04-01'] }) as unknown as z.ZodType<Day, string>;
}

/** Whole yen from `min` (1) to 999,999,999,999. */
export function amountField(description: string, min = 1): z.ZodType<Yen, number> {
  return z
    .int()
    .check((context) => {
      const { value } = context;
      // What is beyond the safe integers, the schema has refused already.
      if (Number.isSafeInteger(value) && (value < min || value > maxYen)) {
        context.issues.push(broken(value, 'amount-must-be-within-bounds'));
      }
    })
    .meta({ description, minimum: min, maximum: maxYen }) as unknown as z.ZodType<Yen, number>;
}

/** A line of text of up to 200 characters, stored exactly as given. */
export function textField(description: string): z.ZodType<string, string> {
  return typed(description, { maxLength: maxTextLength, lines: false });
}

/** A line of text that stands on a paper: of characters that the paper's typefaces have. */
export function printedTextField(description: string): z.ZodType<string, string> {
  return textField(description).check((context) => {
    const signs = context.issues.length > 0 ? [] : unprinted(context.value);
    if (signs.length > 0)
      context.issues.push(broken(context.value, 'text-must-be-printable', unprintedSentence(signs.slice(0, 10))));
  });
}

function unprintedSentence(signs: readonly string[]): string {
  return `書類に印刷できない文字「${signs.join(' ')}」が入っています。別の文字で入力してください。`;
}

/** A message: line breaks are fine, up to 1,000 characters. */
export function messageField(description: string): z.ZodType<string, string> {
  return typed(description, { maxLength: maxMessageLength, lines: true });
}

/** An address that a mail can be sent to: one @, no spaces, a host with a dot, nothing that could start another header. */
export function mailAddressField(description: string): z.ZodType<string, string> {
  return z
    .string()
    .check((context) => {
      if (!isMailAddress(context.value)) context.issues.push(broken(context.value, 'mail-address-must-be-valid'));
    })
    .meta({ description, format: 'email', maxLength: 254, examples: ['soumu@example.jp'] });
}

/** The id of a row in a register. */
export function idField(description: string): z.ZodType<string, string> {
  return typed(description, { maxLength: 64, lines: false });
}

/** A telephone number in half-width digits, with hyphens, brackets and spaces where people write them. */
export function telephoneField(description: string): z.ZodType<string, string> {
  return patterned(description, /^(?=(?:\D*\d){9})\+?[\d() -]{9,20}$/, 'telephone-must-be-one');
}

/** The digits of a bank account. */
export function digitsField(description: string): z.ZodType<string, string> {
  return patterned(description, /^\d{4,8}$/, 'account-number-must-be-one');
}

function patterned(description: string, pattern: RegExp, refusal: RefusalName): z.ZodType<string, string> {
  return z
    .string()
    .check((context) => {
      const { value } = context;
      if (value === '') context.issues.push(broken(value, 'field-must-be-given'));
      else if (!pattern.test(value)) context.issues.push(broken(value, refusal));
    })
    .meta({ description });
}

export function isMailAddress(text: string): boolean {
  if (text.length > 254) return false;
  return /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(
    text,
  );
}

function typed(description: string, limits: { maxLength: number; lines: boolean }): z.ZodType<string, string> {
  return z
    .string()
    .check((context) => {
      const problem = textProblem(context.value, limits);
      if (problem !== null) context.issues.push(broken(context.value, textRefusals[problem]));
    })
    .meta({ description, minLength: 1, maxLength: limits.maxLength });
}

const textRefusals = {
  blank: 'field-must-be-given',
  'too-long': 'text-must-be-short-enough',
  unprintable: 'text-must-be-printable',
} as const satisfies Record<string, RefusalName>;

/** `sentence`: where it says more than the refusal's own. */
function broken<Input>(input: Input, refusal: RefusalName, sentence?: string) {
  return { code: 'custom' as const, input, params: { refusal, sentence }, message: refusal, continue: true };
}
