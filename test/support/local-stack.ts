/** The whole stack as a person starts it: bin/start as a process, its parts as processes of their own, found through run.json. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresHome } from '../../bin/stack/postgres-home.ts';
import { end, isRunning } from '../../bin/stack/process-identity.ts';
import { projectRoot } from '../../bin/stack/project-root.ts';
import { type RunFile, type RunningPart, readRunFile } from '../../bin/stack/run-file.ts';
import type { Secrets } from '../../bin/stack/secrets.ts';
import { until } from './until.ts';

export type Part = 'api' | 'worker' | 'dSure' | 'temporal' | 'inbox' | 'database';

/** Pages that come from the API's process, or with the part of this name. */
export type Portal = 'netDesk' | 'operations' | 'dSure';

/** How bin/start is called, and what it is told by the environment. */
export interface StartSettings {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** One call of bin/start. */
export interface Start {
  readonly process: ChildProcess;
  /** Everything that it printed so far. */
  said(): string;
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

export interface LocalStack {
  readonly varFolder: string;
  readonly start: Start;
  /** run.json as it is now. Throws while nothing runs. */
  runFile(): RunFile;
  part(name: Part): RunningPart;
  url(name: Part | Portal): string;
  apiKey(who: string): string;
  secrets(): Secrets;
  /** Ends with Ctrl-C, and removes what it kept. */
  close(): Promise<void>;
}

/** A folder for a stack's data, which PostgreSQL's own user can reach. */
export function newVarFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hosho-test-stack-'));
  chmodSync(folder, 0o755);
  return folder;
}

export function removeVarFolder(folder: string): void {
  rmSync(join(postgresHome(join(folder, 'postgres'), () => {}).dataFolder, '..'), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** Calls bin/start, as the command of that name does once everything is set up. */
export function callStart(varFolder: string, settings: StartSettings = {}): Start {
  const told = ['--disable-warning=ExperimentalWarning', join(projectRoot, 'bin/start.ts'), '--var', varFolder];
  const child = spawn(process.execPath, [...told, ...(settings.arguments ?? [])], {
    env: { ...process.env, ...settings.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { process: child, said: () => said, ended };
}

/** The stack without the example; everything answers on return. */
export async function openLocalStack(
  environment: Readonly<Record<string, string>> = {},
  varFolder = newVarFolder(),
): Promise<LocalStack> {
  const start = callStart(varFolder, { arguments: ['--example', 'none'], environment });
  await untilItRuns(start);
  return stackOf(start, varFolder);
}

/** Everything is up, by bin/start's own word. Throws with all it said where it ended instead. */
export async function untilItRuns(start: Start): Promise<void> {
  const state = () => (start.process.exitCode !== null || start.process.signalCode !== null ? 'ended' : null);
  const seen = await until(() => (start.said().includes('Running. Ctrl-C') ? 'runs' : state()), 90_000);
  if (seen === 'ended') throw new Error(`bin/start ended:\n${start.said()}`);
}

export function stackOf(start: Start, varFolder: string): LocalStack {
  const runFile = () => {
    const read = readRunFile(varFolder);
    if (read === null) throw new Error(`nothing runs on ${varFolder}`);
    return read;
  };
  const part = (name: Part | Portal) => {
    const found = runFile().parts[name];
    if (found === undefined) throw new Error(`${name} does not run`);
    return found;
  };
  return {
    varFolder,
    start,
    runFile,
    part,
    url: (name) => part(name).url ?? '',
    apiKey: (who) => runFile().apiKeys[who] ?? '',
    secrets: () => JSON.parse(readFileSync(join(varFolder, 'secrets.json'), 'utf8')) as Secrets,
    async close() {
      start.process.kill('SIGINT');
      await start.ended;
      removeVarFolder(varFolder);
    },
  };
}

/** kill -9 of one part. On return another process stands in run.json in its place. */
export async function killPart(stack: LocalStack, name: Part): Promise<void> {
  const killed = stack.part(name);
  await end(killed, 'SIGKILL', 0);
  await until(() => stack.part(name).pid !== killed.pid && isRunning(stack.part(name)));
}

/** kill -9 of bin/start and of every part at once. On return none of them runs. */
export async function killEverything({ start, runFile }: LocalStack): Promise<void> {
  const parts = Object.values(runFile().parts);
  start.process.kill('SIGKILL');
  await Promise.all(parts.map((part) => end(part, 'SIGKILL', 0)));
  await start.ended;
}
