/** GET /openapi.json: what the API is, for programs. */
import type { RequestHandler } from 'express';
import { json, send } from '../answer.ts';
import type { Described } from './openapi.ts';

export function openApi(described: Described): RequestHandler {
  const answer = json(200, described);
  return (_request, response) => send(response, answer);
}
