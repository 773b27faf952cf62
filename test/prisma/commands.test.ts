import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Refusal } from '../../domain/refusals.ts';
import { acceptCommand, type NewCommand } from '../../prisma/commands.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

let tables: TestDatabase;
let db: Database;
beforeAll(async () => {
  tables = await createDatabase('service');
  db = openDatabase(tables.appUrl, 4);
});
afterAll(async () => {
  await db.$disconnect();
  await tables.drop();
});

const now = new Date('2026-04-01T03:00:00Z');

function command(idempotencyKey: string, own: Partial<NewCommand>): NewCommand {
  const nothing = { userId: null, by: null, guaranteeId: null, revision: null, incidentId: null };
  return { client: 'program', idempotencyKey, name: 'withdraw', ...nothing, content: {}, ...own };
}

const accept = (key: string, own: Partial<NewCommand>) => acceptCommand(db, command(key, own), now);
const refused = (key: string, own: Partial<NewCommand>) =>
  expect(accept(key, own)).rejects.toMatchObject({ refusal: 'idempotency-key-must-not-be-reused' });

test('the digest of a body does not depend on what a schema makes of it', async () => {
  const sent = { amountYen: 1 };
  const first = await accept('yesterday', { sent, content: { amountYen: 1 } });
  const today = await accept('yesterday', { sent, content: { amountYen: 1, addedSince: false } });
  expect(today.id).toBe(first.id);
  expect(today.content).toEqual({ amountYen: 1 });
});

test('it is the SHA-256 of name, target and body, in canonical JSON', async () => {
  const guaranteeId = randomUUID();
  const { contentDigest } = await accept('spelt', { guaranteeId, sent: { b: 1, a: [null] }, content: {} });
  const text = `{"content":{"a":[null],"b":1},"guaranteeId":"${guaranteeId}","incidentId":null,"name":"withdraw"}`;
  expect(contentDigest).toBe(createHash('sha256').update(text).digest('hex'));
});

test('another body, name or target under a used key is refused: idempotency-key-must-not-be-reused', async () => {
  const sent = { reason: '中止' };
  await accept('used', { sent });
  await refused('used', { sent: { reason: '中止', more: null } });
  await refused('used', { sent, name: 'decline' });
  await refused('used', { sent, guaranteeId: randomUUID() });
  expect((await accept('used', { sent })).contentDigest).toHaveLength(64);
});

test('what the service itself asks is compared by its content', async () => {
  const first = await accept('service', { content: { channel: 'unknown' } });
  expect((await accept('service', { content: { channel: 'unknown' } })).id).toBe(first.id);
  await expect(accept('service', { content: { channel: 'email' } })).rejects.toBeInstanceOf(Refusal);
});
