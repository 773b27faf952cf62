/** GET /health: the process lives. GET /ready: its database and document store answer. */
import type { RequestHandler } from 'express';
import type { Services } from '../services.ts';

export const health: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

export function ready({ database, files }: Services): RequestHandler {
  return async (_request, response) => {
    const [databaseAnswers, filesAnswer] = await Promise.all([
      database.surety.count().then(
        () => true,
        () => false,
      ),
      files.answers(),
    ]);
    response
      .status(databaseAnswers && filesAnswer ? 200 : 503)
      .json({ database: databaseAnswers, documentStore: filesAnswer });
  };
}
