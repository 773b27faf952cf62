/** bin/hosho retry of chosen cases and of a filter, as a process against a running API; asked at a terminal. Temporal is away. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { asked } from '../../api/operations/guarantees/asked.ts';
import { searchIn } from '../../bin/commands/chosen-incidents.ts';
import { projectRoot } from '../../bin/stack/project-root.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { type OpenDesk, openDesk } from '../api/net-desk/support/desk.ts';
import { applyFor, issue } from '../api/net-desk/support/followed.ts';
import { createIncident } from '../api/support/stuck-incidents.ts';
import { until } from '../support/until.ts';
import { runCommand } from './support/hosho.ts';

let desk: OpenDesk;
let numbers: string[];
let env: Record<string, string>;
beforeAll(async () => {
  desk = await openDesk();
  numbers = [];
  for (const projectName of ['夜の橋の工事', '朝の道の工事', '昼の堤の工事']) {
    const revision = await applyFor(desk, { projectName });
    await issue(desk, revision);
    const { guaranteeNumber } = await desk.db.guarantee.findUniqueOrThrow({ where: { id: revision.guaranteeId } });
    numbers.push(guaranteeNumber ?? '');
    await createIncident(desk.db, revision.guaranteeId);
  }
  env = { HOSHO_URL: desk.apiUrl, HOSHO_API_KEY: desk.tokens.operator };
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => desk.owner.bulkRetry.updateMany({ data: { state: 'cancelled', finishedAt: new Date() } }));

const retry = (...args: string[]) => runCommand('hosho.ts', ['retry', ...args], env);
const sure = ['--yes', '--reason', 'D-Sureが復旧した'];

test('cases by their numbers are shown first, and nothing is written', async () => {
  const [one = '', other = ''] = numbers;
  const before = await desk.db.bulkRetry.count();
  const { exitCode, out } = await retry('--case', one, other);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('2 stuck, ¥2,000,000, 0 would miss today')]);
  expect(out).toContain('Nothing was sent yet.');
  const { json } = await retry('--case', one, '--case', other, '--json');
  expect(json).toEqual({ total: 2, amountYen: 2_000_000, missesToday: 0, missesTodayYen: 0 });
  const unknown = await retry('--case', one, '99999-99999M', '--json', ...sure);
  expect([unknown.exitCode, unknown.json.name]).toEqual([1, 'guarantee-must-exist']);
  expect(await desk.db.bulkRetry.count()).toBe(before);
});

test('a filter knows every condition of the list', () => {
  const { values } = asked({}, [], dayInJapan(new Date()));
  for (const name of Object.keys(values).filter((each) => each !== 'sort')) {
    const typed = { waits: 'service', stuck: 'yes', min: '1', max: '1' }[name] ?? 'x';
    expect([name, Object.values(searchIn(`${name}=${typed}`))]).toEqual([name, [expect.anything()]]);
  }
});

test('a filter is an address of the list, whole or in part; one that cannot be read chooses nothing', async () => {
  for (const [filter, count] of [
    ['q=夜の橋', 1],
    ['https://operations.example.jp/guarantees?waits=service&stuck=yes&sort=due&q=', 3],
    ['stuck=yes&min=1&max=999,999,999&stage=posting&waits=service', 3],
    ['stage=returned', 0],
    ['today=ending-soon', 0],
  ] as const) {
    const { json, exitCode } = await retry('--filter', filter, '--json');
    expect([filter, exitCode, json.total]).toEqual([filter, 0, count]);
  }
  for (const filter of [
    '',
    'sort=due',
    'colour=red',
    'stuck=no',
    'min=many',
    'waits=moon',
    'q=a&q=b',
    'stage=applied&waits=service',
  ]) {
    expect([filter, (await retry('--filter', filter, ...sure)).exitCode]).toEqual([filter, 2]);
  }
  for (const filter of ['stage=nowhere', 'today=tomorrow']) {
    const refused = await retry('--filter', filter, '--json', ...sure);
    expect([filter, refused.exitCode, refused.json.name]).toEqual([filter, 1, 'content-must-be-in-order']);
  }
  const empty = await retry('--filter', 'stage=returned', '--json', ...sure);
  expect([empty.exitCode, empty.json.name]).toEqual([1, 'selection-must-hold-open-incidents']);
});

test('one way of choosing at a time, and each word belongs to one', async () => {
  const [one = ''] = numbers;
  for (const args of [[], ['--case', one, '--filter', 'stuck=yes'], ['--cause', 'x', one], [one]]) {
    expect([args, (await retry(...args)).exitCode]).toEqual([args, 2]);
  }
});

test('with --yes what was chosen is retried, and told as JSON', async () => {
  const [one = ''] = numbers;
  const { exitCode, json, err } = await retry('--case', one, '--json', ...sure);
  expect([exitCode, json]).toMatchObject([0, { state: 'canary', total: 1, reason: 'D-Sureが復旧した' }]);
  expect(err).toContain('1 stuck, ¥1,000,000');
});

/** The command at a terminal of its own; `says` answers each question as it comes. */
async function atTerminal(args: readonly string[], says: readonly (readonly [string, string])[]) {
  const words = [process.execPath, '--disable-warning=ExperimentalWarning', join(projectRoot, 'bin/hosho.ts'), ...args];
  const command = words.map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { PATH: process.env.PATH, ...env } });
  let seen = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    seen += piece;
  });
  const ended = new Promise<number | null>((end) => child.once('close', end));
  for (const [question, answer] of says) {
    await until(() => Promise.resolve(seen.includes(question)), 30_000);
    child.stdin.write(`${answer}\r`);
  }
  return { exitCode: await ended, seen };
}

test('at a terminal it asks: only yes retries, and whatever else cancels what was prepared', async () => {
  const [, other = ''] = numbers;
  const [why, sureness] = ['Why should it help now?', 'Type yes to retry them:'];
  const last = () => desk.db.bulkRetry.findFirstOrThrow({ orderBy: { previewedAt: 'desc' } });
  const before = await desk.db.bulkRetry.count();
  const unreasoned = await atTerminal(['retry', '--case', other], [[why, '']]);
  expect([unreasoned.exitCode, await desk.db.bulkRetry.count()]).toEqual([0, before]);
  const no = await atTerminal(
    ['retry', '--case', other],
    [
      [why, 'D-Sure is back'],
      [sureness, 'no'],
    ],
  );
  expect([no.exitCode, no.seen.includes('Nothing was sent.')]).toEqual([0, true]);
  expect(await last()).toMatchObject({ state: 'cancelled', reason: 'D-Sure is back' });
  const yes = await atTerminal(['retry', '--case', other, '--reason', 'fixed'], [[sureness, 'yes']]);
  expect(yes.seen).toContain('1 stuck, ¥1,000,000, 0 would miss today. Type yes');
  expect([yes.exitCode, await last()]).toMatchObject([0, { state: 'canary', reason: 'fixed' }]);
}, 60_000);
