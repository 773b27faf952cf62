/** bin/hosho for the night shift, as a process against a running API: what is stuck, retry, circuits, a case. Temporal is away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { writeRunFile } from '../../bin/stack/run-file.ts';
import { type OpenDesk, openDesk } from '../api/net-desk/support/desk.ts';
import { applyFor, arrive, issue, keyOf } from '../api/net-desk/support/followed.ts';
import { createIncident } from '../api/support/stuck-incidents.ts';
import { freePort } from '../support/d-sure-process.ts';
import { until } from '../support/until.ts';
import { runCommand } from './support/hosho.ts';

let desk: OpenDesk;
let guaranteeId: string;
let number: string;
let folder: string;
const cause = 'post × DSureUnreachable × d-sure';
beforeAll(async () => {
  desk = await openDesk();
  const revision = await applyFor(desk, { projectName: '夜の橋の工事' });
  await issue(desk, revision);
  await arrive(desk, revision);
  ({ guaranteeId } = revision);
  number = (await desk.db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } })).guaranteeNumber ?? '';
  folder = await mkdtemp(join(tmpdir(), 'hosho-test-var-'));
  const us = { pid: process.pid, started: '1' };
  writeRunFile(folder, { supervisor: us, apiKeys: desk.tokens, parts: { api: { ...us, url: desk.apiUrl } } });
}, 60_000);
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => desk.owner.incident.updateMany({ data: { closedAt: new Date(), state: 'fixed' } }));

/** On the local installation of the folder. */
const hosho = (...args: string[]) => runCommand('hosho.ts', [...args, '--var', folder]);

test('nothing stuck ends with 0; something ends with 1, with its money, what happened and what to do', async () => {
  expect(await hosho('incidents')).toMatchObject({ exitCode: 0, out: 'Nothing is stuck.\n' });
  for (let n = 0; n < 3; n++) await createIncident(desk.db, guaranteeId);
  const { exitCode, out } = await hosho('incidents');
  expect(exitCode).toBe(1);
  expect(out).toContain(`${cause}\n  3 stuck, ¥3,000,000, 0 would miss today; since `);
  const { json } = await hosho('incidents', '--json');
  expect(json.causeGroups).toEqual([
    expect.objectContaining({ fingerprint: cause, open: 3, toDo: expect.any(String) }),
  ]);
  const listed = await hosho('incidents', '--cause', cause, '--limit', '2');
  expect(listed.out.split('\n').filter((line) => line.startsWith(number))).toHaveLength(2);
  expect(listed.out).toContain('… and more.');
  expect((await hosho('incidents', '--cause', 'none × of × these')).exitCode).toBe(0);
});

test('a retry is shown before it is sent: without --yes nothing is written, without a reason neither', async () => {
  await createIncident(desk.db, guaranteeId);
  const before = await desk.db.bulkRetry.count();
  const { exitCode, out } = await hosho('retry', '--cause', cause);
  expect(exitCode).toBe(0);
  expect(out).toContain('1 stuck, ¥1,000,000');
  expect(out).toContain('Nothing was sent yet.');
  for (const args of [
    ['retry'],
    ['retry', '--cause', cause, '--yes'],
    ['retry', '--cause', cause, '--yes', '--reason', 'x', '--per-minute', '0'],
  ]) {
    expect((await hosho(...args)).exitCode).toBe(2);
  }
  expect(await desk.db.bulkRetry.count()).toBe(before);
  const { exitCode: refused, json } = await hosho('retry', '--cause', 'none × of × these', '--json');
  expect([refused, json.name]).toEqual([1, 'cause-must-exist']);
});

test('with --yes the whole cause is retried, with its reason in the audit log; --wait stays until it is over', async () => {
  for (let n = 0; n < 2; n++) await createIncident(desk.db, guaranteeId);
  const waiting = hosho('retry', '--cause', cause, '--yes', '--reason', 'D-Sureが復旧した', '--wait', '--json');
  await until(async () => (await desk.db.bulkRetry.count({ where: { state: 'canary' } })) > 0);
  const { id } = await desk.db.bulkRetry.findFirstOrThrow({ where: { state: 'canary' } });
  const pressed = await desk.post('operator', `/api/v1/bulk-retries/${id}/cancellation`, { body: {} });
  expect(pressed.status).toBe(200);
  const { exitCode, json, err } = await waiting;
  expect(json).toMatchObject({ id, state: 'cancelled', total: 2, reason: 'D-Sureが復旧した' });
  expect(exitCode).toBe(1);
  expect(err).toContain('canary: ');
  const acts = await desk.db.event.findMany({ where: { subject: `bulk-retry/${id}` }, orderBy: { sequence: 'asc' } });
  expect(acts.map(({ kind }) => kind)).toEqual(['bulk-retry-confirmed', 'bulk-retry-cancelled']);
  const none = await hosho('retry', '--cause', cause, '--yes', '--reason', 'x', '--json');
  expect([none.exitCode, none.json.name]).toEqual([0, undefined]);
});

test('circuits are listed, opened and closed with a reason; stopping all issuance asks once more', async () => {
  expect((await hosho('circuit')).out).toMatch(/^Counterparty +State +Since \(JST\)/);
  for (const args of [
    ['open', 'd-sure'],
    ['open'],
    ['shut', 'd-sure', '--reason', 'x'],
    ['open', 'issuance', '--reason', 'x'],
  ]) {
    expect((await hosho('circuit', ...args)).exitCode).toBe(2);
  }
  const opened = await hosho('circuit', 'open', 'd-sure', '--reason', '503が続く');
  expect(opened).toMatchObject({ exitCode: 0, out: 'd-sure is open now.\n' });
  expect((await hosho('circuit')).out).toMatch(/d-sure +open .*503が続く/);
  expect((await hosho('circuit', 'close', 'd-sure', '--reason', '戻った', '--json')).json.state).toBe('half-open');
  expect(await hosho('circuit', 'open', 'nobody', '--reason', 'x')).toMatchObject({ exitCode: 1 });
  expect((await hosho('circuit', 'open', 'issuance', '--reason', '誤発行', '--yes')).exitCode).toBe(0);
  await hosho('circuit', 'close', 'issuance', '--reason', '直した');
});

test('a case is told by its number as it is typed, or by its id, with what is stuck and what happened last', async () => {
  await createIncident(desk.db, guaranteeId);
  const wide = number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  for (const typed of [number, number.toLowerCase(), wide, guaranteeId]) {
    const { exitCode, out } = await hosho('case', typed);
    expect([typed, exitCode]).toEqual([typed, 0]);
    for (const words of [number, '夜の橋の工事', 'posted', cause, 'issued']) expect(out).toContain(words);
  }
  const { exitCode, json } = await hosho('case', '99999-99999M', '--json');
  expect([exitCode, json.name]).toEqual([1, 'guarantee-must-exist']);
  expect((await hosho('case')).exitCode).toBe(2);
});

test('no key is ever printed: neither that of the API nor, to its own contractor, that of the guarantee', async () => {
  const env = { HOSHO_URL: `${desk.apiUrl}/`, HOSHO_API_KEY: desk.tokens.contractor };
  const key = (await keyOf(desk, guaranteeId)).reveal();
  for (const args of [['case', number], ['case', number, '--json'], ['incidents'], ['circuit', '--json']]) {
    const { out, err } = await runCommand('hosho.ts', args, env);
    for (const secret of [key, desk.tokens.contractor]) expect(out + err).not.toContain(secret);
    expect(out + err).not.toContain('authenticationKey');
  }
  const wrong = { ...env, HOSHO_API_KEY: 'hosho_wrong' };
  const { exitCode, err } = await runCommand('hosho.ts', ['incidents'], wrong);
  expect([exitCode, err]).toEqual([1, expect.stringContaining('api-key-must-be-valid')]);
  expect(err).not.toContain('hosho_wrong');
});

test('what is no API, and what does not answer, ends with 3', async () => {
  const key = { HOSHO_API_KEY: desk.tokens.operator };
  for (const HOSHO_URL of [`http://127.0.0.1:${await freePort()}`, desk.url]) {
    expect((await runCommand('hosho.ts', ['incidents'], { ...key, HOSHO_URL })).exitCode).toBe(3);
  }
  expect((await runCommand('hosho.ts', ['incidents'], { ...key, HOSHO_URL: 'nowhere' })).exitCode).toBe(2);
});

test('each command has help, and the help tells the ways to end', async () => {
  const { out } = await runCommand('hosho.ts', []);
  for (const name of ['incidents', 'retry', 'circuit [open|close NAME]', 'case NUMBER', 'audit verify']) {
    expect(out).toContain(`bin/hosho ${name}`);
  }
  const retry = await runCommand('hosho.ts', ['retry', '--help']);
  expect([retry.exitCode, retry.out]).toEqual([0, expect.stringContaining('--per-minute N')]);
  expect(retry.out).toContain('1: refused, or something was found');
});
