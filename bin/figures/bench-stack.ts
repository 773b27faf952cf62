/** A whole local stack for measuring, started as bin/start does, with the baseline's worker beside it; its data goes with it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplePeople } from '../../prisma/sample-sign-ins.ts';
import { sampleStaff } from '../../prisma/sample-staff.ts';
import { type ApiClient, createApiClient } from '../example/api-client.ts';
import { prepareLocalRun } from '../stack/local-run.ts';
import { postgresHome } from '../stack/postgres-home.ts';
import { readRunFile } from '../stack/run-file.ts';
import { houseUrl } from '../stack/service-processes.ts';
import { tellSteps } from '../stack/steps.ts';
import { type Cases, openServiceCases } from './cases.ts';
import type { DeskAddress } from './desk-visitor.ts';
import { openEmptyCases } from './empty-cases.ts';
import { unlessStopped } from './unless-stopped.ts';

export interface BenchStack {
  /** Guarantees of the service, asked for over HTTP. */
  readonly service: Cases;
  /** The baseline's cases on the same Temporal server. */
  readonly empty: Cases;
  /** The contractor's pages, with a person who may sign in, and the tables behind them. */
  readonly desk: MeasuredDesk;
  /** The staff's pages, with people who may see every case. */
  readonly operations: MeasuredOperations;
  /** The JSON API as whoever switches circuits. */
  readonly operator: ApiClient;
}

/** Everybody has the same password and the same authenticator app. */
interface MeasuredOperations {
  readonly url: string;
  readonly emails: readonly string[];
  readonly password: string;
  readonly totpSecret: string;
}

interface MeasuredDesk extends DeskAddress {
  readonly database: string;
  /** With the tables' owner. */
  readonly ownerDatabase: string;
  /** Of the process that serves pages and streams, as it is now. */
  apiPid(): number;
}

/** Does the measuring while everything runs; nothing is left when it returns. */
export async function withBenchStack<T>(
  say: (sentence: string) => void,
  measure: (stack: BenchStack) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder();
  const local = await prepareLocalRun(folder, tellSteps(say), say);
  const opened: Cases[] = [];
  const keep = (cases: Cases) => {
    opened.push(cases);
    return cases;
  };
  try {
    const apiKeys = await unlessStopped(local.bringUp());
    const service = keep(await openServiceCases({ api: local.urls.api, database: local.urls.database, apiKeys }));
    const empty = keep(await openEmptyCases(local.urls.temporal));
    const desk: MeasuredDesk = {
      url: local.urls.netDesk,
      email: samplePeople[0]?.email ?? '',
      password: local.secrets.contractorPassword,
      database: local.urls.database,
      ownerDatabase: houseUrl(local, 'service', 'owner'),
      apiPid: () => readRunFile(folder)?.parts.api?.pid ?? 0,
    };
    const { reviewer, secondReviewer, approver, operator: freeing, auditor } = sampleStaff;
    const operations: MeasuredOperations = {
      url: local.urls.operations,
      emails: [reviewer, secondReviewer, approver, freeing, auditor].map(({ email }) => email),
      password: local.secrets.staffPassword,
      totpSecret: local.secrets.staffTotpSecret,
    };
    const operator = createApiClient(local.urls.api, apiKeys.operator ?? '');
    return await unlessStopped(measure({ service, empty, desk, operations, operator }));
  } finally {
    for (const cases of opened) await cases.close();
    await local.stop();
    removeFolder(folder);
  }
}

/** A folder that PostgreSQL's user may enter. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hosho-bench-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** The folder is gone, and PostgreSQL's data with it where that had to lie elsewhere. */
export function removeFolder(folder: string): void {
  const { dataFolder } = postgresHome(join(folder, 'postgres'), () => {});
  rmSync(join(dataFolder, '..'), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
