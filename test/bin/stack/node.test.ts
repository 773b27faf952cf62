/** The commands in bin/ find Node, or fetch it: one of two that want it at the same time. The npm here is our own. */

import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { projectRoot } from '../../../bin/stack/project-root.ts';

const programs = ['sh', 'cat', 'chmod', 'date', 'dirname', 'ln', 'mkdir', 'readlink', 'rm', 'sleep'];
/** Notes that it was called, and leaves a program that says yes to every question about its version. */
const npm = `#!/bin/sh
echo called >>"$3/../calls"
mkdir -p "$3/node_modules/node/bin"
echo '#!/bin/sh' >"$3/node_modules/node/bin/unfinished"
chmod 755 "$3/node_modules/node/bin/unfinished"
ln "$3/node_modules/node/bin/unfinished" "$3/node_modules/node/bin/node"
`;
let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'hosho-node-'));
  for (const folder of ['path', 'bin/stack', '.tools']) mkdirSync(join(checkout, folder), { recursive: true });
  for (const name of programs) {
    const path = execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    symlinkSync(path, join(checkout, 'path', name));
  }
  writeFileSync(join(checkout, 'path', 'npm'), npm, { mode: 0o755 });
  cpSync(join(projectRoot, 'bin/stack/node.sh'), join(checkout, 'bin/stack/node.sh'));
  writeFileSync(join(checkout, 'bin/command'), '. "$(dirname "$0")/stack/node.sh"\necho "$NODE"\n');
});
afterEach(() => rmSync(checkout, { recursive: true }));

test('two commands that find no Node fetch it once', async () => {
  const nodes = await Promise.all([call(), call()]);
  for (const node of nodes) expect(node).toContain('.tools/node/node_modules/node/bin/node\n');
  expect(readFileSync(join(checkout, '.tools/calls'), 'utf8')).toBe('called\n');
});

test('the lock of a command that was killed is taken over', async () => {
  const gone = execFileSync('/bin/sh', ['-c', 'echo $$'], { encoding: 'utf8' }).trim();
  symlinkSync(gone, join(checkout, '.tools/node.lock'));
  expect(await call()).toContain('.tools/node/node_modules/node/bin/node\n');
});

async function call(): Promise<string> {
  const env = { PATH: join(checkout, 'path') };
  const { stdout } = await promisify(execFile)('/bin/sh', [join(checkout, 'bin/command')], { env });
  return stdout;
}
