/** A database whose process is killed by SIGKILL before the nth statement inside its transactions. */
import type { Database } from '../../../prisma/database.ts';

/** The same object; each call of one of its functions counts, and the nth never comes back. */
function counted<T extends object>(real: T, count: () => void): T {
  return new Proxy(real, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value === 'object' && value !== null) return counted(value, count);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        count();
        return (value as (...given: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}

export function dyingAt(db: Database, nth: number): Database {
  let statements = 0;
  const count = () => {
    if (++statements === nth) process.kill(process.pid, 'SIGKILL');
  };
  return new Proxy(db, {
    get(target, property) {
      if (property !== '$transaction') return Reflect.get(target, property);
      return (act: (tx: Database) => Promise<unknown>) =>
        target.$transaction((tx) => act(counted(tx as Database, count)));
    },
  });
}
