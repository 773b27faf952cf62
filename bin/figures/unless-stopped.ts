/** Measuring ends when the process is told to stop, and what was started for it is taken down. */

let stopAsked: Promise<never> | undefined;

/** What the work resolves to. Rejects on Ctrl-C and the like, so that whoever started something stops it. */
export function unlessStopped<T>(work: Promise<T>): Promise<T> {
  stopAsked ??= new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => reject(new Error('it was told to stop.')));
    }
  });
  return Promise.race([work, stopAsked]);
}
