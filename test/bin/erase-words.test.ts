/** bin/erase-words: words go where the law demands it, the log stays whole, and nobody else can take anything back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type AuditLog, openAuditLog } from './support/audit-log.ts';
import { runCommand } from './support/hosho.ts';

let log: AuditLog;
let api: AuditLog['api'];
beforeAll(async () => {
  log = await openAuditLog();
  ({ api } = log);
}, 60_000);
afterAll(() => log.close());

const order = ['--law', '個人情報保護法第35条', '--reason', '本人の請求', '--ordered-by', '個人情報保護管理者'];
const erase = (...args: string[]) => runCommand('erase-words.ts', args, { DATABASE_OWNER_URL: log.ownerUrl });

test('leave the log whole, and it says when they were erased; asked again nothing happens', async () => {
  const { id } = await api.db.event.findFirstOrThrow({ where: { guaranteeId: log.guaranteeId, kind: 'applied' } });
  const preview = await erase('--event', id, ...order);
  expect(preview.out).toContain('Nothing was erased yet: the words of 1 events would be. Add --yes.');
  expect(await api.db.eventBody.findUnique({ where: { eventId: id } })).not.toBeNull();
  expect((await erase('--event', id, ...order, '--yes')).exitCode).toBe(0);
  expect(await api.db.eventBody.findUnique({ where: { eventId: id } })).toBeNull();
  const [command] = await api.db.command.findMany({ where: { name: 'apply' } });
  expect([command?.content, command?.by]).toEqual([{}, null]);
  expect((await erase('--event', id, ...order, '--yes', '--json')).json.erased).toBe(0);
  await log.seal();
  const { exitCode, json } = await log.verify();
  expect(json).toMatchObject({ whole: true, erased: [{ eventId: id }] });
  expect(exitCode).toBe(0);
  const { out } = await runCommand('hosho.ts', ['audit', 'verify'], log.env);
  expect(out).toMatch(new RegExp(`Words of event ${id}: erased by law on \\d{4}-\\d{2}-\\d{2}\\.`));
  const [act] = await api.db.event.findMany({ where: { subject: `erasure/${id}` }, include: { body: true } });
  expect(act?.body?.content).toMatchObject({
    after: { law: '個人情報保護法第35条', orderedBy: '個人情報保護管理者' },
    reason: '本人の請求',
  });
});

test('what records an erasure is not erased, nor what is not there', async () => {
  const { id } = await api.db.event.findFirstOrThrow({ where: { subject: { startsWith: 'erasure/' } } });
  for (const named of [id, '00000000-0000-4000-8000-0000000000ff']) {
    expect((await erase('--event', named, ...order, '--yes')).exitCode).toBe(1);
  }
  for (const wrong of [[], ['--event', id], ['--event', 'x', ...order], ['--nothing']]) {
    expect((await erase(...wrong)).exitCode).toBe(2);
  }
});

test('the service’s role cannot erase, change or take back anything of the log', async () => {
  const service = new Client({ connectionString: api.databaseUrl });
  await service.connect();
  for (const table of ['event', 'event_body', 'sealed_event', 'sealed_batch', 'daily_head']) {
    const { rows } = await log.owner.query(
      `SELECT column_name FROM information_schema.columns WHERE table_name = '${table}' LIMIT 1`,
    );
    const column = rows[0].column_name;
    for (const statement of [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ]) {
      await expect(service.query(statement)).rejects.toThrow(/permission denied/);
    }
  }
  await expect(service.query('ALTER TABLE event DISABLE TRIGGER USER')).rejects.toThrow(/must be owner/);
  await expect(service.query('DROP TRIGGER await_seal ON event')).rejects.toThrow(/must be owner/);
  await service.end();
});
