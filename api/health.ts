/** GET /health: the process lives. GET /ready: whether everything it stands on answers, each dependency by name. */
import type { RequestHandler } from 'express';
import { json, send } from './answer.ts';
import { inTime } from './in-time.ts';
import { type ApiServices, type Dependency, dependencies } from './services.ts';

const patienceMs = 1500;

export const health: RequestHandler = (_request, response) => {
  send(response, json(200, { status: 'live' }));
};

/** 200 while all answer; 503 with the names of what is away. */
export function ready({ probes }: ApiServices): RequestHandler {
  return async (_request, response) => {
    const states = await Promise.all(dependencies.map((name) => stateOf(probes[name])));
    const byName = Object.fromEntries(dependencies.map((name, index) => [name, states[index]])) as Record<
      Dependency,
      State
    >;
    const away = dependencies.filter((name) => byName[name] === 'away');
    send(
      response,
      json(away.length === 0 ? 200 : 503, {
        status: away.length === 0 ? 'ready' : 'not-ready',
        dependencies: byName,
        away,
      }),
    );
  };
}

type State = 'answers' | 'away';

async function stateOf(probe: () => Promise<unknown>): Promise<State> {
  const answer = probe().then(
    () => 'answers' as const,
    () => 'away' as const,
  );
  return inTime(answer, patienceMs, 'away' as const);
}
