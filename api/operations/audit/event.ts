/** GET /audit/:id: one event of the audit log, with before and after, and where it stands in chain and sequence. */
import type { RequestHandler } from 'express';
import { readEventWords } from '../../../domain/event-words.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { auditEvent } from '../../../prisma/audit-search.ts';
import { subjectNames } from '../../../prisma/audit-subjects.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import { show } from '../../portal/show.ts';
import { shownFacts } from '../audit-facts.ts';
import { shownEvent } from '../audit-words.ts';
import type { OperationsServices } from '../operations-services.ts';
import { may, personIn, readerIn } from '../signed-in.ts';

/** Refuses: `address-must-exist`, also for an event of another branch. */
export function auditEventPage(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const id = String(request.params.id);
    const event = uuidForm.test(id) ? await auditEvent(services.db, readerIn(response), id) : null;
    if (event === null) throw new Refusal('address-must-exist');
    const person = personIn(response);
    const names = await subjectNames(services.db, [event.subject]);
    const shown = shownEvent(event, names, (...permission) => may(person, ...permission));
    show(services, request, response, 'audit/event', {
      title: '監査記録の詳細',
      ...shown,
      revision: event.revision === 0 ? null : event.revision,
      facts: await shownFacts(services.db, event.subject, readEventWords(event.content)),
      erasedAt: event.erasedAt,
      position: event.position === null ? null : String(event.position),
      sequence: event.sequence,
      hash: event.hash,
      previousHash: event.previousHash,
      bodyDigest: event.bodyDigest,
      trail: [{ title: '監査記録', href: '/audit' }, { title: '詳細' }],
    });
  };
}
