/** What a schema found, as refusals by name and field: all told at once. */
import type { z } from 'zod';
import { type FieldRefusal, type RefusalName, refusalSentences, refuse } from './refusals.ts';

/** One refusal for each thing the schema found in the input. The field is a path such as `guarantees.0.amountYen`. */
export function shapeRefusals(error: z.ZodError, input: unknown): FieldRefusal[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => refuse('field-must-be-known', [...path, key].join('.')));
    }
    const field = path.length === 0 ? undefined : path.join('.');
    return [refuse(nameOf(issue, valueAt(input, issue.path)), field, sentenceOf(issue))];
  });
}

/** The more exact sentence that a field's own check gave. */
function sentenceOf(issue: z.core.$ZodIssue): string | undefined {
  const sentence: unknown = issue.code === 'custom' ? issue.params?.sentence : undefined;
  return typeof sentence === 'string' ? sentence : undefined;
}

function nameOf(issue: z.core.$ZodIssue, value: unknown): RefusalName {
  if (issue.code === 'custom' && isRefusalName(issue.params?.refusal)) return issue.params.refusal;
  if (value === undefined) return 'field-must-be-given';
  if (typeof value === 'number' && (issue.code === 'too_big' || issue.code === 'too_small')) {
    return 'amount-must-be-within-bounds';
  }
  return 'field-must-have-the-right-shape';
}

function isRefusalName(name: unknown): name is RefusalName {
  return typeof name === 'string' && Object.hasOwn(refusalSentences, name);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}
