/** Turns a refusal into a failure that Temporal does not retry, and reads the name out of an activity's failure. */
import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import { handedBack } from '../domain/circuit.ts';
import { type RefusalName, refusalSentences } from '../domain/refusals.ts';

/** A plain Error thrown in workflow code hangs the run: every "no" goes through here. */
export function refusalFailure(name: RefusalName): ApplicationFailure {
  const failure = ApplicationFailure.nonRetryable(refusalSentences[name], name);
  failure.stack = '';
  return failure;
}

/** The name and the tries of what failed: never its words, which stay out of histories. */
export function whatFailed(error: ActivityFailure): { errorName: string; tries: number } {
  const cause = error.cause;
  if (cause instanceof ApplicationFailure) {
    return { errorName: cause.type ?? 'unknown', tries: Number(cause.details?.[0] ?? 1) };
  }
  if (cause instanceof TimeoutFailure) return { errorName: 'no-answer-in-time', tries: 8 };
  return { errorName: 'unknown', tries: 1 };
}

/** Whether an activity came back undone, because its counterparty's circuit is open: it is asked for anew, and waits there. */
export function wasHandedBack(error: unknown): boolean {
  if (!(error instanceof ActivityFailure)) return false;
  return error.cause instanceof ApplicationFailure && error.cause.type === handedBack;
}

/** What it returns; asked for anew as often as it came back undone. */
export async function untilDone<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!wasHandedBack(error)) throw error;
    }
  }
}
