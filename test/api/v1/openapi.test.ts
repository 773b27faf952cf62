import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Method, v1 } from '../../../api/routes.ts';
import { addressOf } from '../../../api/v1/openapi.ts';
import { refusalSentences } from '../../../domain/refusals.ts';
import { type OpenApi, openApi } from '../support/api.ts';

let api: OpenApi;
// biome-ignore lint/suspicious/noExplicitAny: the document is read as any program would
let document: any;
beforeAll(async () => {
  api = await openApi();
  document = await (await fetch(`${api.url}/api/v1/openapi.json`)).json();
});
afterAll(() => api.close());

const routes = Object.entries(v1).flatMap(([path, methods]) =>
  (Object.keys(methods) as Method[]).map((method) => ({ method, path, endpoint: methods[method] })),
);

test('the document is OpenAPI 3.1 and stands on its own', () => {
  expect(document.openapi).toBe('3.1.0');
  const names = references(document);
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) expect(at(name)).toBeDefined();
  const ids = routes.map(({ method, path }) => document.paths[addressOf(path)][method.toLowerCase()].operationId);
  expect(new Set(ids).size).toBe(routes.length);
});

describe('every route is in the document', () => {
  test.each(routes)('$method $path', ({ method, path, endpoint }) => {
    const operation = document.paths[addressOf(path)]?.[method.toLowerCase()];
    expect(operation).toMatchObject({ summary: endpoint?.summary, 'x-scopes': [...(endpoint?.scopes ?? [])] });
    const inPath = operation.parameters?.filter((parameter: { in: string }) => parameter.in === 'path') ?? [];
    expect(inPath.map(({ name }: { name: string }) => `:${name}`)).toEqual(path.match(/:\w+/g) ?? []);
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining(['401', '403', '500', ...Object.keys(endpoint?.answers ?? {})]),
    );
    const keys = operation.parameters?.filter(({ name }: { name: string }) => name === 'Idempotency-Key') ?? [];
    expect(keys).toHaveLength(method === 'POST' ? 1 : 0);
    expect(operation.requestBody === undefined).toBe(method === 'GET');
  });

  test('and nothing else', () => {
    expect(Object.keys(document.paths).sort()).toEqual(Object.keys(v1).map(addressOf).sort());
  });
});

test('what goes in is told as it is read: bounds, days, required fields', () => {
  const { Application, ConstructionContract, GuaranteeTerms } = document.components.schemas;
  expect(Application.required).toEqual(['contract', 'guarantees', 'delivery']);
  expect(ConstructionContract.required).not.toContain('worksNumber');
  expect(ConstructionContract.properties.contractOn).toMatchObject({ type: 'string', format: 'date' });
  expect(GuaranteeTerms.properties.amountYen).toMatchObject({ type: 'integer', minimum: 1, maximum: 999_999_999_999 });
});

test('a file goes in as bytes of the media types that are taken', () => {
  const { parameters, requestBody } = document.paths['/applications/{id}/attachments'].post;
  expect(Object.keys(requestBody.content)).toEqual(['application/pdf', 'image/png', 'image/jpeg']);
  expect(requestBody.content['image/png'].schema).toEqual({ type: 'string', format: 'binary' });
  const name = parameters.find((parameter: { name: string }) => parameter.name === 'name');
  expect(name).toMatchObject({ in: 'query', required: true, schema: { type: 'string', maxLength: 200 } });
});

test('the page tells every operation and every refusal it may meet, in Japanese, without a script', async () => {
  const answer = await fetch(`${api.url}/api/v1/docs`);
  const page = await answer.text();
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|style=|https?:\/\/(?!hosho\.example\.jp)/);
  for (const { path, endpoint } of routes) {
    expect(page).toContain(`/api/v1${addressOf(path)}`);
    expect(page).toContain(endpoint?.summary);
    for (const name of endpoint?.refusals ?? []) expect(page).toContain(refusalSentences[name]);
  }
  const [stylesheet = ''] = page.match(/\/public\/[a-z-]+\.css/) ?? [];
  const style = await fetch(`${api.url}${stylesheet}`);
  expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
});

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [inner as string] : references(inner)));
}

function at(reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce((place, name) => place?.[name], document);
}
