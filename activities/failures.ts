/** Every error of an activity becomes a failure with a name and a fixed sentence: histories hold nothing else. */
import { ApplicationFailure, activityInfo, Context } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import type { Logger } from 'pino';
import { blamesCounterparty } from '../domain/causes.ts';
import { Refusal, refusalSentences } from '../domain/refusals.ts';

/** The worker's settings for what fails for now. Workflows name 8 tries; a worker may give up earlier or wait less. */
export interface Patience {
  readonly tries: number;
  readonly firstWaitMs: number;
}

const fixedSentence = '処理に失敗しました。詳しくは停止の一覧をご覧ください。';

/** Told of each try of an activity: on which queue, and whether it says that the next one would fail as well. */
export type CountTry = (taskQueue: string, counterpartyFailed: boolean) => void;

/** Tells what an error is called, without a word of what it says. */
export function errorName(error: unknown): string {
  if (error instanceof Refusal) return error.refusal;
  return error instanceof Error ? error.name : 'unknown';
}

/**
 * Heartbeats while the activity runs, and turns what it throws into `ApplicationFailure{type, fixed sentence}`:
 * a Refusal is not retried; anything else is, until its tries are used up. The details go to the log and the incident.
 */
export function createFailureInterceptor(
  patience: Patience,
  logger: Logger,
  count: CountTry,
): ActivityInboundCallsInterceptor {
  return {
    async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>) {
      const context = Context.current();
      const beat = context.info.isLocal ? undefined : setInterval(() => context.heartbeat(), 2000);
      try {
        const result = await next(input);
        if (!context.info.isLocal) count(context.info.taskQueue, false);
        return result;
      } catch (error) {
        if (!context.info.isLocal) count(context.info.taskQueue, blamesCounterparty(errorName(error)));
        throw failureOf(error, patience, logger);
      } finally {
        clearInterval(beat);
      }
    },
  };
}

function failureOf(error: unknown, { tries, firstWaitMs }: Patience, logger: Logger): ApplicationFailure {
  const { activityType, attempt, isLocal, workflowExecution } = activityInfo();
  const type = errorName(error);
  logger.warn(
    { activity: activityType, attempt, runId: workflowExecution?.workflowId, errorName: type, detail: detailOf(error) },
    'an effect failed',
  );
  const isRefusal = error instanceof Refusal;
  const failure = ApplicationFailure.create({
    message: isRefusal ? refusalSentences[error.refusal] : fixedSentence,
    type,
    nonRetryable: isRefusal || (!isLocal && attempt >= tries),
    nextRetryDelay: Math.min(firstWaitMs * 2 ** (attempt - 1), firstWaitMs * 10),
    details: [attempt],
  });
  failure.stack = ''; // a history tells the name and the tries, no more
  return failure;
}

/** Errors of our own making: their words hold no key, address or name. Foreign ones may quote what they were given. */
const ownErrors = new Set([
  'Refusal',
  'DSureUnavailable',
  'DSureUnreachable',
  'DSureSilent',
  'DSureAnswersWrongly',
  'MailRefused',
  'MailCredentialsRefused',
  'MailDeferred',
  'MailServerUnreachable',
  'StoreFull',
  'StoreNotWritable',
  'StoredDocumentMissing',
  'StoredDocumentDamaged',
  'TemplateBroken',
  'PrintingFailed',
  'ChromiumMissing',
  'PdfMustBePlain',
]);

/** The error's own words, for logs; of a foreign one its code alone. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return ownErrors.has(error.name) ? error.message : String((error as { code?: unknown }).code ?? 'no code');
}
