/** The D-Sure process. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { loggable } from './failures.ts';
import { createFileStore } from './file-store.ts';
import { applyDueHandovers } from './staff/handover.ts';

/** Longer than reverse proxies keep an idle connection (60 s): whoever asks never meets one that is just closing. */
const keepAliveTimeout = 65_000;

const config = readConfig(process.env);
const log = pino({ name: 'd-sure', level: config.logLevel });
const database = openDatabase(config.databaseUrl);
const files = createFileStore(config.documentStore);
const services = { database, files, log, now: () => new Date() };
const server = createServer({ keepAliveTimeout }, createApp(services, config));

server.listen(config.port, config.host, () => {
  log.info({ port: (server.address() as AddressInfo).port }, 'listening');
});

/** Hand-overs of staff come into force on their day. Several processes may look at once: each is applied once. */
const handovers = setInterval(() => {
  applyDueHandovers(services).catch((error: unknown) => log.error({ failure: loggable(error) }, 'hand-over failed'));
}, 60_000);

/** Whoever has not been answered by then is cut off. */
const patienceMs = 10_000;

/** Requests under way are answered, then the process ends by itself. */
async function stop(): Promise<void> {
  log.info('stopping');
  clearInterval(handovers);
  setTimeout(() => server.closeAllConnections(), patienceMs).unref();
  await new Promise((closed) => {
    server.close(closed);
    server.closeIdleConnections();
  });
  await database.$disconnect();
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
