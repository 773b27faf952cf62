/** A walk over doors: what each answer gives away of keys and certificates, and what the log holds of it afterwards. */
import type { ReadingKind } from '../../../prisma/readings.ts';
import type { OpenApi } from './api.ts';
import { type Secrets, shownIn } from './shown-secrets.ts';

/** One request of the walk: the address as the router has it, and how somebody asks there. */
export interface Door {
  readonly name: string;
  ask(): Promise<Response>;
}

export interface Walked {
  /** By the door's name: what it gave away. */
  readonly gave: ReadonlyMap<string, ReadonlySet<ReadingKind>>;
  /** What was given away, and stands in no event with who and from where. */
  readonly unwritten: readonly string[];
}

/** Asks at one door after another. Each reading must be there when the answer is. */
export async function walkDoors(
  { owner }: Pick<OpenApi, 'owner'>,
  doors: AsyncIterable<Door> | Iterable<Door>,
  secrets: Secrets,
): Promise<Walked> {
  const gave = new Map<string, Set<ReadingKind>>();
  const unwritten: string[] = [];
  const where = { subject: { startsWith: 'reading/' } };
  for await (const { name, ask } of doors) {
    const before = new Set((await owner.event.findMany({ where, select: { id: true } })).map(({ id }) => id));
    const answer = await ask();
    const isStream = /event-stream/.test(answer.headers.get('content-type') ?? '');
    if (isStream) await answer.body?.cancel();
    const shown = isStream ? [] : await shownIn(answer, secrets);
    if (shown.length === 0) continue;
    const written = (await owner.event.findMany({ where, include: { body: true } })).filter(
      ({ id }) => !before.has(id),
    );
    for (const kind of shown) {
      gave.set(name, (gave.get(name) ?? new Set()).add(kind));
      const told = written.find((event) => event.kind === kind);
      const { by } = (told?.body?.content ?? {}) as { by?: { roles?: string[]; address?: string | null } };
      const isWhole = told?.actorId != null && by?.address != null && (by.roles ?? []).length > 0;
      if (!isWhole) unwritten.push(`${name}: ${kind}`);
    }
  }
  return { gave, unwritten };
}

/** As a list to compare with: the doors in the order of their names. */
export function listed({ gave }: Walked): readonly string[] {
  return [...gave].map(([name, kinds]) => `${name}: ${[...kinds].sort().join(', ')}`).sort();
}
