/**
 * A child process that ends by itself when its parent is gone, also by kill -9: a small shell holds the other end of a
 * pipe, and when that closes, the child is asked to stop, and killed when it does not.
 */

import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { identify, type ProcessIdentity } from './process-identity.ts';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** File that everything it prints is added to. */
  readonly logPath: string;
  /** What asks it to end in good order. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Whom it runs as, where that is not us. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

export interface LeashedProcess {
  /** The program itself, not the shell that watches. */
  readonly identity: ProcessIdentity;
  /** Resolves when it has ended, with its exit code. */
  readonly ended: Promise<number>;
}

/** $1 is the signal to stop with. Descriptor 3 is the leash; the child's number goes to descriptor 4. */
const watcher = `
signal=$1; shift
trap '' INT TERM HUP
"$@" 3<&- 4<&- </dev/null &
child=$!
echo "$child" >&4
exec 4>&-
( read -r _ <&3
  kill -s "$signal" "$child" 2>/dev/null
  tries=0
  while kill -0 "$child" 2>/dev/null && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -s KILL "$child" 2>/dev/null ) >/dev/null 2>&1 &
leash=$!
exec 3<&-
wait "$child"
code=$?
kill -s KILL "$leash" 2>/dev/null
exit $code`;

/** The program runs when this resolves. */
export async function startLeashed(program: Program): Promise<LeashedProcess> {
  const log = openSync(program.logPath, 'a');
  const signal = program.stopSignal.replace('SIG', '');
  const shell = spawn('/bin/sh', ['-c', watcher, 'hosho', signal, program.command, ...program.args], {
    cwd: program.cwd,
    env: program.env,
    stdio: ['ignore', log, log, 'pipe', 'pipe'],
    detached: true,
    ...program.user,
  });
  closeSync(log);
  // An end that comes back on the leash tells nothing that `ended` does not tell.
  shell.stdio[3]?.on('error', () => {});
  const ended = new Promise<number>((resolve, reject) => {
    shell.once('error', reject);
    shell.once('exit', (code) => resolve(code ?? 1));
  });
  const pid = await Promise.race([firstNumber(shell.stdio[4] as Readable), ended.then(() => null)]);
  const identity = pid === null ? null : identify(pid);
  return { identity: identity ?? { pid: pid ?? shell.pid ?? 0, started: 'ended at once' }, ended };
}

async function firstNumber(stream: Readable): Promise<number | null> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text.trim() === '' ? null : Number(text);
}
