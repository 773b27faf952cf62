/** JSON bodies: UTF-8, of a known shape, no larger than they may be. */
import express, { type RequestHandler } from 'express';
import type { z } from 'zod';
import { Refusal } from '../../domain/refusals.ts';
import { shapeRefusals } from '../../domain/shape-refusals.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the body. Bytes that are no UTF-8 are refused, not replaced. */
export function jsonBody(limit: string): RequestHandler {
  return express.json({
    limit,
    type: 'application/json',
    verify: (_request, _response, bytes) => {
      utf8.decode(bytes);
    },
  });
}

/** The body in its shape. Refuses: `request-must-be-readable`, with every field that is wrong. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Refusal('request-must-be-readable', { details: shapeRefusals(parsed.error, body) });
}
