/**
 * A client of the API as a careful program is written: each act has one Idempotency-Key, sent again with the same key
 * while nobody answers or the answer is a 5xx; a 202 is followed to the command's address.
 */
import { randomUUID } from 'node:crypto';
import { until } from './until.ts';

export interface PatientClient {
  get<T>(path: string): Promise<T>;
  /** What the act came to. Throws where it was refused. */
  post<T>(path: string, body: object): Promise<T>;
  download(path: string): Promise<Uint8Array>;
  /** The status of a question asked once. */
  status(method: 'GET' | 'POST', path: string, body?: object): Promise<number>;
  /** How often it had to ask again. */
  repeats(): number;
}

const patienceMs = 90_000;

/** Below /api/v1, as the person whom the key belongs to. The address is asked for each time: it may move. */
export function createPatientClient(url: () => string, apiKey: () => string): PatientClient {
  let repeats = 0;

  const ask = (method: string, path: string, body?: object, key?: string) =>
    fetch(new URL(path.startsWith('/api/') ? path : `/api/v1${path}`, url()), {
      method,
      headers: {
        authorization: `Bearer ${apiKey()}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': key ?? randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });

  /** The first answer below 500, whole. */
  const answered = async (method: string, path: string, body?: object, key?: string) => {
    const { status, bytes } = await until(async () => {
      try {
        const response = await ask(method, path, body, key);
        const read = { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
        if (read.status < 500) return read;
        throw new Error(`${method} ${path} answered ${read.status}: ${read.bytes}`);
      } catch (error) {
        repeats++;
        throw error;
      }
    }, patienceMs);
    if (status >= 400) throw new Error(`${method} ${path} answered ${status}: ${bytes}`);
    return { status, bytes };
  };

  const get = async <T>(path: string) => JSON.parse(String((await answered('GET', path)).bytes)) as T;

  const outcome = async (address: string) => {
    const command = await until(async () => {
      const told = await get<{ state: string; refusal: { name: string } | null }>(address);
      return told.state !== 'accepted' && told;
    }, patienceMs);
    if (command.state === 'refused') throw new Error(`${address} was refused: ${command.refusal?.name}`);
    return command;
  };

  return {
    get,
    async post<T>(path: string, body: object) {
      const { status, bytes } = await answered('POST', path, body, randomUUID());
      const told = JSON.parse(String(bytes)) as T & { links: { self: string } };
      return status === 202 ? ((await outcome(told.links.self)) as T) : told;
    },
    download: async (path) => new Uint8Array((await answered('GET', path)).bytes),
    async status(method, path, body) {
      const response = await ask(method, path, body);
      await response.body?.cancel();
      return response.status;
    },
    repeats: () => repeats,
  };
}
