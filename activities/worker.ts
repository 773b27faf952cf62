/** The worker process: reads the settings, opens the neighbours, serves every queue until it is told to stop. */
import type { Client } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { type Config, readConfig } from '../config.ts';
import { openDatabase } from '../prisma/database.ts';
import { systemClock } from '../services/clock.ts';
import { createDSureClient } from '../services/d-sure-client.ts';
import { unsigned } from '../services/document-signer.ts';
import { createFolderProbe, createFolderStore } from '../services/document-store.ts';
import { createGuaranteeRuns } from '../services/guarantee-runs.ts';
import { dSureQuestion, type HealthQuestions, temporalQuestion } from '../services/health-questions.ts';
import { createKeyRing } from '../services/key-ring.ts';
import { createMailer } from '../services/mailer.ts';
import { openPdfPrinter } from '../services/pdf-printer.ts';
import { connectionOptions, connectTemporal, temporalSettings } from '../services/temporal.ts';
import { createWebhookCaller } from '../services/webhook-caller.ts';
import { startAccountMails } from './account-mails.ts';
import { startDailyHeads } from './daily-heads.ts';
import { startDeskMails } from './desk-mails.ts';
import { errorName } from './failures.ts';
import { startHealthKeeper } from './health-keeper.ts';
import { ensureSchedules } from './schedules.ts';
import { startSealer } from './sealer.ts';
import type { Services } from './services.ts';
import { temporalLogger } from './temporal-logger.ts';
import { startWebhooks } from './webhooks.ts';
import { startWorkers } from './workers.ts';

const logger = pino({ level: 'info', name: 'worker' });
try {
  await serve(readConfig(process.env));
} catch (error) {
  // The reason by name, no stack: our own errors say in their message what to do.
  logger.fatal({ errorName: errorName(error) }, error instanceof Error ? error.message : 'unknown');
  process.exit(1);
}

/** Serves every queue until a signal comes; what runs then is finished first. */
async function serve(config: Config): Promise<void> {
  logger.level = config.LOG_LEVEL;
  Runtime.install({ shutdownSignals: [], logger: temporalLogger(logger) });
  const services = await openServices(config);
  const connection = await NativeConnection.connect(connectionOptions(temporalSettings(config)));
  const client = connectTemporal(temporalSettings(config));
  const workers = await startWorkers(connection, services, {
    namespace: config.TEMPORAL_NAMESPACE,
    queuePrefix: config.TASK_QUEUE_PREFIX,
    patience: { tries: config.EFFECT_TRIES, firstWaitMs: config.EFFECT_FIRST_WAIT_MS },
    workflowBundle: config.WORKFLOW_BUNDLE ?? null,
    maxCachedWorkflows: config.MAX_CACHED_WORKFLOWS,
    printers: config.PRINTER_PAGES,
  });
  await ensureSchedules(client, {
    queuePrefix: config.TASK_QUEUE_PREFIX,
    sweepEveryMs: config.SWEEP_EVERY_MS,
    responsesEveryMs: config.RESPONSES_EVERY_MS,
  });
  const sealer = startSealer(services);
  const accountMails = startAccountMails(services);
  const webhooks = createWebhookCaller({
    secret: config.ALERT_WEBHOOK_SECRET ?? null,
    timeoutMs: config.ALERT_WEBHOOK_TIMEOUT_MS,
    allowPrivate: config.ALERT_WEBHOOK_PRIVATE,
  });
  const rounds = [
    startDeskMails(services),
    startDailyHeads({ ...services, auditMailTo: config.AUDIT_MAIL_TO }),
    startWebhooks({ ...services, webhooks }),
    startHealthKeeper({ ...services, questions: questionsOf(config, services, client) }, config.HEALTH_EVERY_MS),
  ];
  logger.info('ready');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void workers.stop());
  await workers.done;
  await sealer.stop();
  await accountMails.stop();
  await Promise.all(rounds.map((each) => each.stop()));
  await services.printer.close();
  services.mailer.close();
  await services.db.$disconnect();
  await connection.close();
  await client.connection.close();
}

function questionsOf(settings: Config, { db, mailer }: Services, client: Client): HealthQuestions {
  return {
    'd-sure': dSureQuestion({ url: settings.D_SURE_URL, timeoutMs: settings.D_SURE_TIMEOUT_MS }),
    smtp: () => mailer.verify(),
    documents: createFolderProbe(settings.DOCUMENT_STORE),
    temporal: temporalQuestion(client, 5000),
    database: () => db.$queryRaw`SELECT 1`,
  };
}

async function openServices(settings: Config): Promise<Services> {
  return {
    db: openDatabase(settings.DATABASE_URL, settings.DATABASE_CONNECTIONS),
    clock: systemClock,
    keyRing: createKeyRing(settings.KEY_RING),
    store: createFolderStore(settings.DOCUMENT_STORE),
    printer: await openPdfPrinter({
      pages: settings.PRINTER_PAGES,
      documentsPerPage: settings.PRINTER_PAGE_DOCUMENTS,
      executablePath: settings.PUPPETEER_EXECUTABLE_PATH,
      cacheDir: settings.BROWSER_CACHE,
      onWarning: (sentence) => logger.warn(sentence),
      onReplaced: (reason) => logger.warn({ errorName: reason.name }, 'a browser was replaced'),
    }),
    signer: unsigned,
    dSure: createDSureClient({
      url: settings.D_SURE_URL,
      token: settings.D_SURE_TOKEN,
      timeoutMs: settings.D_SURE_TIMEOUT_MS,
    }),
    mailer: createMailer(settings.SMTP_URL, settings.MAIL_FROM),
    runs: createGuaranteeRuns(connectTemporal(temporalSettings(settings)), settings.TASK_QUEUE_PREFIX),
    logger,
    names: {
      netDesk: settings.NET_DESK_NAME,
      netDeskUrl: settings.NET_DESK_URL,
      operations: settings.OPERATIONS_NAME,
      operationsUrl: settings.OPERATIONS_URL,
      dSure: settings.D_SURE_NAME,
    },
  };
}
