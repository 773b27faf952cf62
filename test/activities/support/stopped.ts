/** Stops an activity half-way: one call to one real neighbour is followed, or forestalled, by the stop. */
import type { Services } from '../../../activities/index.ts';

/** Where it stops: before or after the nth call of this method of this neighbour. */
export interface StopPoint {
  readonly neighbour: 'db' | 'keyRing' | 'store' | 'printer' | 'dSure' | 'mailer' | 'runs';
  readonly method: string;
  readonly when: 'before' | 'after';
  readonly nth?: number;
}

/** What a stopped activity throws in this process. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The same services, but one: its method really acts, and the attempt ends there. */
export function stoppedAt(services: Services, point: StopPoint, stop: () => void = throwStopped): Services {
  const { neighbour, method, when, nth = 1 } = point;
  let calls = 0;
  const real = services[neighbour] as object;
  const stopping = new Proxy(real, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      const bound = value.bind(target) as (...args: unknown[]) => unknown;
      if (property !== method) return bound;
      return (...args: unknown[]) => {
        const mine = ++calls === nth;
        if (mine && when === 'before') stop();
        const acted = bound(...args);
        if (!mine) return acted;
        if (!(acted instanceof Promise) && typeof (acted as PromiseLike<unknown>)?.then !== 'function') {
          stop();
          return acted;
        }
        return Promise.resolve(acted).then((answer) => {
          if (when === 'after') stop();
          return answer;
        });
      };
    },
  });
  return { ...services, [neighbour]: stopping };
}

function throwStopped(): never {
  throw new Stopped('stopped half-way');
}
