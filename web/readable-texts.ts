/** Texts that no table can hold never reach one, and are told like everything that cannot be printed. */
import type { RequestHandler } from 'express';

/** PostgreSQL keeps it in no text, and nobody types it. */
const nul = '\u0000';
/** Another sign that cannot be printed: a field's own check refuses it, beside the field. */
const unprintable = '\u0001';

/**
 * U+0000 in a form's texts becomes another sign that cannot be printed; in a question it is left out, as nothing there is
 * kept. Stands after the reader of the form.
 */
export const readableTexts: RequestHandler = (request, _response, next) => {
  const { query } = request;
  if (holdsNul(query))
    Object.defineProperty(request, 'query', { value: each(query, (text) => text.replaceAll(nul, '')) });
  const body: unknown = request.body;
  if (typeof body === 'object' && body !== null && holdsNul(body)) {
    request.body = each(body, (text) => text.replaceAll(nul, unprintable));
  }
  next();
};

function holdsNul(values: object): boolean {
  return Object.values(values)
    .flat()
    .some((text) => typeof text === 'string' && text.includes(nul));
}

/** The same fields with each of their texts changed so. */
function each(values: object, change: (text: string) => string): Record<string, unknown> {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    return typeof value === 'string' ? change(value) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, changed(value)]));
}
