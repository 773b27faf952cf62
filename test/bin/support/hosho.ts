/** Runs a command of bin/ as a shell does, and tells how it ended. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../bin/stack/project-root.ts';

export interface Ran {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
  /** What `--json` printed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what came, and say what they expect of it
  readonly json: any;
}

/** The command on this environment alone: no setting of the test's own process reaches it. */
export function runCommand(name: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(projectRoot, 'bin', name), ...args],
    {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let out = '';
  let err = '';
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    err += piece.toString();
  });
  return new Promise((ended) => {
    child.once('close', (exitCode) => {
      ended({
        exitCode,
        out,
        err,
        get json() {
          return JSON.parse(out);
        },
      });
    });
  });
}
