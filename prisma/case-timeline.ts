/** Everything that happened to a case, for the staff: its own events and every reading of its key and its certificates. */
import { doerOf } from '../domain/event-doers.ts';
import { readEventWords } from '../domain/event-words.ts';
import type { ReviewCheck } from '../domain/review-checks.ts';
import type { Stage } from '../domain/stages.ts';
import { namesOf } from './case-application.ts';
import type { Database } from './database.ts';

/** Oldest first. The reader was shown to see the case before. Words that were erased by law are told as erased. */
export async function caseTimeline(db: Database, guaranteeId: string) {
  const events = await db.event.findMany({
    where: { OR: [{ guaranteeId }, { subject: `reading/${guaranteeId}` }] },
    include: { body: true },
    orderBy: [{ occurredAt: 'asc' }, { guaranteeId: 'asc' }, { sequence: 'asc' }],
  });
  const contents = events.map(({ body }) => (body?.content ?? {}) as Content);
  const people = await namesOf(db, [
    ...events.map(({ actorId }) => actorId),
    ...contents.map(({ onBehalfOf }) => onBehalfOf),
  ]);
  const nameOf = (id: string | null | undefined) => people.find((person) => person.id === id)?.name ?? null;
  return events.map((event, index) => {
    const content = contents[index] ?? {};
    const { roles, reason, after } = readEventWords(content);
    return {
      id: event.id,
      kind: event.kind,
      at: event.occurredAt,
      revision: event.revision,
      doer: doerOf(event.kind, nameOf(event.actorId), event.body?.content ?? null),
      onBehalfOf: nameOf(content.onBehalfOf),
      roles,
      reason,
      /** Where it stood after it; null: it did not move. */
      stage: (after.stage as Stage | undefined) ?? null,
      remarks: remarksIn(content.said),
      /** The stops of the register that an approval passed, with its reason. */
      passedStops: content.passedStops ?? [],
      isErased: event.body === null,
    };
  });
}

interface Content {
  readonly onBehalfOf?: string;
  readonly said?: object;
  readonly passedStops?: readonly ReviewCheck[];
}

export type CaseMoment = Awaited<ReturnType<typeof caseTimeline>>[number];

function remarksIn(said: object | undefined): readonly { readonly field: string; readonly words: string }[] {
  const remarks = (said as { remarks?: unknown } | undefined)?.remarks;
  return Array.isArray(remarks) ? (remarks as { field: string; words: string }[]) : [];
}
