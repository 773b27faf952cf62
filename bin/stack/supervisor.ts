/** Starts the parts one after another, waits until each is ready, restarts one that dies, stops all in reverse order. */

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LeashedProcess, type Program, startLeashed } from './leashed-process.ts';
import { end, type ProcessIdentity } from './process-identity.ts';

export interface Part {
  readonly name: string;
  readonly program: Omit<Program, 'logPath'>;
  /** Whether it answers. Asked again and again until it does; may also reject while it does not. */
  readonly ready: () => Promise<boolean>;
}

export interface Supervisor {
  /** The part is ready when this resolves, and is started again whenever it dies from now on. Throws once `stop` was called. */
  start(part: Part): Promise<void>;
  /** Everything has ended when this resolves, last started first. */
  stop(): Promise<void>;
  running(): ReadonlyMap<string, ProcessIdentity>;
}

interface Settings {
  readonly logFolder: string;
  readonly say: (sentence: string) => void;
  /** Told whenever a part has another process than before. */
  readonly onChange: (running: ReadonlyMap<string, ProcessIdentity>) => void;
  readonly readyWithinMs?: number;
  readonly firstBackOffMs?: number;
}

const longestBackOffMs = 10_000;
const stopGraceMs = 15_000;

export function createSupervisor(settings: Settings): Supervisor {
  const { logFolder, say, onChange, readyWithinMs = 60_000, firstBackOffMs = 250 } = settings;
  const processes = new Map<string, LeashedProcess>();
  const parts: Part[] = [];
  const launching = new Set<Promise<unknown>>();
  let stopping = false;
  mkdirSync(logFolder, { recursive: true });

  const running = () => new Map([...processes].map(([name, { identity }]) => [name, identity]));
  const logPathOf = ({ name }: Part) => join(logFolder, `${name}.log`);

  function launch(part: Part): Promise<LeashedProcess> {
    const launched = launchNow(part);
    launching.add(launched);
    const settled = () => launching.delete(launched);
    launched.then(settled, settled);
    return launched;
  }

  async function launchNow(part: Part): Promise<LeashedProcess> {
    refuseWhileStopping(part);
    const started = await startLeashed({ ...part.program, logPath: logPathOf(part) });
    processes.set(part.name, started);
    onChange(running());
    return started;
  }

  function refuseWhileStopping({ name }: Part): void {
    if (stopping) throw new Error(`${name} is not started any more: everything stops.`);
  }

  async function untilReady(part: Part, started: LeashedProcess): Promise<void> {
    let exit: number | null = null;
    void started.ended.then((code) => {
      exit = code;
    });
    const deadline = Date.now() + readyWithinMs;
    while (!(await part.ready().catch(() => false))) {
      refuseWhileStopping(part);
      if (exit !== null) throw new Error(`${part.name} ended with code ${exit} while starting.\n${lastLines(part)}`);
      if (Date.now() > deadline)
        throw new Error(`${part.name} is not ready after ${readyWithinMs / 1000} s.\n${lastLines(part)}`);
      await pause(30);
    }
  }

  const lastLines = (part: Part) => readFileSync(logPathOf(part), 'utf8').trimEnd().split('\n').slice(-15).join('\n');

  /** Waits for the end of the process, then starts the next one, later and later while they die young. */
  async function keepAlive(part: Part, first: LeashedProcess): Promise<void> {
    let current = first;
    let backOffMs = firstBackOffMs;
    for (;;) {
      const since = Date.now();
      const code = await current.ended;
      if (stopping) return;
      // When only the watching shell was killed, the program itself may still hold its port.
      await end(current.identity, 'SIGKILL', 0);
      if (Date.now() - since > longestBackOffMs) backOffMs = firstBackOffMs;
      say(`${part.name} died (code ${code}); starting it again. Its log: ${logPathOf(part)}`);
      await pause(backOffMs);
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
      if (stopping) return;
      try {
        current = await launch(part);
        await untilReady(part, current);
        say(`${part.name} runs again.`);
      } catch (error) {
        current = processes.get(part.name) ?? current;
        if (!stopping) say((error as Error).message.split('\n', 1)[0] ?? '');
      }
    }
  }

  return {
    running,
    async start(part) {
      refuseWhileStopping(part);
      // Before the launch: what is being launched while `stop` is called is stopped as well.
      parts.push(part);
      const started = await launch(part);
      try {
        await untilReady(part, started);
      } catch (error) {
        await end(started.identity, part.program.stopSignal, stopGraceMs);
        throw error;
      }
      void keepAlive(part, started);
    },
    async stop() {
      stopping = true;
      await Promise.allSettled(launching);
      for (const part of parts.splice(0).reverse()) {
        const last = processes.get(part.name);
        if (last === undefined) continue;
        await end(last.identity, part.program.stopSignal, stopGraceMs);
        await last.ended;
        processes.delete(part.name);
        onChange(running());
      }
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
