/** A running service for a test file: its own database, queues, D-Sure process and SMTP inbox; workers in this process. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import type { Services } from '../../activities/index.ts';
import { ensureSchedules } from '../../activities/schedules.ts';
import { startWorkers, type Workers } from '../../activities/workers.ts';
import { ensureWorkflowBundle } from '../../bin/stack/workflow-bundle.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { seedRegisters } from '../../prisma/sample-registers.ts';
import { createDSureClient } from '../../services/d-sure-client.ts';
import { unsigned } from '../../services/document-signer.ts';
import { createFolderStore } from '../../services/document-store.ts';
import { createGuaranteeRuns, type GuaranteeRuns } from '../../services/guarantee-runs.ts';
import { createKeyRing } from '../../services/key-ring.ts';
import { createMailer } from '../../services/mailer.ts';
import { openPdfPrinter } from '../../services/pdf-printer.ts';
import { connectTemporal } from '../../services/temporal.ts';
import { chromiumSettings } from './chromium-settings.ts';
import { type DSureProcess, openDSure, suretyToken } from './d-sure-process.ts';
import { type Inbox, openInbox } from './inbox.ts';
import { createDatabase } from './postgres.ts';
import { sharedTemporal } from './temporal-server.ts';

export interface RunningService {
  readonly db: Database;
  /** With the owner's rights: for faults that the service itself has no right to make. */
  readonly owner: Database;
  readonly client: Client;
  readonly runs: GuaranteeRuns;
  readonly services: Services;
  readonly dSure: DSureProcess;
  readonly inbox: Inbox;
  readonly queuePrefix: string;
  /** With the role that the service has. */
  readonly databaseUrl: string;
  /** The same neighbours as settings, for a worker as a process of its own. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the service's clock says from now on; null for the real time. */
  setClock(at: Date | null): void;
  /** Stops the workers, as a deployment does; what runs is handed over. */
  stopWorkers(): Promise<void>;
  startWorkers(): Promise<void>;
  close(): Promise<void>;
}

let runtimeIsInstalled = false;

/**
 * Everything is up on return. `waits` shortened by settings: an incident comes after three quick tries. `own`: neighbours of a
 * test's own; `address`: where a Temporal server of its own listens.
 */
export async function openService(
  own: Partial<Services> = {},
  { address } = sharedTemporal(),
): Promise<RunningService> {
  if (!runtimeIsInstalled)
    Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR', () => undefined) });
  runtimeIsInstalled = true;
  const tables = await createDatabase('service');
  const db = openDatabase(tables.appUrl);
  const owner = openDatabase(tables.ownerUrl, 2);
  await seedRegisters(db);
  await db.circuit.updateMany({ data: { automatic: false } }); // faults are injected for other reasons: circuits have tests of their own
  const [dSure, inbox] = await Promise.all([openDSure(), openInbox()]);
  const folder = await mkdtemp(join(tmpdir(), 'hosho-test-service-'));
  const queuePrefix = `${randomBytes(4).toString('hex')}-`;
  const temporal = { address, namespace: 'default', tls: null, apiKey: null };
  const client = connectTemporal(temporal);
  const keyRing = `test:${randomBytes(32).toString('base64')}`;
  let fixed: Date | null = null;
  const services: Services = {
    db,
    clock: { now: () => fixed ?? new Date() },
    keyRing: createKeyRing(keyRing),
    store: createFolderStore(folder),
    printer: await openPdfPrinter({ ...chromiumSettings, pages: 1 }),
    signer: unsigned,
    dSure: createDSureClient({ url: dSure.url, token: suretyToken, timeoutMs: 5000 }),
    mailer: createMailer(inbox.url, 'hosho@mirai-hosho.example.jp'),
    runs: createGuaranteeRuns(client, queuePrefix),
    logger: pino({ level: 'silent' }),
    names: {
      netDesk: 'インターネット保証サービス',
      netDeskUrl: 'https://net-desk.example.jp',
      operations: '保証業務',
      operationsUrl: 'https://operations.example.jp',
      dSure: '保証確認サービス（D-Sure）',
    },
    ...own,
  };
  const connection = await NativeConnection.connect({ address: temporal.address });
  let workers: Workers;
  const begin = async () => {
    workers = await startWorkers(connection, services, {
      namespace: temporal.namespace,
      queuePrefix,
      patience: { tries: 3, firstWaitMs: 50 },
      workflowBundle: await ensureWorkflowBundle(),
      maxCachedWorkflows: 100,
      printers: 1,
    });
  };
  await begin();
  await ensureSchedules(client, { queuePrefix, sweepEveryMs: 1000, responsesEveryMs: 1000 });
  return {
    db,
    owner,
    client,
    runs: services.runs,
    services,
    dSure,
    inbox,
    queuePrefix,
    databaseUrl: tables.appUrl,
    settings: {
      DATABASE_URL: tables.appUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TASK_QUEUE_PREFIX: queuePrefix,
      KEY_RING: keyRing,
      DOCUMENT_STORE: folder,
      D_SURE_URL: dSure.url,
      D_SURE_TOKEN: suretyToken,
      SMTP_URL: inbox.url,
      MAIL_FROM: 'hosho@mirai-hosho.example.jp',
      NET_DESK_URL: services.names.netDeskUrl,
      OPERATIONS_URL: 'https://operations.example.jp',
      SESSION_SECRET: 'a secret of the tests alone, long enough',
      WORKFLOW_BUNDLE: await ensureWorkflowBundle(),
    },
    setClock: (at) => {
      fixed = at;
    },
    stopWorkers: () => workers.stop(),
    startWorkers: begin,
    close: async () => {
      await Promise.all(
        ['sweep', 'responses'].map((name) => client.schedule.getHandle(`${queuePrefix}${name}`).delete()),
      );
      await workers.stop();
      await services.printer.close();
      services.mailer.close();
      await Promise.all([db.$disconnect(), owner.$disconnect(), connection.close(), client.connection.close()]);
      await Promise.all([dSure.close(), inbox.close(), tables.drop(), rm(folder, { recursive: true })]);
    },
  };
}
