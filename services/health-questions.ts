/** How each counterparty is asked whether it answers: the real thing, asked for something that changes nothing there. */
import type { Client } from '@temporalio/client';
import type { AskedName } from '../domain/counterparty-health.ts';
import { DSureUnavailable } from './d-sure-client.ts';

/** Each resolves when it answered as it should, and fails by a name that an incident would carry. */
export type HealthQuestions = Readonly<Record<AskedName, () => Promise<unknown>>>;

/** D-Sure tells whether its own database and store answer: without them it lives, but takes no posting. */
export function dSureQuestion({ url, timeoutMs }: { url: string; timeoutMs: number }): () => Promise<void> {
  return async () => {
    const signal = AbortSignal.timeout(timeoutMs);
    const status = await fetch(new URL('/ready', url), { redirect: 'error', signal }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => {
        const name = signal.aborted ? 'DSureSilent' : 'DSureUnreachable';
        throw new DSureUnavailable('it was asked whether it is there', name);
      },
    );
    if (status >= 500) throw new DSureUnavailable(`it answered ${status}`);
    if (status !== 200) throw new DSureUnavailable(`it answered ${status}`, 'DSureAnswersWrongly');
  };
}

/** Temporal did not describe our namespace. */
class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';
}

/** Whether the frontend answers, lets us in and knows our namespace. */
export function temporalQuestion(client: Client, timeoutMs: number): () => Promise<void> {
  return async () => {
    try {
      await client.withDeadline(Date.now() + timeoutMs, () =>
        client.workflowService.describeNamespace({ namespace: client.options.namespace }),
      );
    } catch {
      throw new TemporalUnreachable('Temporal did not describe our namespace');
    }
  };
}
