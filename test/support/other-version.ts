/** Another version of the service's worker: this checkout's sources in a folder of their own, changed by a test, run as a process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../bin/stack/project-root.ts';
import { chromiumSettings } from './chromium-settings.ts';
import { ended } from './d-sure-process.ts';
import { until } from './until.ts';

export interface OtherVersion {
  /** Where its sources lie. */
  readonly folder: string;
  /** Starts its worker with these settings; on return it serves. */
  start(settings: Readonly<Record<string, string>>): Promise<void>;
  /** Stops it as a deployment does, and takes its sources away. */
  close(): Promise<void>;
}

export function copyVersion(): OtherVersion {
  const folder = mkdtempSync(join(tmpdir(), 'hosho-test-version-'));
  for (const name of [
    'activities',
    'domain',
    'locales',
    'prisma',
    'services',
    'templates',
    'web',
    'workflows',
    'config.ts',
    'package.json',
  ])
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  let child: ChildProcess | null = null;
  return {
    folder,
    start: async (settings) => {
      const { executablePath, cacheDir } = chromiumSettings;
      const browser = {
        ...(cacheDir === undefined ? {} : { BROWSER_CACHE: cacheDir }),
        ...(executablePath === undefined ? {} : { PUPPETEER_EXECUTABLE_PATH: executablePath }),
      };
      child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'activities/worker.ts'], {
        cwd: folder,
        env: { PATH: process.env.PATH, LOG_LEVEL: 'info', PRINTER_PAGES: '1', ...browser, ...settings },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout?.setEncoding('utf8').on('data', (text) => (said += text));
      await until(() => said.includes('"msg":"ready"'), 120_000);
    },
    close: async () => {
      if (child !== null) await ended(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
