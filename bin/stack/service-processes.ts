/** The service's own processes, started as in production: by environment variables and nothing else. */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { settings } from '../../config.ts';
import { answersOk } from './answers-ok.ts';
import { databaseUrl, logins } from './databases.ts';
import type { Ports } from './ports.ts';
import { projectRoot } from './project-root.ts';
import type { Secrets } from './secrets.ts';
import type { Part } from './supervisor.ts';

export interface Local {
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly varFolder: string;
}

/** Documents pass through the worker as short-lived buffers: left alone, Node's young heap grows with them, and stays. */
const smallYoungHeap = '--max-semi-space-size=8';

/** Where people's browsers reach a portal: by a name, for they make passkeys for names alone. Programs go by the address. */
export function portalUrl(port: number): string {
  return `http://localhost:${port}`;
}

type ServiceSettings = Partial<Record<keyof typeof settings.shape, string>>;

export function dSurePart(local: Local): Part {
  const { ports, secrets, varFolder } = local;
  const url = `http://127.0.0.1:${ports.dSure}`;
  const environment = {
    D_SURE_DATABASE_URL: houseUrl(local, 'd-sure', 'app'),
    D_SURE_HOST: '127.0.0.1',
    D_SURE_PORT: String(ports.dSure),
    D_SURE_ORIGIN: portalUrl(ports.dSure),
    D_SURE_SESSION_SECRET: secrets.dSureSessionSecret,
    D_SURE_DOCUMENT_STORE: join(varFolder, 'd-sure-documents'),
  };
  return nodePart('dSure', 'd-sure/server.ts', environment, () => answersOk(`${url}/ready`));
}

export function workerPart(local: Local, workflowBundle: string, pid: () => number | undefined): Part {
  const isReady = () => polls(local.ports.temporal, pid());
  const environment: ServiceSettings = { ...serviceSettings(local), WORKFLOW_BUNDLE: workflowBundle };
  return nodePart('worker', 'activities/worker.ts', environment, isReady, [smallYoungHeap]);
}

export function apiPart(local: Local): Part {
  return nodePart('api', 'api/server.ts', serviceSettings(local), () =>
    answersOk(`http://127.0.0.1:${local.ports.api}/ready`),
  );
}

/** A house's database under its owner or under the role of its processes. */
export function houseUrl({ ports, secrets }: Local, house: keyof typeof logins, who: 'owner' | 'app'): string {
  const passwords = {
    service: { owner: secrets.serviceOwnerPassword, app: secrets.serviceAppPassword },
    'd-sure': { owner: secrets.dSureOwnerPassword, app: secrets.dSureAppPassword },
  };
  const server = `postgresql://127.0.0.1:${ports.database}`;
  return databaseUrl(server, logins[house].database, logins[house][who], passwords[house][who]);
}

function serviceSettings(local: Local): ServiceSettings {
  const { ports, secrets, varFolder } = local;
  return {
    DATABASE_URL: houseUrl(local, 'service', 'app'),
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
    TEMPORAL_UI_URL: `http://127.0.0.1:${ports.temporalUi}`,
    KEY_RING: secrets.keyRing,
    DOCUMENT_STORE: join(varFolder, 'documents'),
    D_SURE_URL: `http://127.0.0.1:${ports.dSure}`,
    D_SURE_TOKEN: secrets.dSureToken,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_FROM: 'hosho@mirai-hosho.example.jp',
    NET_DESK_URL: portalUrl(ports.netDesk),
    NET_DESK_PORT: String(ports.netDesk),
    OPERATIONS_URL: portalUrl(ports.operations),
    OPERATIONS_PORT: String(ports.operations),
    SESSION_SECRET: secrets.sessionSecret,
    API_PORT: String(ports.api),
    PRINTER_PAGES: String(availableParallelism()),
    BROWSER_CACHE: join(projectRoot, '.tools', 'chromium'),
  };
}

function nodePart(
  name: string,
  script: string,
  environment: Record<string, string>,
  ready: Part['ready'],
  flags: readonly string[] = [],
): Part {
  return {
    name,
    program: {
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', ...flags, join(projectRoot, script)],
      env: { ...process.env, ...environment },
      cwd: projectRoot,
      stopSignal: 'SIGTERM',
    },
    ready,
  };
}

/** Temporal has heard of this very process asking for workflow tasks. */
async function polls(temporalPort: number, pid: number | undefined): Promise<boolean> {
  const connection = await Connection.connect({ address: `127.0.0.1:${temporalPort}`, connectTimeout: 2000 });
  try {
    const taskQueue = { name: 'guarantees' };
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace: 'default',
      taskQueue,
      taskQueueType: 1,
    });
    return pollers?.some(({ identity }) => identity?.startsWith(`${pid}@`)) ?? false;
  } finally {
    await connection.close();
  }
}
