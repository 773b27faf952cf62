/** What an address of the JSON API is: who may ask, what goes in, what comes out, and what it does. */
import type { z } from 'zod';
import type { ActedBy } from '../../domain/audit.ts';
import type { RefusalName } from '../../domain/refusals.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Principal } from '../../prisma/people.ts';
import type { Answer } from '../answer.ts';
import type { FileShape } from '../file-body.ts';
import type { ApiServices } from '../services.ts';

/** A request, already known to be allowed and of the right shape. */
export interface Asked<Query, Body> {
  readonly principal: Principal;
  /** As the audit log names who asks. */
  readonly by: ActedBy;
  /** The id in the address; empty where it has none. */
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The body as it came, before its schema: a repeat under the same Idempotency-Key is compared with this. */
  readonly sent: unknown;
  /** Empty for a GET. */
  readonly idempotencyKey: string;
}

/** An answer as the documentation tells it: a schema for JSON, or the media type of a file. */
export interface AnswerShape {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaTypes?: readonly string[];
  readonly location?: boolean;
}

export interface Endpoint<Query = unknown, Body = unknown> {
  /** Any of these scopes opens it. */
  readonly scopes: readonly Scope[];
  readonly operationId: string;
  /** In Japanese, for the head of its documentation. */
  readonly summary: string;
  /** In Japanese, what it does. */
  readonly explanation: string;
  /** The same in English. */
  readonly description: string;
  /** What is said of an id that does not exist, or not for this reader. */
  readonly missing?: RefusalName;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Where the body is one file instead: which. */
  readonly file?: FileShape;
  /** The name that all refusals of the body stand under; `content-must-be-in-order` where it is not said. */
  readonly bodyRefusal?: RefusalName;
  readonly answers: Readonly<Record<number, AnswerShape>>;
  readonly refusals: readonly RefusalName[];
  readonly handle: (services: ApiServices, asked: Asked<Query, Body>) => Promise<Answer>;
}

/** An endpoint whose handler gets exactly what its schemas give. */
export function endpoint<Query, Body>(parts: Endpoint<Query, Body>): Endpoint {
  return parts as Endpoint;
}

/** Whether it is an act, with a body and an Idempotency-Key. */
export function takesBody({ body, file }: Pick<Endpoint, 'body' | 'file'>): boolean {
  return body !== undefined || file !== undefined;
}
