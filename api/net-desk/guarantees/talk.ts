/** What stands between contractor and branch on one case: messages with what is new, correction requests with their state. */
import { correctionFieldNames } from '../../../domain/correction-request.ts';
import { correctionRequests } from '../../../prisma/correction-requests.ts';
import { markRead, messagesOf, readUpTo } from '../../../prisma/messages.ts';
import type { DeskServices } from '../desk-services.ts';
import type { DeskPerson } from '../signed-in.ts';

/**
 * As the page shows it. Opening the page counts as reading; a page that renews itself, perhaps behind another window,
 * does not.
 */
export async function talkOf({ db, clock }: DeskServices, person: DeskPerson, id: string, opened: boolean) {
  const [messages, requests, readAt] = await Promise.all([
    messagesOf(db, person.reader, id),
    correctionRequests(db, person.reader, { guaranteeId: id, openOnly: false }),
    readUpTo(db, id, person.userId),
  ]);
  const shown = messages.map(({ id: messageId, side, by, words, writtenAt }) => ({
    id: messageId,
    isOurs: side === 'contractor',
    by,
    words,
    writtenAt,
    isNew: side === 'surety' && (readAt === null || writtenAt > readAt),
  }));
  if (opened && shown.some(({ isNew }) => isNew)) await markRead(db, id, person.userId, clock.now());
  return {
    messages: shown,
    unread: shown.filter(({ isNew }) => isNew).length,
    corrections: requests.map(({ field, state, ...request }) => ({
      ...request,
      field: correctionFieldNames[field],
      chip: state === 'open' ? { word: '回答待ち', mood: 'waiting' } : { word: '回答あり', mood: 'done' },
    })),
  };
}
