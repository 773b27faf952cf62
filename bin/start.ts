/** bin/start: brings everything up, carries the example through it, tells where it all is, and stays until Ctrl-C. */

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type LocalRun, prepareLocalRun } from './stack/local-run.ts';
import { takeLock } from './stack/pid-lock.ts';
import { projectRoot } from './stack/project-root.ts';
import { endLeftovers, readRunFile } from './stack/run-file.ts';
import type { ApiKeys } from './stack/seeds.ts';
import { seconds, tellSteps } from './stack/steps.ts';

/** A row of the closing table: what, and where or which. */
type Row = readonly [string, string];

/** What bin/example.ts exports: carries the leaflet's case through the public API; returns what belongs into the table. */
type RunExample = (example: {
  readonly apiUrl: string;
  readonly dSureUrl: string;
  readonly apiKeys: ApiKeys;
  readonly authority: { readonly email: string; readonly password: string };
  readonly varDir: string;
  readonly say: (sentence: string) => void;
}) => Promise<readonly Row[]>;

const usage = `bin/start [--once] [--example leaflet|none] [--var DIR]
  --once      ends after the example: 0 when all of it went well
  --example   which example to run after the start (default: leaflet)
  --var DIR   where the data lies (default: var)`;

/** As prisma/sample-sign-ins.ts makes them; the stack only starts processes, and imports none of them. */
const samplePeople = [
  { email: 'hanako@marumaru-kensetsu.example.jp', role: '〇〇建設, clerk' },
  { email: 'jiro@marumaru-kensetsu.example.jp', role: '〇〇建設, administrator' },
  { email: 'mitsuha@marumaru-kensetsu.example.jp', role: '〇〇建設, reader' },
  { email: 'taro@sankaku-doboku.example.jp', role: '△△土木, administrator' },
] as const;
/** As prisma/sample-staff.ts makes them. */
const sampleStaff = [
  { mailbox: 'ichiro', role: 'reviewer' },
  { mailbox: 'shiro', role: 'reviewer' },
  { mailbox: 'goro', role: 'reviewer of 栃木支店 alone' },
  { mailbox: 'niro', role: 'reviewer and approver' },
  { mailbox: 'saburo', role: 'operator' },
  { mailbox: 'rikka', role: 'register keeper' },
  { mailbox: 'nanami', role: 'auditor' },
  { mailbox: 'yae', role: 'administrator' },
] as const;
const authorityEmail = 'soumu@takanezawa.example.jp';
const since = performance.now();
const say = (sentence: string) => console.log(sentence);

process.exit(await main());

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      example: { type: 'string', default: 'leaflet' },
      var: { type: 'string', default: join(projectRoot, 'var') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !['leaflet', 'none'].includes(values.example)) {
    say(usage);
    return values.help ? 0 : 2;
  }
  const varFolder = resolve(values.var);
  mkdirSync(varFolder, { recursive: true });
  const lock = takeLock(join(varFolder, 'start.lock'));
  if ('heldBy' in lock) return tellWhatRuns(varFolder, lock.heldBy.pid);
  try {
    return await run(varFolder, values.example, values.once);
  } finally {
    lock.release();
  }
}

async function run(varFolder: string, example: string, once: boolean): Promise<number> {
  const stopAsked = new Promise<'stop asked'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('stop asked'));
  });
  const leftovers = await endLeftovers(varFolder);
  if (leftovers.length > 0) say(`Ended what an earlier run had left: ${leftovers.join(', ')}.`);
  const local = await prepareLocalRun(varFolder, tellSteps(say), say);
  try {
    const ended = await Promise.race([stopAsked, carry(local, example)]);
    if (ended === 'stop asked') return 130;
    if (!once) {
      say('\nRunning. Ctrl-C stops everything.');
      await stopAsked;
    }
    return 0;
  } catch (error) {
    console.error(`\n${(error as Error).message}`);
    return 1;
  } finally {
    say('Stopping …');
    await local.stop();
    say('Stopped.');
  }
}

async function carry(local: LocalRun, example: string): Promise<'carried'> {
  const apiKeys = await local.bringUp();
  say(`Everything is up (${seconds(since)}).`);
  const rows = example === 'none' ? [] : await runExample(local, apiKeys);
  tellTable([...rows, ...addresses(local)]);
  return 'carried';
}

async function runExample({ urls, secrets, varFolder }: LocalRun, apiKeys: ApiKeys): Promise<readonly Row[]> {
  const { runExample } = (await import(join(projectRoot, 'bin', 'example.ts'))) as { runExample: RunExample };
  return runExample({
    apiUrl: urls.api,
    dSureUrl: urls.dSure,
    apiKeys,
    authority: { email: authorityEmail, password: secrets.authorityPassword },
    varDir: varFolder,
    say,
  });
}

function addresses({ urls, secrets, varFolder }: LocalRun): readonly Row[] {
  return [
    ['API docs', `${urls.api}/api/v1/docs`],
    ['Net Desk', urls.netDesk],
    ...samplePeople.map(({ email, role }): Row => ['', `${email} / ${secrets.contractorPassword}   (${role})`]),
    [
      'Operations',
      `${urls.operations}   (all with ${secrets.staffPassword}, and codes of the authenticator key ${secrets.staffTotpSecret})`,
    ],
    ...sampleStaff.map(({ mailbox, role }): Row => ['', `${mailbox}@mirai-hosho.example.jp   (${role})`]),
    ['D-Sure', `${urls.dSure}   (${authorityEmail} / ${secrets.authorityPassword})`],
    ['Inbox', urls.inbox],
    ['Temporal', urls.temporalUi],
    ['API keys', join(varFolder, 'run.json')],
    ['Logs', join(varFolder, 'log')],
  ];
}

function tellTable(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  say(`\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}`);
}

/** A second start on the same data changes nothing. */
function tellWhatRuns(varFolder: string, pid: number): number {
  const parts = Object.entries(readRunFile(varFolder)?.parts ?? {});
  say(`Already running on ${varFolder} (process ${pid}).`);
  if (parts.length > 0) {
    tellTable(
      parts.map(([name, part]) => [
        name,
        [name === 'database' ? undefined : part.url, `process ${part.pid}`].filter(Boolean).join('   '),
      ]),
    );
  }
  return 0;
}
