/** /reviews/:id/paper-request: which further paper the contractor is asked for (R-N10), and the press. */
import { commandContents } from '../../../domain/command-contents.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { findCommand } from '../../../prisma/commands.ts';
import { askForPaper } from '../../../prisma/paper-requests.ts';
import { json } from '../../answer.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn, readerIn } from '../signed-in.ts';
import { decision, type Pressing, wordsIn } from './decision.ts';

type Content = { readonly reason: string };

export function paperRequest(services: OperationsServices) {
  const { db, clock } = services;
  const sent = ({ response, view, key, content }: Pressing<Content>) => {
    const { userId, by } = personIn(response);
    const target = { guaranteeId: view.id, revision: view.revision, incidentId: null };
    return { client: userId, userId, by, idempotencyKey: key, name: 'askForPaper' as const, ...target, content };
  };
  return decision<string, Content>(services, {
    name: 'paper-request',
    title: '書類の依頼',
    told: 'paper-request',
    isConfirmed: true,
    read: (request) => wordsIn(request, 'reason'),
    check: (reason) => {
      const content = { reason };
      const read = commandContents.decline.safeParse(content); // words of the same shape
      return read.success ? { content } : { refusals: shapeRefusals(read.error, content) };
    },
    values: (_view, reason) => ({ reason }),
    isAgain: async (pressing) => (await findCommand(db, sent(pressing))) !== null,
    press: async (pressing) => {
      const tell = (id: string) => json(201, { paperRequestId: id });
      const { reason } = pressing.content;
      await askForPaper(db, readerIn(pressing.response), sent(pressing), reason, tell, clock.now());
      return 'recorded';
    },
  });
}
