/** Hands back undone what the server hands out although its counterparty's circuit is open: the row is the truth, the queue's rate only follows it. */
import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { type Counterparty, counterpartyNames, handedBack } from '../domain/circuit.ts';
import { openCounterparties } from '../prisma/circuits.ts';
import { queueName } from '../workflows/ids.ts';
import type { Services } from './services.ts';
import { sharedLook } from './shared-look.ts';

/** Longer than the keeper takes to tell the server; a shutdown waits as long. */
const holdForMs = 8_000;
const lookEveryMs = 500;

/**
 * A server that starts, or moves a queue from one of its machines to another, hands out some activities before it knows the
 * queue's rate again; so does every server until it was told that a circuit opened. None of them acts: each is held for a
 * moment, then handed back, and its workflow asks for it anew, which spends no try. What opened before an activity came is
 * always seen; many that come at once share a look at the tables.
 */
export function createCircuitGate({ db }: Pick<Services, 'db'>, queuePrefix: string): ActivityInboundCallsInterceptor {
  const names = new Map<string, Counterparty>(counterpartyNames.map((name) => [queueName(queuePrefix, name), name]));
  // Without the tables no effect does anything: each finds out by itself, under its own name.
  const look = sharedLook(() => openCounterparties(db).catch(() => new Set<Counterparty>()));
  return {
    async execute(input, next) {
      const context = Context.current();
      const counterparty = context.info.isLocal ? undefined : names.get(context.info.taskQueue);
      if (counterparty === undefined || !(await look()).has(counterparty)) return next(input);
      let heldMs = 0;
      do {
        context.heartbeat();
        await setTimeout(lookEveryMs);
        heldMs += lookEveryMs;
      } while (heldMs < holdForMs && (await look()).has(counterparty));
      throw undone();
    },
  };
}

function undone(): ApplicationFailure {
  const failure = ApplicationFailure.nonRetryable('回路が開いているため、何もせずに返しました。', handedBack);
  failure.stack = ''; // a history tells the name, no more
  return failure;
}
