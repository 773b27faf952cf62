/** Texts that no table can hold are refused before anything is asked of one. */
import type { RequestHandler } from 'express';
import { Refusal } from '../domain/refusals.ts';

/**
 * Passes forms and questions without U+0000, which nobody types and PostgreSQL keeps in no text. Stands after the reader of
 * the form. Refuses: `request-must-be-readable`.
 */
export const readableTexts: RequestHandler = (request, _response, next) => {
  const body: unknown = request.body;
  const texts = [request.query, typeof body === 'object' && body !== null ? body : {}].flatMap(Object.values);
  const isReadable = texts.flat().every((text) => typeof text !== 'string' || !text.includes('\u0000'));
  next(isReadable ? undefined : new Refusal('request-must-be-readable'));
};
