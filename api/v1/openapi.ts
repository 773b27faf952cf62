/** The API as an OpenAPI 3.1 document, made from the very schemas that requests are read with. */
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import {
  createDocument as create,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { type RefusalName, refusalSentences } from '../../domain/refusals.ts';
import type { Scope } from '../../domain/scopes.ts';
import { problemSchema } from '../problem-details.ts';
import { statusOf } from '../refusal-statuses.ts';
import type { Method, Routes } from '../routes.ts';
import { type AnswerShape, type Endpoint, takesBody } from './endpoint.ts';

export type Described = ReturnType<typeof create>;

/** The document of these routes. */
export function createDocument(routes: Routes): Described {
  const paths: ZodOpenApiPathsObject = {};
  for (const [path, methods] of Object.entries(routes)) {
    paths[addressOf(path)] = Object.fromEntries(
      (Object.entries(methods) as [Method, Endpoint][]).map(([method, endpoint]) => [
        method.toLowerCase(),
        operation(path, endpoint),
      ]),
    );
  }
  return create({
    openapi: '3.1.0',
    info: {
      title: '保証 JSON API',
      version: '1',
      description:
        '公共工事の保証を申し込み、審査から発行・提出までを追うためのAPIです。' +
        'Apply for construction guarantees and follow them from review to submission.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags,
    security: [{ apiKey: [] }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: hosho_ and 43 characters.' },
      },
    },
    paths,
  });
}

const tags = [
  { name: 'applications', description: '申込 — applying' },
  { name: 'guarantees', description: '保証 — guarantees, their documents, and what is done with them' },
  { name: 'correction-requests', description: '訂正の依頼 — what a contractor found wrong' },
  { name: 'incidents', description: '停止 — what is stuck' },
  { name: 'audit', description: '監査記録 — the audit log, for whoever verifies it' },
  { name: 'cause-groups', description: '停止の原因 — what is stuck, by its cause' },
  { name: 'bulk-retries', description: '一括再実行 — many retried together' },
  { name: 'circuits', description: '回路 — the switch of each counterparty' },
  { name: 'sweeps', description: '見回り — what the sweeper did' },
  { name: 'findings', description: '見つかったもの — what the sweeper found and is still so' },
  { name: 'alerts', description: 'お知らせ — what on-call people were told of' },
  { name: 'commands', description: '依頼 — what was asked, and what came of it' },
];

/** `/guarantees/:id` as OpenAPI writes it: `/guarantees/{id}`. */
export function addressOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

const scopeNames: Record<Scope, string> = {
  contractor: '受注者',
  reviewer: '審査担当',
  operator: '運用担当',
  auditor: '監査担当',
};

function operation(path: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const { operationId, summary, explanation, description, scopes, query } = endpoint;
  return {
    operationId,
    summary,
    description: `${explanation}\n\n${description}\n\nScopes: ${scopes.map((scope) => `${scope} (${scopeNames[scope]})`).join(', ')}.`,
    tags: [path.split('/')[1] ?? ''],
    'x-scopes': [...scopes],
    requestParams: {
      ...pathOf(path),
      ...(query === undefined ? {} : { query: query as z.ZodObject }),
      ...(takesBody(endpoint) ? { header: z.object({ 'Idempotency-Key': idempotencyKey }) } : {}),
    },
    ...(takesBody(endpoint) ? { requestBody: { required: true, content: contentOf(endpoint) } } : {}),
    responses: { ...answers(endpoint.answers), ...problems(refusalsOf(endpoint)) },
  };
}

/** The file as bytes, or the JSON body's schema. */
function contentOf({ body, file }: Endpoint): ZodOpenApiContentObject {
  if (file !== undefined) return files(file.mediaTypes);
  return { 'application/json': { schema: body as z.ZodType } };
}

function files(mediaTypes: readonly string[]): ZodOpenApiContentObject {
  return Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]),
  );
}

function pathOf(path: string) {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  if (names.length === 0) return {};
  return {
    path: z.object(
      Object.fromEntries(
        names.map((name) => [name, /^id$|Id$/.test(name) ? z.uuid() : z.string().meta({ description: kinds })]),
      ),
    ),
  };
}

const kinds = 'certificate, key-notice, fee-statement or certificate-check-copy.';

const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .meta({
    description:
      "The client's own name for this act, kept for life: the same key and body get the same answer, another body is refused. " +
      'Bodies are compared as they were sent, key order and white space aside: a field spelt out that equals its default is another body.',
    examples: ['2026-04-01-koji-12-apply'],
  });

function answers(shapes: Readonly<Record<number, AnswerShape>>): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    Object.entries(shapes).map(([status, { description, schema, mediaTypes, location }]) => {
      const content: ZodOpenApiContentObject =
        schema === undefined ? files(mediaTypes ?? []) : { 'application/json': { schema } };
      return [status, { description, content, ...(location ? { headers: z.object({ Location: z.string() }) } : {}) }];
    }),
  );
}

/** What any request may be refused with, and what this endpoint adds. */
function refusalsOf(endpoint: Endpoint): readonly RefusalName[] {
  const { query, file, refusals } = endpoint;
  const ofBodies: RefusalName[] = [
    'request-must-be-readable',
    'idempotency-key-must-be-given',
    'idempotency-key-must-be-printable',
    'request-must-be-small-enough',
    file?.mediaTypeRefusal ?? 'media-type-must-be-json',
    'content-must-be-in-order',
  ];
  const ofQueries: RefusalName[] = query === undefined ? [] : ['content-must-be-in-order'];
  const all = [
    'api-key-must-be-valid',
    'requests-must-be-few',
    'scope-must-allow-this',
    ...(takesBody(endpoint) ? ofBodies : []),
    ...ofQueries,
    ...refusals,
  ];
  return [...new Set(all as RefusalName[])];
}

function problems(refusals: readonly RefusalName[]): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(refusals, statusOf);
  const told = [...byStatus].map(([status, names]) => [status, problemAnswer(status, names)] as const);
  return Object.fromEntries([...told, [500, problemAnswer(500, [])]]);
}

function problemAnswer(status: number, names: readonly RefusalName[]) {
  const lines = names.map((name) => `- \`${name}\`: ${refusalSentences[name]}`);
  return {
    description: [STATUS_CODES[status] ?? '', ...lines].join('\n'),
    content: { 'application/problem+json': { schema: problemSchema } },
  };
}
