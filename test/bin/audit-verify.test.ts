/** bin/hosho audit verify finds what was changed, taken out or moved, whoever did it; and bin/erase-words leaves it whole. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bodyDigestOf, hashOf } from '../../prisma/event-hashes.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { sealEvents } from '../../prisma/sealing.ts';
import { freePort } from '../support/d-sure-process.ts';
import { type AuditLog, openAuditLog } from './support/audit-log.ts';
import { runCommand } from './support/hosho.ts';

let log: AuditLog;
let api: AuditLog['api'];
let owner: AuditLog['owner'];
let verify: AuditLog['verify'];
beforeAll(async () => {
  log = await openAuditLog();
  ({ api, owner, verify } = log);
}, 60_000);
afterAll(() => log.close());

const faultsIn = async () => {
  const { json } = await verify();
  return (json.faults as { fault: string; at: string }[]).map(({ fault, at }) => `${fault} ${at}`);
};

/** What the owner's role, or a superuser, can do to the tables; taken back afterwards. */
async function tampered(statements: readonly string[], check: () => Promise<void>): Promise<void> {
  const tables = ['event', 'event_body', 'sealed_event', 'sealed_batch', 'daily_head'];
  for (const table of tables) await owner.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
  await owner.query('ALTER TABLE event DISABLE TRIGGER USER');
  try {
    for (const statement of statements) await owner.query(statement);
    await check();
  } finally {
    await owner.query('TRUNCATE event, event_body, sealed_event, sealed_batch, daily_head');
    for (const table of tables) {
      await owner.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
      await owner.query(`DROP TABLE kept_${table}`);
    }
    await owner.query('ALTER TABLE event ENABLE TRIGGER USER');
  }
}

const second = `subject = 'circuit/d-sure' AND sequence = 2`;
const idOf = (where: string) => `(SELECT id FROM event WHERE ${where})`;

test('a log that nobody touched is whole: every event in every chain, with the head that the mail told', async () => {
  const { rows } = await owner.query('SELECT day::text, hash FROM daily_head');
  const { exitCode, json } = await verify('--head', `${rows[0].day}=${rows[0].hash}`);
  expect(json).toMatchObject({ whole: true, faultCount: 0, faults: [], erased: [] });
  expect(json.events).toBe(await api.db.event.count());
  expect(json.position).toBe(json.events);
  expect(json.chains).toBe(10);
  expect(exitCode).toBe(0);
  const { out } = await runCommand('hosho.ts', ['audit', 'verify'], log.env);
  expect(out).toContain('The audit log is whole: 1,2');
});

describe('is found with what was done to it:', () => {
  test.each([
    [
      'a changed row',
      [`UPDATE event SET kind = 'circuit-closed' WHERE subject = 'circuit/d-sure' AND sequence = 1`],
      ['event-changed circuit/d-sure, link 1'],
    ],
    [
      'another actor',
      [`UPDATE event SET actor_id = '${samples.users.operator}' WHERE ${second}`],
      ['event-changed circuit/d-sure, link 2'],
    ],
    [
      'changed words',
      [`UPDATE event_body SET content = '{"reason":"else"}' WHERE event_id = ${idOf(second)}`],
      ['words-changed circuit/d-sure, link 2'],
    ],
    [
      'words that are gone without a record',
      [`DELETE FROM event_body WHERE event_id = ${idOf(second)}`],
      ['words-missing circuit/d-sure, link 2'],
    ],
    [
      'a place taken out',
      [`DELETE FROM sealed_event WHERE event_id = ${idOf(second)}`],
      ['place-missing place', 'batch-changed batch', 'event-not-sealed circuit/d-sure, link 2'],
    ],
    [
      'a batch taken out',
      [
        'DELETE FROM sealed_batch WHERE first_position = (SELECT min(first_position) + 0 FROM sealed_batch WHERE first_position > 1)',
      ],
      ['batch-missing batch', 'batch-missing place'],
    ],
    [
      'two places changed for each other',
      [
        `UPDATE sealed_event SET position = -position WHERE event_id IN (${idOf(second)}, ${idOf(`subject = 'circuit/d-sure' AND sequence = 3`)})`,
        `UPDATE sealed_event SET position = (SELECT sum(-other.position) FROM sealed_event other WHERE other.position < 0) + position WHERE position < 0`,
      ],
      ['batch-changed batch', 'event-out-of-order circuit/d-sure, link 3'],
    ],
    [
      'an event that was never sealed',
      [`DELETE FROM sealed_batch WHERE last_position = (SELECT max(last_position) FROM sealed_batch)`],
      ['head-differs the row of', 'event-not-sealed user/'],
    ],
  ] as const)('%s', async (_name, statements, expected) => {
    await tampered(statements, async () => {
      const found = await faultsIn();
      for (const fault of expected) expect(found).toContainEqual(expect.stringContaining(fault));
    });
  });

  test('a row taken out, with its place and its words', async () => {
    const gone = idOf(second);
    await tampered(
      [
        `CREATE TEMP TABLE gone AS SELECT ${gone} AS id`,
        'DELETE FROM event_body WHERE event_id IN (SELECT id FROM gone)',
        'DELETE FROM event WHERE id IN (SELECT id FROM gone)',
        'DROP TABLE gone',
      ],
      async () => {
        const found = await faultsIn();
        expect(found).toContainEqual(expect.stringMatching(/^event-missing place \d+$/));
        expect(found).toContainEqual('event-missing circuit/d-sure, link 3');
        expect((await verify()).exitCode).toBe(1);
      },
    );
  });
});

test('a chain that was rewritten with all its hashes still differs from what was sealed', async () => {
  await tampered([], async () => {
    await rewriteChain();
    expect(await faultsIn()).toEqual([expect.stringMatching(/^batch-changed batch \d+ to \d+$/)]);
  });
});

test('a log that was rewritten as a whole, batches and all, is whole by itself: the mail of a day shows it', async () => {
  const { rows } = await owner.query('SELECT day::text, hash FROM daily_head');
  const head = `${rows[0].day}=${rows[0].hash}`;
  await tampered([], async () => {
    await rewriteChain();
    await owner.query('TRUNCATE sealed_event, sealed_batch, daily_head');
    await owner.query(
      'INSERT INTO unsealed_event (event_id) SELECT id FROM event ORDER BY occurred_at, guarantee_id, subject, sequence',
    );
    await sealEvents(api.db, () => new Date());
    expect((await verify()).json).toMatchObject({ whole: true });
    const told = await verify('--head', head);
    expect(told.exitCode).toBe(1);
    expect(told.json.faults).toEqual([expect.objectContaining({ fault: 'head-differs' })]);
    await owner.query('TRUNCATE unsealed_event');
  });
});

/** Whoever owns the tables changes an act, and computes every hash of its chain again. */
async function rewriteChain(): Promise<void> {
  const links = await api.owner.event.findMany({
    where: { subject: 'circuit/d-sure' },
    orderBy: { sequence: 'asc' },
    include: { body: true },
  });
  let previousHash = '';
  for (const { body, ...link } of links) {
    const content = { reason: 'nothing was the matter' };
    const bodyDigest = bodyDigestOf(body?.salt ?? '', content);
    const hash = hashOf({ ...link, bodyDigest, previousHash });
    await api.owner.event.update({ where: { id: link.id }, data: { bodyDigest, previousHash, hash } });
    await api.owner.eventBody.update({ where: { eventId: link.id }, data: { content } });
    previousHash = hash;
  }
}

test('a key that may not read the log is refused, by name; the key itself is never printed', async () => {
  const { exitCode, json, err } = await runCommand('hosho.ts', ['audit', 'verify', '--json'], {
    HOSHO_URL: api.url,
    HOSHO_API_KEY: api.tokens.contractor,
  });
  expect(exitCode).toBe(1);
  expect(json).toMatchObject({ name: 'scope-must-allow-this' });
  expect(err).not.toContain(api.tokens.contractor);
});

test('what is not understood ends with 2, what does not answer with 3', async () => {
  for (const args of [
    ['nothing'],
    ['audit', 'verify', '--head', 'today'],
    ['audit', 'verify', '--unknown'],
    ['audit', 'verify', 'x'],
  ]) {
    expect((await runCommand('hosho.ts', args, log.env)).exitCode).toBe(2);
  }
  expect((await runCommand('hosho.ts', ['audit', 'verify'], { ...log.env, HOSHO_API_KEY: '' })).exitCode).toBe(2);
  const nobody = { ...log.env, HOSHO_URL: `http://127.0.0.1:${await freePort()}` };
  const { exitCode, err } = await runCommand('hosho.ts', ['audit', 'verify'], nobody);
  expect(exitCode).toBe(3);
  expect(err).toContain(`${nobody.HOSHO_URL} does not answer (ECONNREFUSED).`);
  expect((await runCommand('hosho.ts', ['audit', 'verify', '--var', '/nowhere'], {})).exitCode).toBe(3);
  const { out, exitCode: helped } = await runCommand('hosho.ts', ['--help']);
  expect([helped, out]).toEqual([0, expect.stringContaining('bin/hosho audit verify')]);
});

test('an auditor of one branch is refused: the log cannot be verified in parts (role-must-allow-this)', async () => {
  const where = { userId: samples.users.auditor };
  await api.owner.staffGrant.updateMany({ where, data: { branchId: 'tokyo' } });
  const { exitCode, json } = await verify();
  expect([exitCode, json.name]).toEqual([1, 'role-must-allow-this']);
  await api.owner.staffGrant.updateMany({ where, data: { branchId: null } });
});
