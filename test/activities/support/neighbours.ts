/** The real neighbours of the activities, with no worker: tests call the activities themselves, and so does a child that dies. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type Activities, createActivities, type Services } from '../../../activities/index.ts';
import { type Database, openDatabase } from '../../../prisma/database.ts';
import { seedRegisters } from '../../../prisma/sample-registers.ts';
import { createDSureClient } from '../../../services/d-sure-client.ts';
import { unsigned } from '../../../services/document-signer.ts';
import { createFolderStore } from '../../../services/document-store.ts';
import { createGuaranteeRuns } from '../../../services/guarantee-runs.ts';
import { createKeyRing } from '../../../services/key-ring.ts';
import { createMailer } from '../../../services/mailer.ts';
import { openPdfPrinter } from '../../../services/pdf-printer.ts';
import { connectTemporal } from '../../../services/temporal.ts';
import { chromiumSettings } from '../../support/chromium-settings.ts';
import { type DSureProcess, openDSure, suretyToken } from '../../support/d-sure-process.ts';
import { type Inbox, openInbox } from '../../support/inbox.ts';
import { createDatabase } from '../../support/postgres.ts';
import { sharedTemporal } from '../../support/temporal-server.ts';

/** Where the neighbours are: plain strings, so that a child process finds the same ones. */
export interface Addresses {
  readonly database: string;
  readonly dSure: string;
  readonly smtp: string;
  readonly temporal: string;
  readonly folder: string;
  readonly keyRing: string;
  readonly queuePrefix: string;
}

export interface OpenServices {
  readonly services: Services;
  close(): Promise<void>;
}

export interface Neighbours {
  readonly addresses: Addresses;
  readonly services: Services;
  readonly activities: Activities;
  readonly db: Database;
  /** With the owner's rights: for what the service itself has no right to do. */
  readonly owner: Database;
  readonly dSure: DSureProcess;
  readonly inbox: Inbox;
  close(): Promise<void>;
}

/** Everything is up on return: tables with the sample registers, D-Sure, SMTP, printer. Nobody serves the queues. */
export async function openNeighbours(connections = 10): Promise<Neighbours> {
  const tables = await createDatabase('service');
  const owner = openDatabase(tables.ownerUrl, 2);
  const [dSure, inbox] = await Promise.all([openDSure(), openInbox()]);
  const addresses: Addresses = {
    database: tables.appUrl,
    dSure: dSure.url,
    smtp: inbox.url,
    temporal: sharedTemporal().address,
    folder: await mkdtemp(join(tmpdir(), 'hosho-test-activities-')),
    keyRing: `test:${randomBytes(32).toString('base64')}`,
    queuePrefix: `${randomBytes(4).toString('hex')}-`,
  };
  const { services, close } = await openServices(addresses, connections);
  await seedRegisters(services.db);
  return {
    addresses,
    services,
    activities: createActivities(services),
    db: services.db,
    owner,
    dSure,
    inbox,
    close: async () => {
      await close();
      await owner.$disconnect();
      await Promise.all([
        dSure.close(),
        inbox.close(),
        rm(addresses.folder, { recursive: true, force: true, maxRetries: 5 }),
      ]);
      await tables.drop();
    },
  };
}

/** The services at these addresses, as the worker process opens them. */
export async function openServices(addresses: Addresses, connections = 10): Promise<OpenServices> {
  const client = connectTemporal({ address: addresses.temporal, namespace: 'default', tls: null, apiKey: null });
  const db = openDatabase(addresses.database, connections);
  const printer = await openPdfPrinter({ ...chromiumSettings, pages: 1 });
  const mailer = createMailer(addresses.smtp, 'hosho@mirai-hosho.example.jp');
  const services: Services = {
    db,
    clock: { now: () => new Date() },
    keyRing: createKeyRing(addresses.keyRing),
    store: createFolderStore(addresses.folder),
    printer,
    signer: unsigned,
    dSure: createDSureClient({ url: addresses.dSure, token: suretyToken, timeoutMs: 5000 }),
    mailer,
    runs: createGuaranteeRuns(client, addresses.queuePrefix),
    logger: pino({ level: 'silent' }),
    names: {
      netDesk: 'インターネット保証サービス',
      netDeskUrl: 'https://net-desk.example.jp',
      operations: '保証業務',
      operationsUrl: 'https://operations.example.jp',
      dSure: '保証確認サービス（D-Sure）',
    },
  };
  return {
    services,
    close: async () => {
      await printer.close();
      mailer.close();
      await Promise.all([db.$disconnect(), client.connection.close()]);
    },
  };
}
