/** Asks the counterparties again and again whether they answer, for as long as the worker process lives. */
import { setTimeout } from 'node:timers/promises';
import { type AskedName, askedNames } from '../domain/counterparty-health.ts';
import { recordAsking, takeAsking } from '../prisma/counterparty-health.ts';
import type { Database } from '../prisma/database.ts';
import type { Clock } from '../services/clock.ts';
import type { HealthQuestions } from '../services/health-questions.ts';
import { errorName } from './failures.ts';
import { type Rounds, startRounds } from './rounds.ts';

interface HealthServices {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: { warn(about: object, sentence: string): void };
  readonly questions: HealthQuestions;
}

/** What has said nothing by then does not answer. */
const patienceMs = 10_000;

/** Begins at once. Any number of workers may ask: together they ask each once in `everyMs`. */
export function startHealthKeeper(services: HealthServices, everyMs: number): Rounds {
  const failed = 'the counterparties could not be asked';
  return startRounds(() => askAll(services, everyMs), { everyMs: 1000, logger: services.logger, failed });
}

/** Each that is due was asked on return, all at the same time: one that is silent keeps no other waiting. */
export async function askAll(services: HealthServices, everyMs: number, patience = patienceMs): Promise<void> {
  await Promise.all(askedNames.map((name) => ask(services, name, everyMs, patience)));
}

async function ask({ db, clock, questions }: HealthServices, name: AskedName, everyMs: number, patience: number) {
  const taken = await takeAsking(db, name, everyMs, clock.now());
  if (taken === null) return;
  const began = performance.now();
  const failure = await failureOf(questions[name], patience);
  await recordAsking(db, taken, failure === null ? { latencyMs: Math.round(performance.now() - began) } : { failure });
}

/** The name of what went wrong; null: it answered. */
async function failureOf(question: () => Promise<unknown>, patience: number): Promise<string | null> {
  const over = new AbortController();
  const silence = setTimeout(patience, 'NoAnswerInTime', { signal: over.signal });
  const answer = question().then(() => null, errorName);
  try {
    return await Promise.race([answer, silence]);
  } finally {
    over.abort();
    silence.catch(() => undefined);
  }
}
