/** GET /health: the process lives. GET /ready: whether everything it stands on answers, and what the worker heard of the counterparties. */
import type { RequestHandler } from 'express';
import type { CircuitState } from '../domain/circuit.ts';
import { type AskedName, askedNames, circuitOf } from '../domain/counterparty-health.ts';
import { openCircuits } from '../prisma/circuit-views.ts';
import { counterpartyHealth } from '../prisma/counterparty-health.ts';
import { json, send } from './answer.ts';
import { answersInTime, inTime } from './in-time.ts';
import { type ApiServices, type Dependency, dependencies } from './services.ts';

const patienceMs = 1500;

export const health: RequestHandler = (_request, response) => {
  send(response, json(200, { status: 'live' }));
};

/**
 * 200 while all that this process stands on answer; 503 with the names of what is away. `counterparties`: as the worker last
 * asked them, beside their circuits; null while the database does not tell. They change no status: the API serves without them.
 */
export function ready(services: ApiServices): RequestHandler {
  const { probes } = services;
  return async (_request, response) => {
    const heard = inTime(
      counterparties(services).catch(() => null),
      patienceMs,
      null,
    );
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
        counterparties: await heard,
      }),
    );
  };
}

type State = 'answers' | 'away';

async function stateOf(probe: () => Promise<unknown>): Promise<State> {
  return (await answersInTime(probe, patienceMs)) ? 'answers' : 'away';
}

async function counterparties({ db, clock }: ApiServices) {
  const [health, circuits] = await Promise.all([counterpartyHealth(db, clock.now()), openCircuits(db)]);
  const stateOfCircuit = (name: AskedName): CircuitState | null => {
    const counterparty = circuitOf[name];
    if (counterparty === undefined) return null;
    return circuits.find((circuit) => circuit.counterparty === counterparty)?.state ?? 'closed';
  };
  return Object.fromEntries(
    askedNames.map((name) => {
      const { nextAt, ...heard } = health[name];
      return [name, { ...heard, circuit: stateOfCircuit(name) }];
    }),
  );
}
