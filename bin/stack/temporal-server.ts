/** Temporal's own dev server as a part: in memory, or on an SQLite file that survives restarts. */

import { Connection } from '@temporalio/client';
import { projectRoot } from './project-root.ts';
import type { Part } from './supervisor.ts';

export interface TemporalServerSettings {
  readonly cli: string;
  readonly port: number;
  /** Null for a server without the web pages. */
  readonly uiPort: number | null;
  /** Null keeps everything in memory. */
  readonly databasePath: string | null;
}

/** Without these a lone case takes four times as long: the dev server has one shard, polled 20 times a second. */
const dynamicSettings = ['history.transferProcessorMaxPollRPS=1000', 'history.timerProcessorMaxPollRPS=1000'];
/** Without these every step waits for the disk. */
const pragmas = ['journal_mode=wal', 'synchronous=normal'];

export function temporalPart({ cli, port, uiPort, databasePath }: TemporalServerSettings): Part {
  return {
    name: 'temporal',
    program: {
      command: cli,
      args: [
        ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
        ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
        ...(databasePath === null
          ? []
          : ['--db-filename', databasePath, ...pragmas.flatMap((p) => ['--sqlite-pragma', p])]),
        ...dynamicSettings.flatMap((setting) => ['--dynamic-config-value', setting]),
      ],
      env: { ...process.env, TEMPORAL_ENV: '' },
      cwd: projectRoot,
      stopSignal: 'SIGTERM',
    },
    ready: () => servesNamespace(`127.0.0.1:${port}`),
  };
}

/** The frontend answers and knows the namespace. */
async function servesNamespace(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2000 });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    return true;
  } finally {
    await connection.close();
  }
}
