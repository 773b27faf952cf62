/** Serves an endpoint: who asks, whether they may, whether it has the right shape; then its handler, then the answer. */
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { ActedBy } from '../../domain/audit.ts';
import { Refusal, type RefusalName } from '../../domain/refusals.ts';
import { readerOf } from '../../domain/scopes.ts';
import { shapeRefusals } from '../../domain/shape-refusals.ts';
import type { Principal } from '../../prisma/people.ts';
import { send } from '../answer.ts';
import { authenticate } from '../authenticate.ts';
import { fileBody } from '../file-body.ts';
import { idempotencyKeyOf } from '../idempotency-key.ts';
import { jsonBody } from '../json-body.ts';
import type { ApiServices } from '../services.ts';
import { type Endpoint, takesBody } from './endpoint.ts';

const nothing = z.strictObject({});

/** The handlers of an endpoint, in order. A body is read only for those who may send one. */
export function serve(services: ApiServices, endpoint: Endpoint): RequestHandler[] {
  return [admit(services, endpoint), ...bodyReader(endpoint), act(services, endpoint)];
}

function bodyReader({ body, file }: Endpoint): RequestHandler[] {
  if (file !== undefined) return [fileBody(file)];
  return body === undefined ? [] : [jsonBody];
}

/** Refuses: `api-key-must-be-valid`, `requests-must-be-few`, `scope-must-allow-this`. */
function admit(services: ApiServices, endpoint: Endpoint): RequestHandler {
  return async (request, response, next) => {
    const principal = await authenticate(services, request, response);
    response.locals.principal = principal;
    response.locals.apiKeyId = principal.apiKeyId;
    const isInScope = endpoint.scopes.some((scope) => principal.scopes.includes(scope));
    if (!isInScope || (takesBody(endpoint) && !principal.mayAct)) throw new Refusal('scope-must-allow-this');
    next();
  };
}

function act(services: ApiServices, endpoint: Endpoint): RequestHandler {
  return async (request, response) => {
    const params = request.params as Record<string, string>;
    const id = params.id ?? '';
    if (endpoint.missing !== undefined && !isUuid(id)) throw new Refusal(endpoint.missing);
    const principal = within(endpoint, response.locals.principal as Principal);
    const answer = await endpoint.handle(services, {
      principal,
      by: byOf(principal, request),
      id: id.toLowerCase(),
      params,
      idempotencyKey: takesBody(endpoint) ? idempotencyKeyOf(request) : '',
      query: inShape(endpoint.query ?? nothing, { ...request.query }, 'content-must-be-in-order'),
      sent: request.body,
      body: inShape(endpoint.body ?? z.unknown(), request.body, endpoint.bodyRefusal ?? 'content-must-be-in-order'),
    });
    send(response, answer);
  };
}

/** Only the scopes that open the address count for what exists there: who reads at all branches does not act at them so. */
function within({ scopes }: Endpoint, principal: Principal): Principal {
  const opened = principal.scopes.filter((scope) => scopes.includes(scope));
  return { ...principal, reader: readerOf(opened, principal.contractorId, principal.grants) };
}

function byOf({ userId, roles, apiKeyId }: Principal, { ip }: Request): ActedBy {
  return { userId, roles, address: ip ?? null, apiKeyId };
}

function inShape<T>(schema: z.ZodType<T>, value: unknown, refusal: RefusalName): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new Refusal(refusal, { details: shapeRefusals(read.error, value) });
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
