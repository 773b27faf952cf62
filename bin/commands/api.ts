/** The JSON API as commands ask it. */
import { Ended, exitCodes } from './exit-codes.ts';
import type { Where } from './where.ts';

export interface Api {
  /** What was answered; ends the command where that is a refusal, or nothing. */
  // biome-ignore lint/suspicious/noExplicitAny: each command knows the documented answer of what it asks
  get(path: string): Promise<any>;
  /** The same key for the same act: asked again, it is done once. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  post(path: string, body: object, idempotencyKey: string): Promise<any>;
}

const patienceMs = 60_000;
/** A reading that nobody answered is tried again; it changes nothing. */
const readingTries = 3;

export function openApi({ url, apiKey }: Where): Api {
  const headers = { Authorization: `Bearer ${apiKey}`, Accept: 'application/json' };
  return {
    async get(path) {
      for (let tries = 1; ; tries++) {
        try {
          return await ask(url, path, { headers });
        } catch (error) {
          const isLast =
            tries === readingTries || !(error instanceof Ended) || error.exitCode !== exitCodes.unreachable;
          if (isLast) throw error;
        }
      }
    },
    post: (path, body, idempotencyKey) =>
      ask(url, path, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
        body: JSON.stringify(body),
      }),
  };
}

async function ask(url: string, path: string, request: RequestInit): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    ...request,
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  }).catch((error: Error) => {
    const code = (error.cause as { code?: string } | undefined)?.code ?? error.name;
    throw new Ended(exitCodes.unreachable, `${url} does not answer (${code}).`);
  });
  const text = await answer.text();
  if (answer.status >= 500) throw new Ended(exitCodes.unreachable, `${url} answers ${answer.status}.`);
  const body = parsed(text);
  if (body === null) throw new Ended(exitCodes.unreachable, `${url} answers what is no JSON: is it the API’s address?`);
  if (answer.ok) return body;
  const { name, title } = body as { name?: string; title?: string };
  throw new Ended(exitCodes.found, `${name ?? answer.status}: ${title ?? 'refused'}`, { name, status: answer.status });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
