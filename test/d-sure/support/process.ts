/** D-Sure as the process that it is: started with its environment, killed or asked to stop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../../..');

export interface DSureProcess {
  readonly url: string;
  readonly child: ChildProcess;
}

/** Starts `d-sure/server.ts` on a free port; resolves when it says that it listens. */
export async function startProcess(environment: Record<string, string>): Promise<DSureProcess> {
  const child = runProcess(environment);
  if (child.stdout === null) throw new Error('the process has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, port } = JSON.parse(line) as { msg: string; port?: number };
    if (msg === 'listening') return { url: `http://127.0.0.1:${port}`, child };
  }
  throw new Error('D-Sure ended before it listened');
}

export function runProcess(environment: Record<string, string>): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'd-sure/server.ts')], { env });
}

export async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
