/** GET /docs: what the API is, for people. */
import type { RequestHandler } from 'express';
import { renderApiDocs } from '../../templates/api/docs.ts';
import { send } from '../answer.ts';
import { docsPage } from './docs-page.ts';
import type { Described } from './openapi.ts';

export function docs(described: Described): RequestHandler {
  const body = renderApiDocs(docsPage(described));
  const answer = { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
  return (_request, response) => send(response, answer);
}
