/** The JSON API as a program calls it: a bearer key, and a new Idempotency-Key for everything it asks. */
import { randomUUID } from 'node:crypto';

/** The API's answer was not the one that the example needs. Says which request and what the problem document said. */
export class UnexpectedAnswer extends Error {
  constructor(request: string, status: number, body: string) {
    super(`${request} answered ${status}: ${body.slice(0, 500)}`);
    this.name = 'UnexpectedAnswer';
  }
}

export interface ApiClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  download(path: string): Promise<Uint8Array>;
}

/** A client that acts as whom the key belongs to. Every answer but a 2xx throws. */
export function createApiClient(url: string, apiKey: string): ApiClient {
  const request = async (method: 'GET' | 'POST', path: string, body?: object): Promise<Response> => {
    const headers: Record<string, string> = { authorization: `Bearer ${apiKey}` };
    if (body !== undefined)
      Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': randomUUID() });
    const response = await fetch(new URL(path, url), { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new UnexpectedAnswer(`${method} ${path}`, response.status, await response.text());
    return response;
  };
  return {
    get: async <T>(path: string) => (await (await request('GET', path)).json()) as T,
    post: async <T>(path: string, body: object) => (await (await request('POST', path, body)).json()) as T,
    download: async (path) => new Uint8Array(await (await request('GET', path)).arrayBuffer()),
  };
}
