/** The end of the line: what was thrown becomes a problem document, and what nobody foresaw is logged by name. */
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { send } from './answer.ts';
import { problemOf } from './problem-details.ts';
import { requestIdOf } from './request-id.ts';

export function failures(logger: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const requestId = requestIdOf(response);
    const problem = problemOf(error, requestId);
    if (problem.status >= 500) logger.error({ requestId, ...loggable(error) }, 'request failed');
    if (response.headersSent) return next(error);
    send(response, problem);
  };
}

/** An error's name, code and place. Its words may repeat what a person sent, and stay out of the log. */
export function loggable(error: unknown): { errorName: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { errorName: 'unknown' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { errorName: error.name, ...code, at: at.slice(0, 8).map((line) => line.trim()) };
}
