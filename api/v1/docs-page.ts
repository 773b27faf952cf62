/** The OpenAPI document as the documentation page shows it: operations in groups, fields as rows. */
import type { RefusalName } from '../../domain/refusals.ts';
import type { DocsField, DocsOperation, DocsPage } from '../../templates/api/docs.ts';
import { refusalList } from '../problem-details.ts';
import type { Described } from './openapi.ts';

/** The parts of JSON Schema that our schemas are made of. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly 'x-scopes': readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { description: string; content?: Readonly<Record<string, { schema: Schema }>> }>
  >;
}

/** What the page shows. */
export function docsPage(described: Described): DocsPage {
  const schemas = (described.components?.schemas ?? {}) as Record<string, Schema>;
  const operations = operationsOf(described, schemas);
  return {
    title: described.info.title,
    description: described.info.description ?? '',
    openApi: '/api/v1/openapi.json',
    example,
    groups: (described.tags ?? []).map(({ name, description }) => ({
      id: name,
      ...titled(description ?? name),
      operations: operations.filter(({ tag }) => tag === name),
    })),
    schemas: Object.entries(schemas).map(([name, schema]) => ({
      id: anchorOf(name),
      name,
      description: schema.description ?? '',
      fields: fieldsOf(schema, schemas, 0),
    })),
  };
}

const example = `curl https://hosho.example.jp/api/v1/guarantees?stage=applied \\
  -H 'Authorization: Bearer hosho_…'

curl https://hosho.example.jp/api/v1/guarantees/…/approval \\
  -H 'Authorization: Bearer hosho_…' \\
  -H 'Idempotency-Key: 2026-04-01-approve-12' \\
  -H 'Content-Type: application/json' -d '{}'`;

function operationsOf(described: Described, schemas: Record<string, Schema>): (DocsOperation & { tag: string })[] {
  return Object.entries(described.paths ?? {}).flatMap(([address, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      tag: operation.tags[0] ?? '',
      id: operation.operationId,
      method: method.toUpperCase(),
      address: `/api/v1${address}`,
      summary: operation.summary,
      ...told(operation.description),
      scopes: operation['x-scopes'],
      parameters: (operation.parameters ?? []).map((parameter) => ({
        name: parameter.name,
        place: parameter.in,
        type: typeOf(parameter.schema),
        required: parameter.required ?? false,
        description: parameter.description ?? parameter.schema.description ?? '',
        depth: 0,
      })),
      body: bodyOf(operation, schemas),
      answers: answersOf(operation),
      refusals: refusalsOf(operation),
    })),
  );
}

/** The Japanese and the English paragraph of an operation's description. */
function told(text: string): { explanation: string; description: string } {
  const [explanation = '', description = ''] = text.split('\n\n');
  return { explanation, description };
}

/** 申込 — applying: the Japanese and the English of a heading. */
function titled(text: string): { title: string; english: string } {
  const [title = '', english = ''] = text.split(' — ');
  return { title, english };
}

function bodyOf({ requestBody }: Operation, schemas: Record<string, Schema>): DocsField[] {
  if (requestBody === undefined) return [];
  const { 'application/json': body, ...files } = requestBody.content;
  if (body !== undefined) return fieldsOf(body.schema, schemas, 0);
  return [{ name: 'ファイル', type: Object.keys(files).join(' | '), required: true, description: '', depth: 0 }];
}

function answersOf({ responses }: Operation) {
  return Object.entries(responses)
    .filter(([status]) => Number(status) < 300)
    .map(([status, { description, content }]) => {
      const schema = nameOf(content?.['application/json']?.schema.$ref);
      return { status, description, schema, anchor: schema === null ? null : anchorOf(schema) };
    });
}

function refusalsOf({ responses }: Operation) {
  return Object.entries(responses).flatMap(([status, { description }]) =>
    [...description.matchAll(/^- `([a-z-]+)`/gm)].map(([, name]) => ({
      status,
      name: name as RefusalName,
      sentence: sentenceOf(name),
    })),
  );
}

function sentenceOf(name: string | undefined): string {
  return refusalList.find((refusal) => refusal.name === name)?.sentence ?? '';
}

/** The fields of a schema, those of inner objects right below them, as far as a page can show. */
function fieldsOf(schema: Schema, schemas: Record<string, Schema>, depth: number): DocsField[] {
  const { properties = {}, required = [] } = resolved(schema, schemas);
  return Object.entries(properties).flatMap(([name, field]) => [
    {
      name,
      type: typeOf(field),
      required: required.includes(name),
      description: descriptionOf(field, schemas),
      depth,
    },
    ...(depth < 3 ? fieldsOf(innerOf(field), schemas, depth + 1) : []),
  ]);
}

/** A field that may be null says what it is beside its type. */
function descriptionOf(field: Schema, schemas: Record<string, Schema>): string {
  const [first] = field.anyOf ?? [];
  return field.description ?? resolved(field, schemas).description ?? first?.description ?? '';
}

function innerOf(field: Schema): Schema {
  const object = field.anyOf?.find(({ properties, $ref }) => properties !== undefined || $ref !== undefined);
  return field.items ?? object ?? field;
}

function resolved(schema: Schema, schemas: Record<string, Schema>): Schema {
  const name = nameOf(schema.$ref);
  return name === null ? schema : (schemas[name] ?? {});
}

/** The type in a word or two: 文字列 or null, 一覧, one of …. */
function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref) ?? '';
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.items !== undefined) return `${typeOf(schema.items)}[]`;
  const type = schema.type === undefined ? 'any' : [schema.type].flat().join(' | ');
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

function nameOf(reference: string | undefined): string | null {
  return reference?.split('/').at(-1) ?? null;
}

function anchorOf(name: string): string {
  return `schema-${name}`;
}
