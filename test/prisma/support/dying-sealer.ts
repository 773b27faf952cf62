/** A process that seals and is killed by SIGKILL before its nth statement: `node dying-sealer.ts URL N`. */
import { type Database, openDatabase } from '../../../prisma/database.ts';
import { sealEvents } from '../../../prisma/sealing.ts';

const [url = '', nth = ''] = process.argv.slice(2);
const db = openDatabase(url, 2);
let statements = 0;

/** The same object; each call of one of its functions counts, and the nth never comes back. */
function counted<T extends object>(real: T): T {
  return new Proxy(real, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value === 'object' && value !== null) return counted(value);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (++statements === Number(nth)) process.kill(process.pid, 'SIGKILL');
        return (value as (...given: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}

const dying = new Proxy(db, {
  get(target, property) {
    if (property !== '$transaction') return Reflect.get(target, property);
    return (act: (tx: Database) => Promise<unknown>) => target.$transaction((tx) => act(counted(tx) as Database));
  },
});
await sealEvents(dying, () => new Date());
await db.$disconnect(); // only reached where there was no nth statement: the parent expects SIGKILL
