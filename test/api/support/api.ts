/** The API on a database of its own, with Temporal away: what needs no run. Every answer is checked against its documentation. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { createApp } from '../../../api/app.ts';
import type { ApiServices } from '../../../api/services.ts';
import { type Database, openDatabase } from '../../../prisma/database.ts';
import { createApiKey } from '../../../prisma/people.ts';
import { samples, seedRegisters } from '../../../prisma/sample-registers.ts';
import { systemClock } from '../../../services/clock.ts';
import { createFolderStore } from '../../../services/document-store.ts';
import { createGuaranteeRuns } from '../../../services/guarantee-runs.ts';
import { createKeyRing } from '../../../services/key-ring.ts';
import { freePort } from '../../support/d-sure-process.ts';
import { createDatabase } from '../../support/postgres.ts';
import { asDocumented } from './documented.ts';

export type Who = 'contractor' | 'otherContractor' | 'reviewer' | 'approver' | 'operator' | 'auditor';

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what came, and say what they expect of it
  readonly body: any;
}

export interface Asking {
  readonly body?: unknown;
  /** Sent as they are, in place of a JSON body. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

export interface ServedApi {
  readonly url: string;
  readonly tokens: Readonly<Record<Who, string>>;
  get(who: Who, path: string, headers?: Record<string, string>): Promise<Told>;
  /** Sends with a key of its own unless one is given. */
  post(who: Who, path: string, asking?: Asking): Promise<Told>;
  close(): Promise<void>;
}

/** Serves these services on a free port, with a key for each sample person. */
export async function serveApi(services: ApiServices): Promise<ServedApi> {
  const server = createServer({ keepAliveTimeout: 65_000 }, createApp(services));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = await sampleKeys(services.db);
  return {
    url,
    tokens,
    get: (who, path, headers = {}) => ask(url, tokens[who], 'GET', path, { headers }),
    post: (who, path, asking = {}) => ask(url, tokens[who], 'POST', path, asking),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function sampleKeys(db: Database): Promise<Record<Who, string>> {
  const make = async (userId: string, scope: 'contractor' | 'reviewer' | 'operator' | 'auditor') =>
    (await createApiKey(db, { userId, name: 'test', scopes: [scope] })).token;
  const { users } = samples;
  return {
    contractor: await make(users.contractor, 'contractor'),
    otherContractor: await make(users.otherContractor, 'contractor'),
    reviewer: await make(users.reviewer, 'reviewer'),
    approver: await make(users.approver, 'reviewer'),
    operator: await make(users.operator, 'operator'),
    auditor: await make(users.auditor, 'auditor'),
  };
}

async function ask(
  url: string,
  token: string,
  method: 'GET' | 'POST',
  path: string,
  { body, bytes: file, key, headers }: Asking,
): Promise<Told> {
  const sent = { 'Idempotency-Key': key ?? randomUUID(), 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...(method === 'POST' ? sent : {}), ...headers },
    ...(method === 'POST' ? { body: file ?? JSON.stringify(body ?? {}) } : {}),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.toString('utf8');
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  const told = { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : bytes };
  asDocumented(method, path, told);
  return told;
}

export interface OpenApi extends ServedApi {
  readonly db: Database;
  /** With the owner's rights: for rows that the service itself has no right to make so. */
  readonly owner: Database;
  readonly services: ApiServices;
  /** With the role that the service has. */
  readonly databaseUrl: string;
  /** The folder of the document store. */
  readonly documents: string;
}

/** The API on its own database; nobody listens where Temporal should be. */
export async function openApi(own: Partial<ApiServices> = {}): Promise<OpenApi> {
  const tables = await createDatabase('service');
  const db = openDatabase(tables.appUrl, 8);
  const owner = openDatabase(tables.ownerUrl, 2);
  await seedRegisters(db);
  const folder = await mkdtemp(join(tmpdir(), 'hosho-test-api-'));
  // Without the library's own tries again, which would outlive the test.
  const connection = Connection.lazy({ address: `127.0.0.1:${await freePort()}`, interceptors: [] });
  const temporal = new Client({ connection });
  const services: ApiServices = {
    db,
    clock: systemClock,
    keyRing: createKeyRing(`test:${randomBytes(32).toString('base64')}`),
    store: createFolderStore(folder),
    runs: createGuaranteeRuns(temporal, ''),
    logger: pino({ level: 'silent' }),
    commandWaitMs: 200,
    probes: {
      database: () => db.$queryRaw`SELECT 1`,
      temporal: () => temporal.workflowService.getSystemInfo({}),
      documentStore: async () => undefined,
    },
    ...own,
  };
  const served = await serveApi(services);
  return {
    ...served,
    db,
    owner,
    services,
    databaseUrl: tables.appUrl,
    documents: folder,
    close: async () => {
      await served.close();
      await temporal.connection.close();
      await Promise.all([db.$disconnect(), owner.$disconnect()]);
      await Promise.all([tables.drop(), rm(folder, { recursive: true, force: true })]);
    },
  };
}
