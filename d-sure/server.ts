/** The D-Sure process. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { createFileStore } from './file-store.ts';

const config = readConfig(process.env);
const log = pino({ name: 'd-sure', level: config.logLevel });
const database = openDatabase(config.databaseUrl);
const files = createFileStore(config.documentStore);
const server = createServer(createApp({ database, files, log, now: () => new Date() }, config));

server.listen(config.port, config.host, () => {
  log.info({ port: (server.address() as AddressInfo).port }, 'listening');
});

/** Whoever has not been answered by then is cut off. */
const patienceMs = 10_000;

/** Requests under way are answered, then the process ends by itself. */
async function stop(): Promise<void> {
  log.info('stopping');
  setTimeout(() => server.closeAllConnections(), patienceMs).unref();
  await new Promise((closed) => {
    server.close(closed);
    server.closeIdleConnections();
  });
  await database.$disconnect();
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
