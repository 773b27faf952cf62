/** One line for each request: the address's pattern, never the address, a body, a key or a name. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from './request-id.ts';

export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.on('finish', () => {
      const { apiKeyId } = response.locals as { apiKeyId?: string };
      logger.info(
        {
          requestId: requestIdOf(response),
          method: request.method,
          address: `${request.baseUrl}${(request.route as { path?: string } | undefined)?.path ?? ' (none)'}`,
          status: response.statusCode,
          ms: Math.round(performance.now() - startedAt),
          ...(apiKeyId === undefined ? {} : { apiKeyId }),
        },
        'request',
      );
    });
    next();
  };
}
