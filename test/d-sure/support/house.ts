/** A running D-Sure on its own database: the real app on a port, seeded, with its log kept for reading. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createApp } from '../../../d-sure/app.ts';
import { type Database, openDatabase } from '../../../d-sure/database.ts';
import { createFileStore } from '../../../d-sure/file-store.ts';
import { seed } from '../../../d-sure/seed.ts';
import type { Services } from '../../../d-sure/services.ts';
import { sha256 } from '../../../d-sure/sha256.ts';
import { createDatabase } from '../../support/postgres.ts';

export const suretyToken = 'surety-token-for-tests-0123456789';
export const otherToken = 'other-surety-token-for-tests-012345';
export const email = 'soumu@takanezawa.example.jp';
export const secondEmail = 'keiyaku@takanezawa.example.jp';
export const password = 'correct-horse-battery';
export const sessionSecret = 'a-secret-for-tests-of-at-least-32-characters';

export interface House {
  readonly url: string;
  readonly databaseUrl: string;
  /** With the owner's role, as the operator has it. */
  readonly ownerUrl: string;
  /** With the owner's rights, for looking at tables. */
  readonly owner: Database;
  readonly services: Services;
  readonly folder: string;
  /** Everything logged so far, as text. */
  logged(): string;
  /** What the platform's clock says from now on; null for the real time. */
  setClock(at: Date | null): void;
  close(): Promise<void>;
}

/** `host`: as browsers reach it; they have passkeys for names alone. */
export async function openHouse(host: '127.0.0.1' | 'localhost' = '127.0.0.1'): Promise<House> {
  const tables = await createDatabase('d-sure');
  const owner = openDatabase(tables.ownerUrl);
  await seed(owner, { suretyToken, password });
  await seedStrangers(owner);
  const folder = await mkdtemp(join(tmpdir(), 'd-sure-'));
  const lines: string[] = [];
  let clock: Date | null = null;
  const services: Services = {
    database: openDatabase(tables.appUrl),
    files: createFileStore(folder),
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    now: () => clock ?? new Date(),
  };
  const server = createServer({ keepAliveTimeout: 65_000 });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  server.on(
    'request',
    createApp(services, { origin: url, sessionSecret, name: '保証確認サービス', trustedProxies: 0 }),
  );
  return {
    url,
    databaseUrl: tables.appUrl,
    ownerUrl: tables.ownerUrl,
    owner,
    services,
    folder,
    logged: () => lines.join(''),
    setClock: (at) => {
      clock = at;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await Promise.all([owner.$disconnect(), services.database.$disconnect()]);
      await tables.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A passkey as its row stands, which no device answers for. Returns its id. */
export async function createPasskey(owner: Database, userId: string): Promise<string> {
  const id = randomUUID();
  const made = { name: '見本', credentialId: id, publicKey: new Uint8Array(), createdAt: new Date() };
  await owner.passkey.create({ data: { id, userId, ...made } });
  return id;
}

/** A second surety company, and a second person of the authority, with the same password. */
async function seedStrangers(owner: Database): Promise<void> {
  await owner.surety.create({
    data: { id: 'other', name: 'べつの保証 株式会社', tokenDigest: sha256(otherToken), registeredAt: new Date() },
  });
  const first = await owner.authorityUser.findUniqueOrThrow({ where: { email }, include: { accounts: true } });
  const id = 'takanezawa-keiyaku';
  await owner.authorityUser.create({
    data: { id, name: '契約係', email: secondEmail, authorityId: first.authorityId },
  });
  const department = await owner.department.create({
    data: { id: 'keiyaku', authorityId: first.authorityId, name: '契約係' },
  });
  await owner.membership.create({ data: { userId: id, departmentId: department.id, place: 0 } });
  await owner.account.create({
    data: { id, accountId: id, providerId: 'credential', userId: id, password: first.accounts[0]?.password ?? null },
  });
}
