/** A whole local run: every part with its data in one folder, described in run.json while it lasts. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDatabases } from './databases.ts';
import { inboxPart } from './inbox.ts';
import { choosePorts, type Ports } from './ports.ts';
import { postgresPart, superuserUrl } from './postgres.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';
import { replaceFile } from './replace-file.ts';
import { removeRunFile, writeRunFile } from './run-file.ts';
import { keepSecrets } from './secrets.ts';
import { type ApiKeys, seedDSure, seedService } from './seeds.ts';
import { apiPart, dSurePart, houseUrl, type Local, portalUrl, workerPart } from './service-processes.ts';
import type { Steps } from './steps.ts';
import { createSupervisor } from './supervisor.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { temporalPart } from './temporal-server.ts';
import { ensureWorkflowBundle } from './workflow-bundle.ts';

export interface LocalRun extends Local {
  readonly urls: Readonly<
    Record<'api' | 'netDesk' | 'operations' | 'dSure' | 'inbox' | 'temporal' | 'temporalUi' | 'database', string>
  >;
  /** Everything is up and answers; returns the sample people's API keys. */
  bringUp(): Promise<ApiKeys>;
  /** Everything that was started has ended. */
  stop(): Promise<void>;
}

export async function prepareLocalRun(varFolder: string, steps: Steps, say: (text: string) => void): Promise<LocalRun> {
  const local: Local = { varFolder, secrets: keepSecrets(varFolder), ports: await keepPorts(varFolder) };
  const urls = urlsOf(local);
  let apiKeys: ApiKeys = {};
  const note = (running: ReadonlyMap<string, ProcessIdentity>) => {
    const supervisor = identify(process.pid) ?? { pid: process.pid, started: '' };
    writeRunFile(varFolder, { supervisor, apiKeys, parts: describe(running, urls) });
  };
  const supervisor = createSupervisor({ logFolder: join(varFolder, 'log'), say, onChange: note });
  const postgres = {
    folder: join(varFolder, 'postgres'),
    port: local.ports.database,
    superuserPassword: local.secrets.superuserPassword,
    say,
  };

  async function bringUp(): Promise<ApiKeys> {
    await Promise.all([
      steps.run('PostgreSQL', () => supervisor.start(postgresPart(postgres))),
      steps.run('Temporal', async () => supervisor.start(temporalPart(await temporalSettings()))),
      steps.run('inbox', () => supervisor.start(inboxPart(local.ports, join(varFolder, 'mails')))),
    ]);
    await steps.run('migrations', () => ensureDatabases(superuserUrl(postgres), passwordsOf(local)));
    await steps.run('sample registers', async () => {
      [apiKeys] = await Promise.all([seedService(local), seedDSure(local)]);
    });
    const [workflows] = await Promise.all([
      steps.run('workflows', () => ensureWorkflowBundle()),
      steps.run('D-Sure', () => supervisor.start(dSurePart(local))),
    ]);
    await Promise.all([
      steps.run('worker', () =>
        supervisor.start(workerPart(local, workflows, () => supervisor.running().get('worker')?.pid)),
      ),
      steps.run('api', () => supervisor.start(apiPart(local))),
    ]);
    note(supervisor.running());
    return apiKeys;
  }

  const temporalSettings = async () => ({
    cli: await findTemporalCli({ env: process.env, say }),
    port: local.ports.temporal,
    uiPort: local.ports.temporalUi,
    databasePath: join(varFolder, 'temporal.db'),
  });

  const stop = async () => {
    await supervisor.stop();
    removeRunFile(varFolder);
  };
  return { ...local, urls, bringUp, stop };
}

/** The ports of the last run where they are free. */
async function keepPorts(varFolder: string): Promise<Ports> {
  const path = join(varFolder, 'ports.json');
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Ports>) : {};
  const ports = await choosePorts(before);
  replaceFile(path, ports);
  return ports;
}

function urlsOf(local: Local): LocalRun['urls'] {
  const http = (port: number) => `http://127.0.0.1:${port}`;
  return {
    api: http(local.ports.api),
    netDesk: portalUrl(local.ports.netDesk),
    operations: portalUrl(local.ports.operations),
    dSure: portalUrl(local.ports.dSure),
    inbox: http(local.ports.inbox),
    temporal: `127.0.0.1:${local.ports.temporal}`,
    temporalUi: http(local.ports.temporalUi),
    database: houseUrl(local, 'service', 'app'),
  };
}

function passwordsOf({ secrets }: Local) {
  return {
    service: { owner: secrets.serviceOwnerPassword, app: secrets.serviceAppPassword },
    'd-sure': { owner: secrets.dSureOwnerPassword, app: secrets.dSureAppPassword },
  };
}

/** Temporal's web pages come from the same process as Temporal, Net Desk and Operations from the API's. */
function describe(running: ReadonlyMap<string, ProcessIdentity>, urls: LocalRun['urls']) {
  const withUrl = (name: string, identity: ProcessIdentity) => {
    const url = (urls as Partial<Record<string, string>>)[name];
    return [name, url === undefined ? identity : { url, ...identity }] as const;
  };
  const parts = [...running].map(([name, identity]) => withUrl(name, identity));
  const temporal = running.get('temporal');
  const api = running.get('api');
  if (temporal !== undefined) parts.push(withUrl('temporalUi', temporal));
  if (api !== undefined) parts.push(withUrl('netDesk', api), withUrl('operations', api));
  return Object.fromEntries(parts);
}
