import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildExample } from '../../support/cases.ts';
import { type OpenApi, openApi } from '../support/api.ts';

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const address = '/api/v1/applications';
// biome-ignore lint/suspicious/noExplicitAny: tests leave fields out
const example = (): any => structuredClone(buildExample(new Date()));

/** The body without the fields that may be left out of the contract: null is what they mean then. */
function short() {
  const body = example();
  delete body.contract.worksNumber;
  delete body.contract.noticeOn;
  return body;
}

test('a field spelt out that equals its default is another body: idempotency-key-must-not-be-reused', async () => {
  const first = await api.post('contractor', address, { body: short(), key: 'short' });
  expect(first.status).toBe(201);
  const spelt = short();
  spelt.contract.worksNumber = null;
  const told = await api.post('contractor', address, { body: spelt, key: 'short' });
  expect([told.status, told.body.name]).toEqual([409, 'idempotency-key-must-not-be-reused']);
  expect((await api.post('contractor', address, { body: short(), key: 'short' })).text).toBe(first.text);
});

test('key order is no part of a body', async () => {
  const body = short();
  const first = await api.post('contractor', address, { body, key: 'order' });
  const { contract, guarantees, delivery } = body;
  const turned = Object.fromEntries(Object.entries(contract).reverse());
  const again = await api.post('contractor', address, {
    body: { delivery, guarantees, contract: turned },
    key: 'order',
  });
  expect([again.status, again.text]).toEqual([201, first.text]);
});

test('an action too is compared as it was sent', async () => {
  const applied = await api.post('contractor', address, { body: example() });
  const [{ id }] = applied.body.guarantees;
  const withdrawal = `/api/v1/guarantees/${id}/withdrawal`;
  const first = await api.post('contractor', withdrawal, { body: {}, key: 'withdraw' });
  expect(first.status).toBe(202);
  const again = await api.post('contractor', withdrawal, { body: {}, key: 'withdraw' });
  expect(again.body.commandId).toBe(first.body.commandId);
  const other = await api.post('contractor', withdrawal, { body: { reason: '中止のため' }, key: 'withdraw' });
  expect([other.status, other.body.name]).toEqual([409, 'idempotency-key-must-not-be-reused']);
});
