/** The API process: reads the settings once, opens its neighbours, listens until it is told to stop. */
import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
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

/** How long requests under way may take once the process is told to stop. */
const farewellMs = 15_000;

const config = readConfig(process.env);
const logger = pino({ level: config.LOG_LEVEL, name: 'api' });
const db = openDatabase(config.DATABASE_URL, config.DATABASE_CONNECTIONS);
const temporal = connectTemporal(temporalSettings(config));
await mkdir(config.DOCUMENT_STORE, { recursive: true });

const app = createApp({
  db,
  clock: systemClock,
  keyRing: createKeyRing(config.KEY_RING),
  store: createFolderStore(config.DOCUMENT_STORE),
  runs: createGuaranteeRuns(temporal, config.TASK_QUEUE_PREFIX),
  logger,
  commandWaitMs: config.COMMAND_WAIT_MS,
  probes: {
    database: () => db.$queryRaw`SELECT 1`,
    temporal: () => temporal.withDeadline(Date.now() + 1500, () => temporal.workflowService.getSystemInfo({})),
    documentStore: () => access(config.DOCUMENT_STORE, constants.R_OK | constants.W_OK),
  },
});
const server = createServer(app);

server.listen(config.API_PORT, config.API_HOST, () => {
  logger.info({ port: (server.address() as AddressInfo).port }, 'ready');
});

/**
 * Nothing new is taken, what is under way is answered, then the process ends. The connection to Temporal is left to the
 * exit: closed under a call that its library is about to try again, it throws where nobody can catch it.
 */
async function stop(): Promise<void> {
  logger.info('stopping');
  const impatience = setTimeout(() => server.closeAllConnections(), farewellMs);
  await new Promise((closed) => {
    server.close(closed);
    server.closeIdleConnections();
  });
  clearTimeout(impatience);
  await db.$disconnect();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
