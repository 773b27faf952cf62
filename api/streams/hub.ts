/** Tells every open stream of this process what changed: each change is read once, and goes to those who may see it. */
import { type Reader, staffReader } from '../../domain/scopes.ts';
import type { Database } from '../../prisma/database.ts';
import { changesBetween, headPosition, type SealedChange } from '../../prisma/sealed-changes.ts';
import { sees } from '../../prisma/visibility.ts';

/** Somebody who looks at a screen. */
export interface Watcher {
  readonly reader: Reader;
  /** The sign-in that the stream lives by. */
  readonly sessionId: string;
  tell(change: SealedChange): void;
  /** There is too much to tell one by one: the screen is to be read anew. The sequence stands at this position. */
  tellToReadAnew(position: bigint): void;
  /** The sign-in is over, or we are: `isOver` tells a client not to come back. */
  end(isOver: boolean): void;
}

export interface EventHub {
  /** How many streams this sign-in has open. */
  countOf(sessionId: string): number;
  readonly size: number;
  /**
   * The watcher hears everything after this position, each change once; null: what comes from now on; one that cannot
   * be: to read anew. Returns how it leaves.
   */
  join(watcher: Watcher, after: bigint | null): Promise<() => void>;
  /** Something was sealed: read it and pass it on. Called while another reading is under way, it is read after that. */
  wake(): void;
  /** Ends the streams of sign-ins that are no longer any. */
  endStrangers(): Promise<void>;
  /** Ends all streams; no other joins. */
  close(): void;
}

interface HubServices {
  readonly db: Database;
  /** Which of these sign-ins are still good. */
  readonly goodSessions: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly onFailure: (error: unknown) => void;
}

/** More changes than this are not told one by one. */
const mostChanges = 500;
/** A stream that is further behind reads its screen anew. */
const mostBehind = 10_000n;

export function createEventHub({ db, goodSessions, onFailure }: HubServices): EventHub {
  const watchers = new Set<Watcher>();
  /** What joined and still hears what it missed: live changes wait here. */
  const waiting = new Map<Watcher, SealedChange[]>();
  let position: bigint | null = null;
  let asked = false;
  let reading = false;

  /** Reads for as long as it is asked to. One reading at a time: what is asked meanwhile is read after it. */
  async function read(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      while (asked) {
        asked = false;
        await readOn();
      }
    } finally {
      reading = false;
    }
  }

  async function readOn(): Promise<void> {
    const head = await headPosition(db);
    const from = position ?? head;
    if (watchers.size === 0 || head === from) {
      position = head;
      return;
    }
    if (head < from || head - from > mostBehind) {
      await endStrangers();
      position = head;
      for (const watcher of watchers) watcher.tellToReadAnew(head);
      return;
    }
    const changes = newestOfEach(await changesBetween(db, everyone, from, head, Number(mostBehind)));
    await endStrangers(changes);
    position = head;
    for (const watcher of watchers) {
      for (const change of changes) if (sees(watcher.reader, change)) pass(watcher, change);
    }
  }

  function pass(watcher: Watcher, change: SealedChange): void {
    const kept = waiting.get(watcher);
    if (kept === undefined) watcher.tell(change);
    else kept.push(change);
  }

  async function endStrangers(changes?: readonly SealedChange[]): Promise<void> {
    const concerned = [...watchers].filter(
      ({ reader }) => changes === undefined || changes.some((change) => sees(reader, change)),
    );
    if (concerned.length === 0) return;
    const good = await goodSessions([...new Set(concerned.map(({ sessionId }) => sessionId))]);
    for (const watcher of concerned) if (!good.has(watcher.sessionId)) leave(watcher, true)();
  }

  const leave =
    (watcher: Watcher, isOver = false) =>
    () => {
      if (!watchers.delete(watcher)) return;
      waiting.delete(watcher);
      watcher.end(isOver);
    };

  /** What the watcher missed: told one by one, or all at once where it is too much. */
  async function catchUp(watcher: Watcher, after: bigint, upTo: bigint): Promise<void> {
    if (after === upTo) return;
    if (after < 0n || after > upTo || upTo - after > mostBehind) return watcher.tellToReadAnew(upTo);
    const changes = newestOfEach(await changesBetween(db, watcher.reader, after, upTo, mostChanges + 1));
    if (changes.length > mostChanges) return watcher.tellToReadAnew(upTo);
    for (const change of changes) watcher.tell(change);
  }

  return {
    countOf: (sessionId) => [...watchers].filter((watcher) => watcher.sessionId === sessionId).length,
    get size() {
      return watchers.size;
    },
    async join(watcher, after) {
      const head = position ?? (await headPosition(db));
      position ??= head;
      const upTo = position;
      watchers.add(watcher);
      waiting.set(watcher, []);
      try {
        if (after !== null) await catchUp(watcher, after, upTo);
      } catch (error) {
        leave(watcher)();
        throw error;
      }
      const kept = waiting.get(watcher) ?? [];
      waiting.delete(watcher);
      for (const change of kept) watcher.tell(change);
      return leave(watcher);
    },
    wake() {
      asked = true;
      read().catch(onFailure);
    },
    endStrangers: () => endStrangers(),
    close() {
      for (const watcher of [...watchers]) leave(watcher)();
    },
  };
}

/** The hub itself reads for all; whom it tells, `sees` decides. */
const everyone: Reader = staffReader('all');

/** Of each guarantee the last change alone, in order: a screen is read again once, however much happened. */
function newestOfEach(changes: readonly SealedChange[]): SealedChange[] {
  const newest = new Map(changes.map((change) => [change.guaranteeId, change]));
  return changes.filter((change) => newest.get(change.guaranteeId) === change);
}
