/** JSON bodies, strictly: UTF-8 that decodes, an object or array that parses, no larger than it may be. */
import express, { type RequestHandler } from 'express';
import { Refusal } from '../domain/refusals.ts';

const limit = '256kb';
const utf8 = new TextDecoder('utf-8', { fatal: true });
const read = express.raw({ type: () => true, limit });

/**
 * The body as JSON. A request without one is read as an empty object.
 *
 * Refuses: `media-type-must-be-json`, `request-must-be-small-enough`, `request-must-be-readable`.
 */
export const jsonBody: RequestHandler = (request, response, next) => {
  read(request, response, (error?: unknown) => {
    if (error !== undefined) return next(error);
    try {
      request.body = bodyOf(request.body, request.headers['content-type']);
      next();
    } catch (refusal) {
      next(refusal); // thrown out of this callback it would reach nobody
    }
  });
};

function bodyOf(bytes: unknown, contentType: string | undefined): unknown {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {};
  if (!isJson(contentType)) throw new Refusal('media-type-must-be-json');
  return parsed(bytes);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType ?? '');
}

function parsed(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // told below: what the parser says repeats what was sent
  }
  throw new Refusal('request-must-be-readable');
}
