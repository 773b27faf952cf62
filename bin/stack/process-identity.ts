/** Whether a process is still the one that we started: its number and the moment of its start. Numbers alone are used again. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** A mark that differs between two processes of the same number. */
  readonly started: string;
}

/** The running process of this number; null when there is none, or only its remains. */
export function identify(pid: number): ProcessIdentity | null {
  const started = existsSync('/proc/self/stat') ? startInProc(pid) : startByPs(pid);
  return started === null ? null : { pid, started };
}

export function isRunning({ pid, started }: ProcessIdentity): boolean {
  return identify(pid)?.started === started;
}

/** The process is gone when this resolves: asked first, and killed when it has not ended after the grace time. */
export async function end(process_: ProcessIdentity, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (isRunning(process_)) send(process_.pid, signal);
  const deadline = Date.now() + graceMs;
  while (isRunning(process_) && Date.now() < deadline) await new Promise((next) => setTimeout(next, 20));
  while (isRunning(process_)) {
    send(process_.pid, 'SIGKILL');
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** Field 22 of the process's line; the name before it may hold spaces and parentheses. A zombie counts as gone. */
function startInProc(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function startByPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}
