/** Cases as a load: applied for and approved by clients, followed to their posting and their mail. */
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { dayInJapan } from '../../domain/dates.ts';
import { createApiClient } from '../example/api-client.ts';
import { leafletApplication } from '../example/leaflet-application.ts';
import type { ApiKeys } from '../stack/seeds.ts';

export interface Cases {
  /** A new case, accepted; returns its id. */
  apply(): Promise<string>;
  /** Resolves when the approval was answered. */
  approve(id: string): Promise<void>;
  /** Resolves when the case has come so far, looking every few milliseconds. */
  cameTo(id: string, what: 'posted' | 'mailed', lookEveryMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Where the service answers, and with which keys. */
interface ServiceAddress {
  readonly api: string;
  readonly database: string;
  readonly apiKeys: ApiKeys;
}

/** Guarantees of the service: one to an application, over HTTP. What came of them is read from the tables, so that the API is not asked. */
export async function openServiceCases({ api, database, apiKeys }: ServiceAddress): Promise<Cases> {
  const contractor = createApiClient(api, apiKeys.contractor ?? '');
  const reviewer = createApiClient(api, apiKeys.reviewer ?? '');
  const application = onePrepayment();
  const tables = new Client({ connectionString: database });
  await tables.connect();
  const watches = { posted: watch(tables, arrivedOf), mailed: watch(tables, mailedOf) };
  return {
    async apply() {
      const { guarantees } = await contractor.post<{ guarantees: { id: string }[] }>(
        '/api/v1/applications',
        application,
      );
      return guarantees[0]?.id as string;
    },
    async approve(id) {
      await reviewer.post(`/api/v1/guarantees/${id}/approval`, {});
    },
    cameTo: (id, what, lookEveryMs) => watches[what](id, lookEveryMs),
    close: () => tables.end(),
  };
}

const arrivedOf = 'SELECT guarantee_id AS id FROM revision WHERE arrived_at IS NOT NULL AND guarantee_id = ANY($1)';
const mailedOf = "SELECT guarantee_id AS id FROM mail WHERE state = 'sent' AND guarantee_id = ANY($1)";
const patienceMs = 120_000;

/** Asks for all the ids that somebody waits for with one query, again and again while somebody waits. */
function watch(tables: Client, query: string) {
  const waiting = new Map<string, () => void>();
  let looking = false;
  async function look(everyMs: number): Promise<void> {
    looking = true;
    while (waiting.size > 0) {
      const { rows } = await tables.query<{ id: string }>(query, [[...waiting.keys()]]);
      for (const { id } of rows) {
        waiting.get(id)?.();
        waiting.delete(id);
      }
      await setTimeout(everyMs);
    }
    looking = false;
  }
  return async (id: string, everyMs: number): Promise<void> => {
    const came = Promise.withResolvers<void>();
    waiting.set(id, came.resolve);
    if (!looking) look(everyMs).catch(came.reject);
    await inTime(came.promise, id);
  };
}

/** A figure that cannot be measured says so. */
export async function inTime(promise: Promise<void>, id: string): Promise<void> {
  const over = new AbortController();
  const late = setTimeout(patienceMs, undefined, { signal: over.signal, ref: false }).then(() => {
    throw new Error(`The case ${id} has not come through after ${patienceMs / 1000} s.`);
  });
  late.catch(() => {});
  await Promise.race([promise, late]).finally(() => over.abort());
}

/** The leaflet's application with its first guarantee alone. */
function onePrepayment(): object {
  const leaflet = leafletApplication(dayInJapan(new Date())) as { guarantees: readonly object[] };
  return { ...leaflet, guarantees: leaflet.guarantees.slice(0, 1) };
}
