/** Temporal's CLI, compiled from its source by Go where Go is installed. */

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

interface Build {
  readonly version: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (sentence: string) => void;
}

/** The path of the program, about five minutes later. */
export async function buildTemporal({ version, folder, env, say }: Build): Promise<string> {
  if (!hasGo(env)) throw new Error('The Temporal CLI could not be compiled: Go is not installed.');
  say(`Compiling the Temporal CLI ${version} with Go. This takes about 5 minutes, once.`);
  const unfinished = `${folder}.build-${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await run('go', ['install', `github.com/temporalio/cli/cmd/temporal@v${version}`], goEnvironment(env, unfinished));
    mkdirSync(folder, { recursive: true });
    renameSync(join(unfinished, 'temporal'), join(folder, 'temporal'));
    return join(folder, 'temporal');
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function hasGo(env: NodeJS.ProcessEnv): boolean {
  try {
    execFileSync('go', ['version'], { env, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** No C compiler is wanted. Without a home folder Go keeps what it fetches in a folder that goes with the build. */
function goEnvironment(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const homeless = env.HOME ? {} : { GOPATH: join(folder, 'go'), GOCACHE: join(folder, 'cache') };
  return { ...env, ...homeless, GOBIN: folder, GOFLAGS: '-mod=mod -modcacherw', CGO_ENABLED: '0' };
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (chunk) => {
      told = `${told}${chunk}`.slice(-4000);
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`go install failed (code ${code}):\n${told}`)),
    );
  });
}
