/** /reviews/:id/decline: why the guarantee cannot be given, once more before it is final, and the press. */
import { commandContents } from '../../../domain/command-contents.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import type { OperationsServices } from '../operations-services.ts';
import { commandDecision } from './command-decision.ts';
import { wordsIn } from './decision.ts';

export function decline(services: OperationsServices) {
  return commandDecision(services, 'decline', {
    name: 'decline',
    title: '引受不可',
    isConfirmed: true,
    read: (request) => wordsIn(request, 'reason'),
    check: (reason) => {
      const content = { reason };
      const read = commandContents.decline.safeParse(content);
      return read.success ? { content } : { refusals: shapeRefusals(read.error, content) };
    },
    values: (_view, reason) => ({ reason }),
  });
}
