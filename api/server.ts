/** The API process: reads the settings once, opens its neighbours, listens until it is told to stop. */
import { once } from 'node:events';
import { access, constants, mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { readConfig } from '../config.ts';
import { openDatabase } from '../prisma/database.ts';
import { systemClock } from '../services/clock.ts';
import { createFolderStore } from '../services/document-store.ts';
import { createGuaranteeRuns } from '../services/guarantee-runs.ts';
import { createKeyRing } from '../services/key-ring.ts';
import { connectTemporal, temporalSettings } from '../services/temporal.ts';
import { createApp } from './app.ts';
import { watchUploads } from './bulk/send-uploads.ts';
import { createNetDesk } from './net-desk/app.ts';
import { createOperations } from './operations/app.ts';
import type { ApiServices } from './services.ts';
import { openStreams } from './streams/open-streams.ts';

/** Longer than reverse proxies keep an idle connection (60 s): whoever asks never meets one that is just closing. */
const keepAliveTimeout = 65_000;

/** How long requests under way may take once the process is told to stop. */
const farewellMs = 15_000;

const config = readConfig(process.env);
const logger = pino({ level: config.LOG_LEVEL, name: 'api' });
const db = openDatabase(config.DATABASE_URL, config.DATABASE_CONNECTIONS);
const temporal = connectTemporal(temporalSettings(config));
await mkdir(config.DOCUMENT_STORE, { recursive: true });

const services: ApiServices = {
  db,
  clock: systemClock,
  keyRing: createKeyRing(config.KEY_RING),
  store: createFolderStore(config.DOCUMENT_STORE),
  runs: createGuaranteeRuns(temporal, config.TASK_QUEUE_PREFIX),
  logger,
  trustedProxies: config.TRUSTED_PROXIES,
  commandWaitMs: config.COMMAND_WAIT_MS,
  probes: {
    database: () => db.$queryRaw`SELECT 1`,
    temporal: () => temporal.withDeadline(Date.now() + 1500, () => temporal.workflowService.getSystemInfo({})),
    documentStore: () => access(config.DOCUMENT_STORE, constants.R_OK | constants.W_OK),
  },
};
const listened = { ...services, databaseUrl: config.DATABASE_URL };
const streams = { netDesk: openStreams(listened, 'net-desk'), operations: openStreams(listened, 'operations') };
const portalSettings = { sessionSecret: config.SESSION_SECRET, trustedProxies: config.TRUSTED_PROXIES };
const deskSettings = {
  ...portalSettings,
  origin: new URL(config.NET_DESK_URL).origin,
  portalName: config.NET_DESK_NAME,
  colour: config.NET_DESK_COLOUR,
  dSureName: config.D_SURE_NAME,
};
const operationsSettings = {
  ...portalSettings,
  origin: new URL(config.OPERATIONS_URL).origin,
  portalName: config.OPERATIONS_NAME,
  colour: config.OPERATIONS_COLOUR,
  temporalUi: temporalUiOf(config),
};
const bulk = watchUploads(services);
const servers = [
  createServer({ keepAliveTimeout }, createApp(services)),
  createServer({ keepAliveTimeout }, createNetDesk(services, deskSettings, streams.netDesk.hub)),
  createServer({ keepAliveTimeout }, createOperations(services, operationsSettings, streams.operations.hub).app),
] as const;

await Promise.all([
  listening(servers[1], config.NET_DESK_PORT, config.NET_DESK_HOST),
  listening(servers[2], config.OPERATIONS_PORT, config.OPERATIONS_HOST),
  listening(servers[0], config.API_PORT, config.API_HOST),
]);
logger.info({ port: (servers[0].address() as AddressInfo).port }, 'ready');

/** Where Temporal's own pages show a run; null where no setting says so. */
function temporalUiOf({ TEMPORAL_UI_URL, TEMPORAL_NAMESPACE }: typeof config) {
  if (TEMPORAL_UI_URL === undefined) return null;
  const base = TEMPORAL_UI_URL.replace(/\/+$/, '');
  return { workflows: `${base}/namespaces/${encodeURIComponent(TEMPORAL_NAMESPACE)}/workflows` };
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

/**
 * Nothing new is taken, what is under way is answered, then the process ends. The connection to Temporal is left to the
 * exit: closed under a call that its library is about to try again, it throws where nobody can catch it.
 */
async function stop(): Promise<void> {
  logger.info('stopping');
  await Promise.all([streams.netDesk.close(), streams.operations.close()]);
  const impatience = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, farewellMs);
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((closed) => {
          server.close(closed);
          server.closeIdleConnections();
        }),
    ),
  );
  clearTimeout(impatience);
  await bulk.close();
  await db.$disconnect();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
