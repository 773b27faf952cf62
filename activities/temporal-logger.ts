/** Temporal's own log lines in our log: the message and nothing of what it was about, since failures may tell more. */
import { DefaultLogger } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Passes on what Temporal warns of. Our interceptor has already told of a failed activity, by name. */
export function temporalLogger(logger: Logger): DefaultLogger {
  return new DefaultLogger('WARN', ({ level, message }) => {
    if (message.startsWith('Activity failed')) return;
    if (level === 'ERROR') logger.error({ from: 'temporal' }, message);
    else logger.warn({ from: 'temporal' }, message);
  });
}
