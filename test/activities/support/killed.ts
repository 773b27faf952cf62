/** Runs an activity in a process of its own that is killed half-way. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Activities } from '../../../activities/index.ts';
import type { Addresses } from './neighbours.ts';
import type { StopPoint } from './stopped.ts';

/** How the process ended: `SIGKILL` where it came to the point. What it said before is told where it ended otherwise. */
export function killedAt(
  addresses: Addresses,
  activity: keyof Activities,
  args: readonly unknown[],
  point: StopPoint,
): Promise<string> {
  const script = fileURLToPath(new URL('dying-child.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, JSON.stringify({ addresses, activity, args, point })],
    {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: addresses.folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  return new Promise((ended) => {
    child.once('close', (code, signal) => ended(signal ?? `ended with ${code}: ${said}`));
  });
}
